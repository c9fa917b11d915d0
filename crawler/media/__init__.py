"""Broadcast, press and outdoor ads that were handed in as files: transcripts, scans, photos, recordings.

Files in, ``Visit`` values out. Knows nothing of web pages or apps. See ``docs/media.md``.
"""

from crawler.media.details import MediaDetails, Medium
from crawler.media.kinds import MediaKind, is_media, kind_of
from crawler.media.reading import recording_beside, visits_of_media

__all__ = ["MediaDetails", "MediaKind", "Medium", "is_media", "kind_of", "recording_beside", "visits_of_media"]
