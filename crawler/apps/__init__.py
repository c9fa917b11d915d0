"""Ads in app traffic and on app screens."""
