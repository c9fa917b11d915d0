"""The names that labels carry in annotation tools, and their captions where the taxonomy holds none.

Knows nothing of any tool's format.

=====================  ====================================================================
span label             a category code (evidence) or ``entity:`` with an entity kind
category label         ``+code`` positive, ``?code`` unknown, ``kind:…``, ``complete:whole``,
(doccano ``cats``)     ``complete:cut``, ``entities:marked``
=====================  ====================================================================
"""

from enum import StrEnum

from labeled_data.example import EntityKind

ENTITY_PREFIX = "entity:"
POSITIVE_PREFIX = "+"
UNKNOWN_PREFIX = "?"
KIND_PREFIX = "kind:"
COMPLETE_PREFIX = "complete:"
ENTITIES_MARKED = "entities:marked"
"""All names and figures of the text are marked, even where there is none: ``entities`` is no ``None``."""

METADATA = ("genre", "vertical", "channel", "year", "source", "group", "pair")
"""Fields of an example that no annotator changes; they travel as they are."""


class Completeness(StrEnum):
    """``LabeledExample.complete`` as a choice of three."""

    WHOLE = "whole"
    CUT = "cut"
    NOT_APPLICABLE = "not_applicable"

    @classmethod
    def of(cls, complete: bool | None) -> "Completeness":
        """Name the value of ``complete``."""
        if complete is None:
            return cls.NOT_APPLICABLE
        return cls.WHOLE if complete else cls.CUT

    @property
    def value_in_example(self) -> bool | None:
        """The value of ``complete``."""
        return None if self is Completeness.NOT_APPLICABLE else self is Completeness.WHOLE


KIND_CAPTIONS = {
    "fin_ad": ("金融广告", "Financial ad"),
    "non_fin_ad": ("其他行业广告", "Ad of another trade"),
    "not_ad": ("不是广告", "Not an ad"),
}
"""The kinds an annotator can choose, with their captions (Chinese, English)."""

COMPLETENESS_CAPTIONS = {
    Completeness.WHOLE: ("完整广告", "Whole ad"),
    Completeness.CUT: ("片段", "Fragment"),
    Completeness.NOT_APPLICABLE: ("不适用", "Not applicable"),
}

ENTITY_CAPTIONS = {
    EntityKind.ADVERTISER: ("广告主", "Advertiser"),
    EntityKind.PRODUCT: ("产品", "Product"),
    EntityKind.RATE: ("利率或收益率", "Rate"),
    EntityKind.LICENCE: ("牌照", "Licence"),
}
