"""The data files that ship with the package, loaded once for all tests of the parts that need them."""

from functools import cache

from classifier.assembly import Assembly
from classifier.datafiles.datafile import RULES_FOLDER
from classifier.datafiles.known_ids import UNREADABLE
from classifier.entities.vocabulary import EntityVocabulary, load_vocabulary
from classifier.institutions.catalogue import Institutions, institutions_of
from classifier.institutions.catalogue_file import read_institutions_file
from classifier.normalizing.disguise import Unmasker
from classifier.normalizing.disguise.tables import DisguiseTables, load_tables
from classifier.normalizing.segmentation import Segmenter, load_segmenter
from classifier.scanner import ScannerConfig, build_scanner


@cache
def assembly() -> Assembly:
    return build_scanner(ScannerConfig(with_edits=False, with_disguises=False, packs=())).assembly


@cache
def vocabulary() -> EntityVocabulary:
    return load_vocabulary(RULES_FOLDER)


@cache
def segmenter() -> Segmenter:
    return load_segmenter(RULES_FOLDER)


@cache
def tables() -> DisguiseTables:
    return load_tables(RULES_FOLDER)


@cache
def institutions() -> Institutions:
    problems = []
    data = read_institutions_file(RULES_FOLDER, products=UNREADABLE, strengths=UNREADABLE, problems=problems)
    assert data is not None
    assert problems == []
    return institutions_of(data, vocabulary())


def unmasker(terms) -> Unmasker:
    return Unmasker(terms, tables(), segmenter())
