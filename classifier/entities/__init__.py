"""Names and numbers in ad text: companies, licences, contacts, endorsers, products.

Works on normalised text and returns spans of it; knows nothing of what an ad may say.
"""

from classifier.entities.checksums import is_card_number, is_credit_code, is_resident_id
from classifier.entities.companies import find_companies
from classifier.entities.contacts import find_contacts
from classifier.entities.model import CONTACT_KINDS, ENDORSER_KINDS, PERSONAL_KINDS, Entity, EntityKind
from classifier.entities.numbers import find_numbers_of_record
from classifier.entities.people import find_endorsers
from classifier.entities.products import find_products
from classifier.entities.vocabulary import default_vocabulary

__all__ = [
    "CONTACT_KINDS",
    "ENDORSER_KINDS",
    "PERSONAL_KINDS",
    "Entity",
    "EntityKind",
    "find_companies",
    "find_entities",
    "is_card_number",
    "is_credit_code",
    "is_resident_id",
]


def find_entities(text: str) -> tuple[Entity, ...]:
    """All names and numbers of a normalised text, left to right.

    Spans of different kinds may overlap (a signature around a company); numbers and contacts do not.
    """
    numbers = find_numbers_of_record(text)
    taken = [entity.span for entity in numbers]
    contacts = [entity for entity in find_contacts(text) if not any(entity.span.overlaps(span) for span in taken)]
    endorsers = find_endorsers(text, default_vocabulary().anchors(text))
    found = [*find_companies(text), *numbers, *contacts, *endorsers, *find_products(text)]
    return tuple(sorted(found, key=lambda entity: (entity.span, entity.kind)))
