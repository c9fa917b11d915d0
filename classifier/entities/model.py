"""What a name or number in an ad can be.

Knows nothing of how they are found or what they prove.
"""

from dataclasses import dataclass
from enum import StrEnum

from classifier.text import Span


class EntityKind(StrEnum):
    """Kind of entity."""

    COMPANY = "company"
    SIGNATURE = "signature"
    """Name in 【】 at the start or end of a message."""
    LICENCE_NUMBER = "licence_number"
    """Number of a licence, registration or filing of a financial kind, by its label."""
    PRIVATE_FUND_MANAGER = "private_fund_manager"
    """P and seven digits."""
    PRIVATE_FUND = "private_fund"
    """S and five or six letters or digits."""
    STAFF_NUMBER = "staff_number"
    """Registration of a person: S and thirteen digits, or a number labelled 执业编号."""
    WEALTH_PRODUCT = "wealth_product"
    """C or Z and thirteen digits or more: registered wealth or payment number."""
    ICP_NUMBER = "icp_number"
    """Filing of a web site. Says nothing about finance."""
    CREDIT_CODE = "credit_code"
    """统一社会信用代码 with a valid check character."""
    MOBILE_PHONE = "mobile_phone"
    SERVICE_PHONE = "service_phone"
    """400/800 or 95xxx/96xxx."""
    LANDLINE = "landline"
    QQ = "qq"
    WECHAT = "wechat"
    TELEGRAM = "telegram"
    URL = "url"
    EMAIL = "email"
    RESIDENT_ID = "resident_id"
    """Number of an identity card with a valid check digit."""
    BANK_CARD = "bank_card"
    """Card number with a valid check digit."""
    EXPERT = "expert"
    ANALYST = "analyst"
    CELEBRITY = "celebrity"
    BODY = "body"
    BENEFICIARY = "beneficiary"
    PRODUCT = "product"


ENDORSER_KINDS = frozenset(
    {EntityKind.EXPERT, EntityKind.ANALYST, EntityKind.CELEBRITY, EntityKind.BODY, EntityKind.BENEFICIARY}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A name or number with its place in the normalised text."""

    kind: EntityKind
    span: Span
    text: str
    """``text[span.start:span.end]`` of the normalised text."""
    value: str | None
    """The entity without label and separators; ``None`` when digits are masked."""
