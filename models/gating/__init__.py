"""Judges a model before it ships: what was measured of it against floors that no later model may fall below."""
