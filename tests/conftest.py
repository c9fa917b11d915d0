"""Settings common to all tests."""

from hypothesis import settings

# No test asserts wall-clock time: the machine may be busy, and the first example loads dictionaries.
settings.register_profile("finad", deadline=None)
settings.load_profile("finad")
