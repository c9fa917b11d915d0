import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from classifier.datafiles.datafile import RULES_FOLDER
from classifier.datafiles.known_ids import UNREADABLE, KnownIds
from classifier.quantities import RateKind, annualise, find_rates, find_terms, instalment_rate, percent
from classifier.quantities.limits import LIMITS_FILE, LimitNames, read_limits
from tests.classifier.shipped import assembly


@pytest.mark.parametrize(
    ("text", "simple", "formula"),
    [
        ("借钱日息0.05%", 0.1825, "0.05%×365=18.25%"),
        ("贷款月息1分5", 0.18, "1.5%×12=18%"),
        ("贷款年利率14.4%", 0.144, "14.4%"),
        ("投1万赚2千/3个月", 0.8, "20%×365÷91.25=80%"),
        ("日收益2%", 7.3, "2%×365=730%"),
    ],
)
def test_a_rate_is_brought_to_a_year_with_the_sum_shown(text, simple, formula):
    annual = annualise(find_rates(text)[0])
    assert annual is not None
    assert (annual.simple, annual.irr, annual.formula) == (pytest.approx(simple), None, formula)


def test_an_instalment_fee_costs_nearly_twice_its_face():
    annual = annualise(find_rates("分期费率0.6%/期")[0], find_terms("12期")[0])
    assert annual is not None
    assert annual.simple == pytest.approx(0.072)
    assert annual.irr == pytest.approx(0.1303, abs=1e-4)
    assert annual.effective == annual.irr


@pytest.mark.parametrize("text", ["预期年化收益率x.x%", "贷款手续费3%"])
def test_what_has_no_size_or_no_period_cannot_be_annualised(text):
    assert annualise(find_rates(text)[0]) is None


def test_a_single_fee_is_spread_over_the_term():
    annual = annualise(find_rates("贷款手续费3%")[0], find_terms("6个月")[0])
    assert annual is not None
    assert annual.simple == pytest.approx(0.06)


@given(st.floats(min_value=0.0005, max_value=0.03), st.integers(min_value=2, max_value=60))
def test_the_internal_rate_repays_the_principal_exactly(fee, instalments):
    payment = 1 / instalments + fee
    rate = instalment_rate(principal=1.0, payment=payment, instalments=instalments)
    assert rate is not None
    monthly = rate / 12
    assert sum(payment / (1 + monthly) ** k for k in range(1, instalments + 1)) == pytest.approx(1.0, abs=1e-6)


@given(st.floats(min_value=0.001, max_value=0.02), st.integers(min_value=3, max_value=60))
def test_the_internal_rate_exceeds_the_flat_rate(fee, instalments):
    rate = instalment_rate(principal=1.0, payment=1 / instalments + fee, instalments=instalments)
    assume(rate is not None)
    assert rate > fee * 12


@pytest.mark.parametrize(
    ("payment", "instalments", "rate"), [(100.0, 12, 0.0), (1010.0 / 1, 1, None), (50.0, 12, None), (1200.0, 1, 0.0)]
)
def test_the_edges_of_a_plan(payment, instalments, rate):
    assert instalment_rate(principal=1200.0, payment=payment, instalments=instalments) == rate


@pytest.mark.parametrize(("principal", "payment", "instalments"), [(0, 1, 1), (1, 0, 1), (1, 1, 0)])
def test_a_plan_that_is_none_is_refused(principal, payment, instalments):
    with pytest.raises(ValueError, match="not an instalment plan"):
        instalment_rate(principal=principal, payment=payment, instalments=instalments)


@pytest.mark.parametrize(("fraction", "text"), [(0.1825, "18.25%"), (0.0005, "0.05%"), (0.2, "20%"), (0.0, "0%")])
def test_percentages_are_written_without_idle_zeros(fraction, text):
    assert percent(fraction) == text


@pytest.mark.parametrize(
    ("products", "kind", "ceiling"),
    [
        ({"deposit"}, RateKind.YIELD, "deposit"),
        ({"bank_wealth", "wealth_generic"}, RateKind.YIELD, "bank_wealth"),
        ({"wealth_generic"}, RateKind.YIELD, "p2p"),
        ({"public_fund"}, RateKind.YIELD, "any"),
        ({"public_fund"}, RateKind.SEVEN_DAY_YIELD, "money_fund"),
        ({"deposit", "loan"}, RateKind.YIELD, "deposit"),
        ({"deposit", "futures"}, RateKind.YIELD, "any"),
    ],
)
def test_the_ceiling_is_the_most_lenient_of_what_is_offered(products, kind, ceiling):
    found = assembly().arithmetic.limits.ceiling_for(frozenset(products), kind)
    assert found is not None
    assert found.id == ceiling


def problems_of(folder, *changes, **names):
    text = (RULES_FOLDER / LIMITS_FILE).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / LIMITS_FILE).write_text(text, encoding="utf-8")
    known = dict.fromkeys(("products", "provisions", "facts", "strengths"), UNREADABLE) | names
    problems = []
    read_limits(folder, LimitNames(**known), problems)
    return problems


def test_all_problems_of_the_file_are_reported_at_once(tmp_path):
    changes = [
        ("annual: 0.06\n", "annual: -1\n"),
        ("impossible_yield: strong", "impossible_yield: 7"),
        ("against: [fee]", "against: [fees]"),
    ]
    assert len(problems_of(tmp_path, *changes)) == 3


def test_names_that_stand_for_nothing_are_reported_with_their_entry(tmp_path):
    assembled = assembly()
    problems = problems_of(
        tmp_path,
        ("fact: private_lending_void_rate", "fact: private_lending_wide_rate"),
        ("times: lpr_1y", "times: lpr_5y"),
        ("strength: weak", "strength: meek"),
        ("down_payment: strong", "down_payment: stronger"),
        ("products: [trust]", "products: [rust]"),
        ("provisions: [pboc_2021_3_rate]", "provisions: [pboc_rate]"),
        products=assembled.taxonomy.product_ids,
        provisions=assembled.law.provision_ids,
        facts=assembled.law.fact_ids,
        strengths=KnownIds(assembled.policy.strengths),
    )
    assert [(problem.entry_id, problem.message) for problem in sorted(problems)] == [
        ("annual_rate_notice", "unknown provision 'pboc_rate'"),
        ("loan_cost_marks.private-lending-lpr", "unknown legal fact 'lpr_5y'"),
        ("loan_cost_marks.private-lending-lpr", "unknown strength 'meek'"),
        ("loan_cost_marks.private-lending-void", "unknown legal fact 'private_lending_wide_rate'"),
        ("strengths.down_payment", "unknown strength 'stronger'"),
        ("yield_ceilings.trust", "unknown product 'rust'"),
    ]
