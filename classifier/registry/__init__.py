"""Lists of licensed and warned-of institutions that the caller supplies, and what they answer.

Knows nothing of ads.
"""

from classifier.registry.entry import RegistryEntry, Standing
from classifier.registry.loader import load_registry
from classifier.registry.lookup import Answer, MatchedBy, Registry, RegistryAnswer
from classifier.registry.source import RegistrySource

__all__ = [
    "Answer",
    "MatchedBy",
    "Registry",
    "RegistryAnswer",
    "RegistryEntry",
    "RegistrySource",
    "Standing",
    "load_registry",
]
