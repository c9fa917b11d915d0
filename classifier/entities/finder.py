"""Finds everything that is named or numbered in a text.

Knows nothing of how each kind is recognised.
"""

from classifier.entities.companies import find_companies
from classifier.entities.contacts import find_contacts
from classifier.entities.model import Entity
from classifier.entities.numbers import find_numbers_of_record
from classifier.entities.people import find_endorsers
from classifier.entities.products import find_products
from classifier.entities.vocabulary import EntityVocabulary
from classifier.places import Occupied


def find_entities(text: str, vocabulary: EntityVocabulary) -> tuple[Entity, ...]:
    """All names and numbers of a normalised text, left to right.

    Spans of different kinds may overlap (a signature around a company); numbers and contacts do not.
    """
    numbers = find_numbers_of_record(text, vocabulary)
    taken = Occupied(len(text), (entity.span for entity in numbers))
    contacts = [entity for entity in find_contacts(text) if not taken.overlaps(entity.span)]
    endorsers = find_endorsers(text, vocabulary)
    found = [*find_companies(text, vocabulary), *numbers, *contacts, *endorsers, *find_products(text, vocabulary)]
    return tuple(sorted(found, key=lambda entity: (entity.span, entity.kind)))
