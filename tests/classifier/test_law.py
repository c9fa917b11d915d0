"""What is cited on which day, and what the files may not say."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from classifier.datafiles.datafile import RULES_FOLDER
from classifier.errors import ClassifierError, DataFileError, DataProblem
from classifier.finding import Citation, CitationRole
from classifier.legal.law import load_law
from classifier.legal.provision import UNCONFIRMED_EN, UNCONFIRMED_ZH, InstrumentKind

LAW = load_law(RULES_FOLDER)
DAYS = (date(2013, 1, 1), date(2016, 10, 1), date(2019, 7, 1), date(2021, 6, 1), date(2024, 8, 1), date(2026, 11, 21))


def cited(on: date, *provision_ids: str) -> list[str]:
    return [citation.cite_zh for citation in LAW.citations(provision_ids, CitationRole.BASIS, on)]


def test_citation_carries_the_version_in_force():
    assert LAW.citations(["ad_law_25_1"], CitationRole.BASIS, date(2022, 3, 1)) == (
        Citation(
            provision_id="ad_law_25_1",
            role=CitationRole.BASIS,
            cite_zh="《广告法》（2021修正）第二十五条第一项",
            cite_en="Advertising Law (2021 amendment), Art. 25(1)",
            is_confirmed=True,
            in_force_from=date(2015, 9, 1),
            in_force_to=None,
        ),
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (
            date(2016, 10, 1),
            [
                "《广告法》（2015修订）第五十八条第一款第七项",
                "《广告法》（2015修订）第六十一条第一款（条款待核实）",
                "《广告法》（2015修订）第六十二条（条款待核实）",
                "《广告法》（2015修订）第六十四条（条款待核实）",
            ],
        ),
        (
            date(2021, 4, 28),
            [
                "《广告法》（2018修正）第五十八条第一款第七项",
                "《广告法》（2018修正）第六十一条第一款（条款待核实）",
                "《广告法》（2018修正）第六十二条（条款待核实）",
                "《广告法》（2018修正）第六十四条（条款待核实）",
            ],
        ),
        (
            date(2021, 4, 29),
            [
                "《广告法》（2021修正）第五十八条第一款第七项",
                "《广告法》（2021修正）第六十条第一款（条款待核实）",
                "《广告法》（2021修正）第六十一条（条款待核实）",
                "《广告法》（2021修正）第六十三条（条款待核实）",
            ],
        ),
    ],
)
def test_articles_from_sixty_on_moved_down_in_2021(on, expected):
    assert cited(on, "ad_law_58_1_7", "ad_law_60", "ad_law_61", "ad_law_63") == expected


CRYPTO = ("crypto_notice_2013", "crypto_announcement_2017", "crypto_notice_2021", "crypto_notice_2026")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2016, 6, 1), ["crypto_notice_2013"]),
        (date(2018, 6, 1), ["crypto_notice_2013", "crypto_announcement_2017"]),
        (date(2026, 2, 5), ["crypto_notice_2013", "crypto_announcement_2017", "crypto_notice_2021"]),
        (date(2026, 2, 6), ["crypto_announcement_2017", "crypto_notice_2026"]),
    ],
)
def test_crypto_notices_follow_each_other(on, expected):
    assert [citation.provision_id for citation in LAW.citations(CRYPTO, CitationRole.BASIS, on)] == expected


def test_repealed_notice_states_its_last_day():
    (citation,) = LAW.citations(["crypto_notice_2021"], CitationRole.BASIS, date(2024, 1, 1))
    assert (citation.in_force_from, citation.in_force_to) == (date(2021, 9, 24), date(2026, 2, 5))


def test_online_marketing_measures_are_law_only_from_their_day_and_a_draft_before():
    both = ("online_marketing_lures", "online_marketing_draft_2021_16")
    assert [cited(on, *both) for on in (date(2021, 6, 1), date(2026, 9, 29), date(2026, 9, 30))] == [
        [],
        ["《金融产品网络营销管理办法》（征求意见稿）第十六条（条款待核实）"],
        ["《金融产品网络营销管理办法》（条款待核实）"],
    ]


@pytest.mark.parametrize(
    ("on", "floors"),
    [
        (date(2015, 1, 1), [None, None, 0.45]),
        (date(2016, 7, 1), [0.20, 0.30, 0.45]),
        (date(2024, 5, 16), [0.20, 0.30, 0.45]),
        (date(2024, 6, 15), [0.15, 0.25, 0.45]),
        (date(2025, 3, 1), [0.15, 0.15, 0.45]),
        (date(2026, 11, 21), [0.15, 0.15, 0.30]),
    ],
)
def test_down_payment_floor_follows_the_date_and_the_home(on, floors):
    figures = [LAW.fact("housing_down_payment_floor", on, home=home) for home in ("first", "second", "commercial")]
    assert [figure and figure.value for figure in figures] == floors


def test_floor_without_a_home_is_the_lowest_of_all():
    assert LAW.fact("housing_down_payment_floor", date(2024, 6, 15)) == LAW.fact(
        "housing_down_payment_floor", date(2024, 6, 15), home="first"
    )


def test_private_lending_rate_gave_way_to_a_multiple():
    names = ("private_lending_protected_rate", "private_lending_void_rate", "private_lending_lpr_multiple")
    values = [
        [figure and figure.value for figure in (LAW.fact(name, on) for name in names)]
        for on in (date(2016, 1, 1), date(2020, 8, 19), date(2020, 8, 20), date(2026, 1, 1))
    ]
    assert values == [[0.24, 0.36, None], [0.24, 0.36, None], [None, None, 4], [None, None, 4]]


def test_unknown_names_are_refused_with_the_known_ones():
    with pytest.raises(ClassifierError, match="unknown legal fact 'down_payment'; known: ad_file_years"):
        LAW.fact("down_payment", date(2024, 1, 1))
    with pytest.raises(ClassifierError, match=r"no home='third'; known keys: home = first \| second \| commercial"):
        LAW.fact("housing_down_payment_floor", date(2024, 1, 1), home="third")
    with pytest.raises(ClassifierError, match="unknown provision 'ad_law_99'"):
        LAW.citations(["ad_law_99"], CitationRole.BASIS, date(2024, 1, 1))


def test_citations_keep_order_and_repeat_nothing():
    ids = ["ad_law_28", "ad_law_4", "ad_law_28"]
    assert cited(date(2026, 1, 1), *ids) == [
        "《广告法》（2021修正）第二十八条第一款",
        "《广告法》（2021修正）第四条（条款待核实）",
    ]


@pytest.mark.parametrize("on", DAYS)
def test_what_is_unconfirmed_says_so_and_nothing_else_does(on):
    citations = LAW.citations(LAW.provisions, CitationRole.BASIS, on)
    marked = {c.provision_id for c in citations if c.cite_zh.endswith(UNCONFIRMED_ZH)}
    marked_en = {c.provision_id for c in citations if c.cite_en.endswith(UNCONFIRMED_EN)}
    expected = set()
    for provision in LAW.provisions.values():
        version = provision.version_on(on)
        if version is None:
            continue
        if not (version.is_confirmed and provision.instrument.is_confirmed) or provision.instrument.is_advisory:
            expected.add(provision.provision_id)
    unconfirmed = {citation.provision_id for citation in citations if not citation.is_confirmed}
    assert marked == marked_en == unconfirmed == expected != set()
    assert sum("待核实" in citation.cite_zh for citation in citations) == len(expected)


def test_a_descriptive_name_is_not_shown_as_a_title():
    assert cited(date(2026, 11, 1), "crypto_notice_2026", "down_payment_2024_09", "circular_316_1") == [
        "中国人民银行等部门关于虚拟货币及现实资产代币化风险的通知（概称）（银发〔2026〕42号）",
        "《关于优化个人住房贷款最低首付款比例政策的通知》（2024年9月24日）",
        "《关于进一步规范金融营销宣传行为的通知》（银发〔2019〕316号）第一条",
    ]


def test_every_draft_is_shown_as_one():
    drafts = [p for p in LAW.provisions.values() if p.instrument.kind is InstrumentKind.DRAFT]
    on = [citation for p in drafts if (citation := p.citation_on(p.instrument.effective_from, CitationRole.BASIS))]
    shown = {("（征求意见稿）" in c.cite_zh, "(draft for comment)" in c.cite_en, c.is_confirmed) for c in on}
    assert (len(on), shown) == (len(drafts), {(True, True, False)})


@given(provision_id=st.sampled_from(sorted(LAW.provisions)), on=st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_nothing_is_cited_before_its_instrument_or_after_its_end(provision_id, on):
    instrument = LAW.provision(provision_id).instrument
    is_cited = bool(LAW.citations([provision_id], CitationRole.BASIS, on))
    is_in_force = instrument.effective_from <= on and (instrument.effective_to is None or on <= instrument.effective_to)
    assert not is_cited or is_in_force


@given(provision_id=st.sampled_from(sorted(LAW.provisions)))
def test_versions_join_without_gap_or_overlap(provision_id):
    versions = LAW.provision(provision_id).versions
    ends = [version.effective_to for version in versions[:-1]]
    starts = [version.effective_from for version in versions[1:]]
    assert [end and end + timedelta(days=1) for end in ends] == starts


def test_repealed_instruments_name_an_heir_that_starts_the_next_day():
    instruments = {p.instrument.instrument_id: p.instrument for p in LAW.provisions.values()}
    gaps = {
        name: (instruments[instrument.repealed_by].effective_from - instrument.effective_to).days
        for name, instrument in instruments.items()
        if instrument.repealed_by is not None and instrument.effective_to is not None
    }
    assert set(gaps.values()) == {1}
    assert {"crypto_2021", "online_marketing_draft"} < set(gaps)


def test_law_without_a_date_is_judged_at_a_fixed_day():
    assert LAW.as_of == date(2026, 11, 21)


def test_version_changes_with_any_byte(tmp_path):
    folder = copy_rules(tmp_path)
    assert load_law(folder).version == LAW.version
    (folder / "facts.yaml").write_text((folder / "facts.yaml").read_text(encoding="utf-8") + "#\n", encoding="utf-8")
    assert load_law(folder).version != LAW.version
    assert load_law(folder).version.startswith("2026.11+")


def copy_rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    shutil.copytree(RULES_FOLDER, folder)
    return folder


def write_law(folder: Path, instruments: list[object], facts: list[object]) -> None:
    index = {"version": "1", "as_of": date(2026, 1, 1), "files": ["part.yaml"]}
    for name, content in (
        ("law.yaml", index),
        ("part.yaml", {"instruments": instruments}),
        ("facts.yaml", {"version": "1", "facts": facts}),
    ):
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def instrument(instrument_id: str, provisions: list[object], **fields: object) -> dict[str, object]:
    names = {"name_zh": "甲法", "name_en": "Law A", "issuer_zh": "甲", "kind": "law", "confirmed": True}
    return {"id": instrument_id, "effective_from": date(2010, 1, 1), **names, **fields, "provisions": provisions}


def provision(provision_id: str, *versions: dict[str, object], **fields: object) -> dict[str, object]:
    return {"id": provision_id, "gist_zh": "要旨", "gist_en": "gist", **fields, "versions": list(versions)}


def test_all_errors_of_the_law_are_reported_at_once(tmp_path):
    fine = {"confirmed": True}
    write_law(
        tmp_path,
        [
            instrument("law_a", [provision("a_1", fine), provision("a_1", fine)], repealed_by="law_z"),
            instrument("law_b", [provision("b_1", fine, gist_en=None)], effective_to=date(2009, 1, 1)),
            instrument("law_c", [provision("c_1", {"confirmed": True, "effective_from": date(2001, 1, 1)})]),
            instrument(
                "law_d",
                [
                    provision(
                        "d_1",
                        {"confirmed": True, "effective_to": date(2016, 1, 1)},
                        {"confirmed": True, "effective_from": date(2015, 1, 1), "article_zh": "第一条"},
                    ),
                    provision("d_2"),
                    provision("d_3", {"confirmed": "perhaps", "articel_zh": "第一条"}),
                ],
            ),
            {"id": "law_e"},
        ],
        [
            {
                "id": "floor",
                "title_zh": "下限",
                "title_en": "floor",
                "unit": "fraction",
                "keys": {"home": ["first"]},
                "figures": [
                    {
                        "keys": {"home": "tenth"},
                        "effective_from": date(2020, 1, 1),
                        "value": 1,
                        "provision": "z_9",
                        "confirmed": True,
                    }
                ],
            }
        ],
    )
    with pytest.raises(DataFileError) as caught:
        load_law(tmp_path)
    found = [
        (problem.file, problem.entry_id, problem.message.split(":")[0].split(" (")[0])
        for problem in caught.value.problems
    ]
    assert found == [
        ("facts.yaml", "floor", "default_keys must give one value for each of ['home']"),
        ("facts.yaml", "floor", "figures[0]"),
        ("facts.yaml", "floor", "figures[0]"),
        ("part.yaml", "a_1", "id is already used in part.yaml; give it its own"),
        ("part.yaml", "b_1", "versions"),
        ("part.yaml", "b_1", "versions[0]"),
        ("part.yaml", "c_1", "versions[0]"),
        ("part.yaml", "d_1", "versions"),
        ("part.yaml", "d_1", "versions[1]"),
        ("part.yaml", "d_2", "versions is empty; a provision needs at least one"),
        ("part.yaml", "d_3", "versions.0.articel_zh"),
        ("part.yaml", "d_3", "versions.0.confirmed"),
        ("part.yaml", "law_a", "repealed_by is set but effective_to is not; state the last day"),
        ("part.yaml", "law_a", "repealed_by names the unknown instrument 'law_z'"),
        ("part.yaml", "law_b", "period"),
        *[
            ("part.yaml", "law_e", field)
            for field in ("confirmed", "effective_from", "issuer_zh", "kind", "name_en", "name_zh", "provisions")
        ],
    ]


def test_overlapping_figures_are_reported(tmp_path):
    figure = {"value": 1, "provision": "a_1", "confirmed": True}
    first = {**figure, "effective_from": date(2020, 1, 1), "effective_to": date(2021, 1, 1)}
    second = {**figure, "effective_from": date(2021, 1, 1)}
    facts = [{"id": "f", "title_zh": "甲", "title_en": "f", "unit": "cny", "figures": [first, second]}]
    write_law(tmp_path, [instrument("law_a", [provision("a_1", {"confirmed": True})])], facts)
    with pytest.raises(DataFileError) as caught:
        load_law(tmp_path)
    message = "figures (no keys): the period from 2021-01-01 overlaps the one before it, which ends 2021-01-01"
    assert caught.value.problems == (DataProblem("facts.yaml", "f", message),)


def test_missing_and_empty_files_are_named(tmp_path):
    write_law(tmp_path, [], [])
    (tmp_path / "facts.yaml").unlink()
    (tmp_path / "part.yaml").write_text("", encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_law(tmp_path)
    assert [(problem.file, problem.entry_id) for problem in caught.value.problems] == [
        ("facts.yaml", "(file)"),
        ("part.yaml", "(file)"),
    ]
