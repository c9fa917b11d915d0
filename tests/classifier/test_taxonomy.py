"""The nine categories: what they cover, what they are cited under, to whom they go, and what their file may not say."""

import pickle
import shutil
from datetime import date
from pathlib import Path

import pytest

from classifier.datafiles.datafile import RULES_FOLDER
from classifier.errors import ClassifierError, DataFileError, UnknownCategoryError
from classifier.finding import CitationRole, MissingFact
from classifier.legal.category import CODES, Scope
from classifier.legal.law import load_law
from classifier.legal.legal_data import load_legal_data
from classifier.legal.provision import InstrumentKind
from classifier.legal.taxonomy import load_taxonomy

LAW = load_law(RULES_FOLDER)
TAXONOMY = load_taxonomy(RULES_FOLDER, LAW)
INVESTMENTS = {product.product_id for product in TAXONOMY.products.values() if product.is_investment}


def ids_cited(code, products, on, *, topics=()):
    citations = TAXONOMY.citations_for(code, products, on, LAW, topics=topics)
    by_role = {role: [c.provision_id for c in citations if c.role is role] for role in CitationRole}
    # Basis stands before penalty.
    assert [c.provision_id for c in citations] == by_role[CitationRole.BASIS] + by_role[CitationRole.PENALTY]
    return by_role[CitationRole.BASIS], by_role[CitationRole.PENALTY]


def test_codes_are_the_nine_in_their_fixed_order():
    assert TAXONOMY.codes == CODES
    assert [(category.number, category.code) for category in TAXONOMY.categories] == list(enumerate(CODES, 1))


def test_unknown_category_is_refused_with_the_known_ones():
    with pytest.raises(UnknownCategoryError, match="unknown category 'fraud'; known: missing_risk_warning, guaranteed"):
        TAXONOMY.category("fraud")


def test_chinese_and_english_say_equally_much():
    lengths = {
        category.code: (
            len(category.counts_zh) - len(category.counts_en),
            len(category.does_not_count_zh) - len(category.does_not_count_en),
        )
        for category in TAXONOMY.categories
    }
    assert lengths == dict.fromkeys(CODES, (0, 0))


def test_every_product_has_a_scope_in_every_category():
    products = {category.code: set(category.scope) for category in TAXONOMY.categories}
    assert products == {code: set(TAXONOMY.products) for code in CODES}


def test_risk_warning_is_asked_of_investment_offers_only():
    category = TAXONOMY.category("missing_risk_warning")
    assert {product for product, scope in category.scope.items() if scope is Scope.APPLIES} == INVESTMENTS
    assert category.scope_for(()) is Scope.NEEDS_FACT


@pytest.mark.parametrize(
    ("code", "products", "scope"),
    [
        ("guaranteed_return", ("deposit",), Scope.EXEMPT),
        ("guaranteed_return", ("structured_deposit",), Scope.NEEDS_FACT),
        ("guaranteed_return", ("deposit", "bank_wealth"), Scope.APPLIES),
        ("improper_endorsement", ("loan",), Scope.NEEDS_FACT),
        ("improper_endorsement", ("payment",), Scope.EXEMPT),
        ("unlicensed_offering", ("crypto",), Scope.EXEMPT),
        ("unlicensed_offering", ("franchise", "loan"), Scope.APPLIES),
        ("housing_leverage", ("bank_wealth",), Scope.EXEMPT),
        ("banned_activity", ("lottery",), Scope.APPLIES),
    ],
)
def test_scope_is_the_widest_among_the_products(code, products, scope):
    assert TAXONOMY.category(code).scope_for(products) is scope


def test_unknown_product_is_refused():
    with pytest.raises(ClassifierError, match="unknown product 'bitcoin'; known: "):
        TAXONOMY.category("banned_activity").scope_for(["bitcoin", "loan"])


@pytest.mark.parametrize("on", [date(2016, 3, 1), date(2019, 1, 1), date(2021, 6, 1), date(2024, 6, 1), LAW.as_of])
def test_every_finding_can_be_cited(on):
    bare = [
        (code, product)
        for code in CODES
        for product in (None, *TAXONOMY.products)
        if not product or TAXONOMY.category(code).scope[product] is not Scope.EXEMPT
        if not all(ids_cited(code, {product} if product else (), on))
    ]
    assert bare == []


def test_local_instruments_are_never_cited_everywhere():
    local = {p.provision_id for p in LAW.provisions.values() if p.instrument.kind is InstrumentKind.LOCAL}
    used = {entry.provision_id for category in TAXONOMY.categories for entry in category.entries}
    assert local
    assert used & local == set()


@pytest.mark.parametrize(
    ("products", "basis", "penalty"),
    [
        ({"trust"}, "ad_law_25_1", "ad_law_58_1_7"),
        ({"housing"}, "ad_law_26_1", "ad_law_58_1_8"),
        ({"training"}, "ad_law_24", "ad_law_58_1_6"),
        ((), "ad_law_25_1", "ad_law_58_1_7"),
    ],
)
def test_guarantee_is_cited_under_the_article_of_its_product(products, basis, penalty):
    bases, penalties = ids_cited("guaranteed_return", products, date(2026, 11, 1))
    assert (bases[0], penalties[0]) == (basis, penalty)


def test_property_sold_on_return_breaks_both_articles():
    assert ids_cited("guaranteed_return", {"housing_return"}, date(2026, 11, 1)) == (
        ["ad_law_25_1", "ad_law_26_1", "notice_2007_merchants", "real_estate_ads_return"],
        ["ad_law_58_1_7", "ad_law_58_1_8", "ad_law_58_3"],
    )


@pytest.mark.parametrize(
    ("on", "main"),
    [
        (date(2016, 6, 1), "crypto_notice_2013"),
        (date(2026, 2, 5), "crypto_notice_2021"),
        (date(2026, 2, 6), "crypto_notice_2026"),
    ],
)
def test_crypto_is_cited_under_the_newest_notice_of_the_day(on, main):
    assert ids_cited("banned_activity", {"crypto"}, on)[0][0] == main


def test_topic_brings_its_own_provisions():
    on = date(2026, 11, 1)
    assert [ids_cited("banned_activity", {"loan"}, on, topics=topics) for topics in ((), {"campus_loan"})] == [
        (["ad_law_37"], ["ad_law_57_5"]),
        (["campus_loan_2021", "ad_law_37"], ["ad_law_57_5"]),
    ]
    superlative = ids_cited("exaggerated_performance", {"trust"}, on, topics={"superlative"})
    plain = ids_cited("exaggerated_performance", {"trust"}, on)
    assert [("ad_law_9_3" in basis, "ad_law_57" in penalty) for basis, penalty in (superlative, plain)] == [
        (True, True),
        (False, False),
    ]


def test_risk_warning_of_2016_and_2026_cite_different_law():
    assert [ids_cited("missing_risk_warning", {"bank_wealth"}, on)[0] for on in (date(2016, 6, 1), LAW.as_of)] == [
        ["ad_law_25"],
        [
            "ad_law_25",
            "am_disclosure_benchmark",
            "circular_316_3_8",
            "online_marketing_disclosure",
            "wealth_performance_code_warning",
        ],
    ]


@pytest.mark.parametrize(
    ("code", "products", "desks"),
    [
        ("guaranteed_return", {"trust"}, ["samr"]),
        ("unlicensed_offering", set(), ["nfra", "samr"]),
        ("unlicensed_offering", {"payment"}, ["pbc", "samr"]),
        ("unlicensed_offering", {"securities", "insurance_savings"}, ["nfra", "csrc", "samr"]),
        ("banned_activity", {"housing_return"}, ["fundraising_office", "samr", "cac"]),
        ("banned_activity", set(), ["police", "samr", "cac"]),
        ("housing_leverage", {"loan"}, ["nfra", "samr", "pbc"]),
        ("housing_leverage", {"housing"}, ["housing_authority", "samr", "pbc"]),
    ],
)
def test_lead_goes_to_the_desk_of_its_product(code, products, desks):
    assert [desk.desk_id for desk in TAXONOMY.desks_for(code, products)] == desks


def test_missing_fact_names_the_registry_of_the_trade():
    general = TAXONOMY.missing_fact("licence", subject="某某公司")
    payment = TAXONOMY.missing_fact("licence", product="payment", subject="某某公司")
    assert payment == MissingFact(
        fact_id="licence",
        question_zh="广告主在广告发布当日是否持有从事该项金融业务的有效许可？",
        question_en="Did the advertiser hold a valid licence for this financial activity on the day of the ad?",
        where_zh="人民银行支付业务许可证公示（含已注销）",
        where_en="PBOC list of payment licences with the cancelled ones",
        subject="某某公司",
    )
    assert general.where_zh == "金融许可证信息查询系统及该业务主管部门的持牌机构名单"
    with pytest.raises(ClassifierError, match="unknown fact 'colour'; known: account_operator"):
        TAXONOMY.missing_fact("colour")


def test_licence_question_knows_a_registry_for_every_licensed_product():
    asked = {
        product
        for product, scope in TAXONOMY.category("unlicensed_offering").scope.items()
        if scope is not Scope.EXEMPT
    }
    assert asked - set(TAXONOMY.questions["licence"].by_product) == set()


def test_taxonomy_survives_the_way_to_a_worker():
    assert pickle.loads(pickle.dumps(TAXONOMY)) == TAXONOMY
    assert pickle.loads(pickle.dumps(LAW)) == LAW


def copy_with(tmp_path: Path, **changes: list[tuple[str, str]]) -> Path:
    """Copy the rules and replace text in them; a change that finds nothing to replace is a mistake of the test."""
    folder = tmp_path / "rules"
    shutil.copytree(RULES_FOLDER, folder)
    for name, replacements in changes.items():
        path = folder / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
    return folder


BROKEN_TAXONOMY = [
    ("basis: [ad_law_25]", "basis: [ad_law_225]"),
    ("penalties: [ad_law_58_1_7, ad_law_58_3]", "penalties: []"),
    (
        "      - {id: am_opinions_guarantee, products: [bank_wealth,",
        "      - {id: am_opinions_guarantee, products: [wealth,",
    ),
    ("missing_facts: [cited_source, performance_record]", "missing_facts: [cited_sauce]"),
    ("referral:\n      default: housing_authority", "referral:\n      default: town_hall"),
    ("topics: [superlative]", "topics: [superb]"),
    (
        "applies: [housing, housing_return, loan, credit_card, p2p, crowdfunding]\n      exempt: others",
        "applies: [housing]",
    ),
    ("  - id: banned_activity", "  - id: banned_activities"),
    ("regulator: education}", "regulator: school}"),
]


def test_all_errors_of_the_taxonomy_are_reported_at_once(tmp_path):
    folder = copy_with(
        tmp_path, taxonomy=BROKEN_TAXONOMY, registries=[("by_product:\n      deposit:", "by_product:\n      savings:")]
    )
    with pytest.raises(DataFileError) as caught:
        load_taxonomy(folder)
    found = [
        (problem.file, problem.entry_id, problem.message.split(";")[0].split(" (")[0])
        for problem in caught.value.problems
    ]
    left = ", ".join(product for product in TAXONOMY.products if product != "housing")
    assert found == [
        ("registries.yaml", "licence", "unknown product 'savings'"),
        ("taxonomy.yaml", "categories", f"must be exactly the nine codes in order: {', '.join(CODES)}"),
        ("taxonomy.yaml", "exaggerated_performance", "unknown topic 'superb'"),
        ("taxonomy.yaml", "guaranteed_return", "unknown product 'wealth'"),
        ("taxonomy.yaml", "housing_leverage", f"scope: these products are in no list: {left}"),
        ("taxonomy.yaml", "housing_leverage", "unknown desk 'town_hall'"),
        ("taxonomy.yaml", "inaccurate_data", "unknown fact 'cited_sauce'"),
        (
            "taxonomy.yaml",
            "missing_risk_warning",
            "penalties: Value error, is empty",
        ),
        ("taxonomy.yaml", "training", "unknown desk 'school'"),
    ]


def test_unknown_provision_is_reported_with_its_category(tmp_path):
    folder = copy_with(tmp_path, taxonomy=BROKEN_TAXONOMY[:1])
    with pytest.raises(DataFileError) as caught:
        load_taxonomy(folder)
    assert [str(problem) for problem in caught.value.problems] == [
        "taxonomy.yaml: missing_risk_warning: unknown provision 'ad_law_225'"
    ]


def test_errors_of_all_files_are_reported_together(tmp_path):
    folder = copy_with(
        tmp_path,
        taxonomy=BROKEN_TAXONOMY[3:4],
        facts=[("provision: deposit_insurance_limit", "provision: deposit_limit")],
        policy=[("extends: monitor", "extends: watch")],
    )
    law_file = folder / "law" / "housing.yaml"
    law_file.write_text(law_file.read_text(encoding="utf-8").replace("kind: rule", "kind: ruler", 1), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_legal_data(folder)
    assert sorted({problem.file for problem in caught.value.problems}) == [
        "facts.yaml",
        "law/housing.yaml",
        "policy.yaml",
        "taxonomy.yaml",
    ]


def test_a_law_that_cannot_be_read_hides_no_error_of_the_taxonomy(tmp_path):
    folder = copy_with(tmp_path, taxonomy=[*BROKEN_TAXONOMY[:1], *BROKEN_TAXONOMY[4:5]])
    (folder / "law.yaml").write_text("version: [", encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_taxonomy(folder)
    assert [(problem.file, problem.entry_id) for problem in caught.value.problems] == [
        ("law.yaml", "(file)"),
        ("taxonomy.yaml", "housing_leverage"),
    ]


def test_version_depends_on_both_files(tmp_path):
    folder = copy_with(tmp_path, registries=[("version:", "# note\nversion:")])
    assert load_taxonomy(folder, LAW).version != TAXONOMY.version
    assert (load_taxonomy(RULES_FOLDER, LAW).version, TAXONOMY.version[:8]) == (TAXONOMY.version, "2026.11+")
