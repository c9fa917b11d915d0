"""Undoes disguised spellings: of guarded terms homophones, pinyin, split and look-alike characters, emoji …; of any
word the marks that cut it.

Knows nothing of what the terms mean or which rules use them.
"""

from classifier.normalizing.disguise.joiner import WordJoiner
from classifier.normalizing.disguise.unmasker import Unmasker

__all__ = ["Unmasker", "WordJoiner"]
