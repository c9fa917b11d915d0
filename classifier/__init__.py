"""Chinese financial ad copy in, verdict with evidence out.

The public names, each loaded when it is first used: importing the package costs nothing, and reading one type does
not load the word segmentation. Knows nothing of URLs, HTML, HTTP, reviewers or training files; imports neither
torch nor transformers.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from classifier.errors import ClassifierError as ClassifierError
    from classifier.errors import DataFileError as DataFileError
    from classifier.finding import Finding as Finding
    from classifier.finding import Outcome as Outcome
    from classifier.finding import Status as Status
    from classifier.finding import Verdict as Verdict
    from classifier.scanner import Scanner as Scanner
    from classifier.scanner import ScannerConfig as ScannerConfig
    from classifier.scanner import build_scanner as build_scanner
    from classifier.text import AdCopy as AdCopy
    from classifier.text import Evidence as Evidence
    from classifier.text import Passage as Passage
    from classifier.text import PassageKind as PassageKind
    from classifier.text import Span as Span
    from classifier.verdict_json import verdict_record as verdict_record
    from classifier.version import FINAD_VERSION as FINAD_VERSION

_HOMES = {
    "AdCopy": "text",
    "ClassifierError": "errors",
    "DataFileError": "errors",
    "Evidence": "text",
    "FINAD_VERSION": "version",
    "Finding": "finding",
    "Outcome": "finding",
    "Passage": "text",
    "PassageKind": "text",
    "Scanner": "scanner",
    "ScannerConfig": "scanner",
    "Span": "text",
    "Status": "finding",
    "Verdict": "finding",
    "build_scanner": "scanner",
    "verdict_record": "verdict_json",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOMES)
