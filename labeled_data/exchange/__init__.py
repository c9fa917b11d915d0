"""Labelled examples to annotation tools and back: Label Studio and doccano.

Knows nothing of command lines.
"""

from labeled_data.exchange.doccano_export import export_doccano
from labeled_data.exchange.doccano_import import import_doccano
from labeled_data.exchange.files import EXCHANGE_FORMATS, ExchangeFormat, export_file, import_file, write_label_config
from labeled_data.exchange.label_config import label_config
from labeled_data.exchange.label_studio_import import import_label_studio
from labeled_data.exchange.label_studio_tasks import LabelsAs, export_label_studio
from labeled_data.exchange.offsets import OffsetUnit
from labeled_data.exchange.outcome import ExchangeSummary, ImportedExamples, Skipped, SkipReason

__all__ = [
    "EXCHANGE_FORMATS",
    "ExchangeFormat",
    "ExchangeSummary",
    "ImportedExamples",
    "LabelsAs",
    "OffsetUnit",
    "SkipReason",
    "Skipped",
    "export_doccano",
    "export_file",
    "export_label_studio",
    "import_doccano",
    "import_file",
    "import_label_studio",
    "label_config",
    "write_label_config",
]
