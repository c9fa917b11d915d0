"""Lists of licensed and warned-of institutions that the caller supplies, and what they answer.

Knows nothing of ads.
"""

from classifier.registry.entry import RegistryEntry, Standing
from classifier.registry.loader import load_registry
from classifier.registry.lookup import Answer, MatchedBy, Registry, RegistryAnswer

__all__ = [
    "Answer",
    "MatchedBy",
    "Registry",
    "RegistryAnswer",
    "RegistryEntry",
    "Standing",
    "load_registry",
]
