"""A small web of invented Chinese portals, engines, platforms and ad networks, served on loopback to try a crawler on.

``serving`` serves it, ``truth`` tells which ads stand on which page. No page, firm or ad of it is real, and nothing
of the crawler is used here.
"""

from crawler.sample_portal.request_log import SeenRequest
from crawler.sample_portal.serving import SamplePortal

__all__ = ["SamplePortal", "SeenRequest"]
