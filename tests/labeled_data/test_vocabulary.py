from pathlib import Path

import pytest

from classifier.errors import DataFileError
from labeled_data.vocabulary import VOCABULARY_FILE, load_vocabulary


def test_the_shipped_vocabulary_has_fourteen_trades_in_fourteen_channels() -> None:
    vocabulary = load_vocabulary()
    assert (len(vocabulary.ad_verticals), len(vocabulary.ad_channels)) == (14, 14)
    assert set(vocabulary.verticals) - set(vocabulary.ad_verticals) == {"general", "lottery"}
    assert set(vocabulary.channels) - set(vocabulary.ad_channels) == {"other"}
    assert vocabulary.channels["other"].kinds == {"not_ad"}
    assert {name for name, term in vocabulary.verticals.items() if term.risk_warning_exempt} == {
        "loan",
        "credit_card",
        "payment",
        "deposit",
        "lottery",
    }
    assert {name for name, term in vocabulary.genres.items() if "non_fin_ad" in term.kinds} == {"other_trade_ad"}


def test_every_term_has_a_name_of_its_own_in_both_languages() -> None:
    vocabulary = load_vocabulary()
    for terms in (vocabulary.kinds, vocabulary.genres, vocabulary.verticals, vocabulary.channels):
        for name in ("name_zh", "name_en"):
            names = [getattr(term, name) for term in terms.values()]
            assert all(names)
            assert len(set(names)) == len(names)


def test_every_fault_of_a_vocabulary_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(
        """
version: "1"
kinds: [{id: fin_ad, name_zh: 甲, name_en: a}, {id: not_ad, name_zh: 乙, name_en: b}]
verticals: [{id: loan, name_zh: 丙, name_en: c, only_kinds: [ad]}, {id: loan, name_zh: 丙, name_en: c}]
channels: [{id: sms, name_zh: 丁, name_en: d}]
genres: [{id: news, name_zh: 戊, name_en: e, kind: paper}]
absent_cells: [{vertical: loan, channel: radio, reason: " "}]
""",
        encoding="utf-8",
    )
    with pytest.raises(DataFileError) as error:
        load_vocabulary(path)
    assert [str(problem) for problem in error.value.problems] == [
        "words.yaml: absent_cells.loan/radio: channel 'radio' is not known; known: sms",
        "words.yaml: absent_cells.loan/radio: reason is empty; say why nobody meets such a text",
        "words.yaml: genres.news: kind 'paper' is not known; known: fin_ad, not_ad",
        "words.yaml: kinds: 'non_fin_ad' is missing; the checks rely on it",
        "words.yaml: verticals.loan: kind 'ad' is not known; known: fin_ad, not_ad",
        "words.yaml: verticals.loan: stands twice; keep one",
    ]


def test_a_misspelt_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(VOCABULARY_FILE.read_text(encoding="utf-8").replace("only_kinds", "only_kind"), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"verticals.15.only_kind: Extra inputs"):
        load_vocabulary(path)
