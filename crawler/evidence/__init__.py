"""Sealing what was seen, and verifying the seal."""
