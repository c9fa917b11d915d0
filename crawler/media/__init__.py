"""Broadcast, press and outdoor ads that were handed in as files."""
