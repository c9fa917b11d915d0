"""Near copies of one ad under one key."""

from crawler.campaigns.index import CampaignIndex
from crawler.campaigns.merging import group
from crawler.campaigns.signature import Signature, record_of_signature, signature_from_record, signature_of

__all__ = ["CampaignIndex", "Signature", "group", "record_of_signature", "signature_from_record", "signature_of"]
