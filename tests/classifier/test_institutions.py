import pytest
import yaml

from classifier.datafiles.datafile import RULES_FOLDER
from classifier.datafiles.known_ids import KnownIds
from classifier.institutions.catalogue import Basis
from classifier.institutions.catalogue_file import INSTITUTIONS_FILE, read_institutions_file
from tests.classifier import shipped

INSTITUTIONS = shipped.institutions()


def test_the_list_is_large():
    assert INSTITUTIONS.name_count >= 300


@pytest.mark.parametrize(
    ("text", "name", "trade"),
    [
        ("【工商银行】本行理财产品发售", "中国工商银行", "bank"),
        ("建行城东支行理财产品今日发售", "中国建设银行", "bank"),
        ("我是平安的信贷经理小周", "中国平安", "insurance"),
        ("镇邮政支局推出理财产品", "中国邮政储蓄银行", "bank"),
        ("由中银消费金融有限公司提供贷款", "中银消费金融", "consumer_finance"),
        ("华夏人寿保险股份有限公司承保", "华夏人寿", "insurance"),
        ("携手光大银行推出联名信用卡", "中国光大银行", "bank"),
        ("欢迎致电邮储银行城南支行信贷部", "中国邮政储蓄银行", "bank"),
        ("打开支付宝搜索领取", "支付宝", "payment"),
        ("存定期到兴业银行", "兴业银行", "bank"),
        ("用花呗分期更轻松", "蚂蚁消费金融", "consumer_finance"),
    ],
)
def test_licensed_brands_are_offerors_under_their_name(text, name, trade):
    (offeror,) = INSTITUTIONS.offerors(text)
    assert (offeror.name, offeror.trade, offeror.is_licensed_brand, offeror.basis) == (name, trade, True, Basis.LISTED)


@pytest.mark.parametrize(
    ("text", "name", "trade", "is_licensed"),
    [
        ("我是江河农村商业银行的客户经理", "江河农村商业银行", "rural_bank", True),
        ("青山县农村信用合作联社发放贷款", "青山县农村信用合作联社", "rural_bank", True),
        ("白云村镇银行存款", "白云村镇银行", "rural_bank", True),
        ("宏达小额贷款有限公司发放贷款", "宏达小额贷款", "micro_loan", False),
        ("东升典当行黄金典当", "东升典当行", "pawn", False),
    ],
)
def test_names_of_the_form_of_a_trade_are_recognised(text, name, trade, is_licensed):
    (offeror,) = INSTITUTIONS.offerors(text)
    assert (offeror.name, offeror.trade, offeror.is_licensed_brand) == (name, trade, is_licensed)


@pytest.mark.parametrize(
    ("text", "name", "trade"),
    [
        ("贷款找利达商务", "利达商务", "business_services"),
        ("宏图寄卖行专业押车", "宏图寄卖行", "consigned_goods"),
        ("我是安信达信息咨询有限公司的小王", "安信达信息咨询有限公司", "consulting"),
        ("广盛实业投资有限公司办理车贷", "广盛实业投资有限公司", "business_services"),
    ],
)
def test_other_firms_are_offerors_of_their_type(text, name, trade):
    (offeror,) = INSTITUTIONS.offerors(text)
    assert (offeror.name, offeror.trade, offeror.is_licensed_brand, offeror.basis) == (name, trade, False, Basis.FIRM)


@pytest.mark.parametrize(
    "text",
    [
        "资金由江西银行存管,安全合规",
        "收益比余额宝高3倍",
        "与民生银行合作",
        "地址:中国银行楼上",
        "店在中国银行对面",
        "卡号6222,中国工商银行,户名李某",
        "开户行:建设银行",
    ],
)
def test_custodians_partners_comparisons_and_neighbours_are_mentioned_not_offering(text):
    assert INSTITUTIONS.offerors(text) == ()
    assert [offeror.is_mentioned for offeror in INSTITUTIONS.named(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "银行卡还款,银行存管,低至银行利息,比银行高",
        "手工行业加工行业成交行情创建行业",
        "代办各大银行贷款",
        "手机银行开户",
        "正规银行放款",
        "有钱花不完,滚雪球",
        "有任何问题联系我们公司",
        "",
    ],
)
def test_common_words_name_nobody(text):
    assert INSTITUTIONS.named(text) == ()


def test_every_listed_name_is_found_alone_under_its_first_spelling():
    data = yaml.safe_load((RULES_FOLDER / INSTITUTIONS_FILE).read_text(encoding="utf-8"))
    missed = [
        spelling
        for trade, lines in data["institutions"].items()
        for line in lines
        for spelling in line.split("|")
        if [(o.name, o.trade) for o in INSTITUTIONS.named(f"【{spelling}】")] != [(line.split("|")[0], trade)]
    ]
    assert missed == []


def test_every_product_needs_a_known_trade():
    assert {trade for trades in INSTITUTIONS.product_trades.values() for trade in trades} <= set(INSTITUTIONS.trades)


def test_all_problems_of_the_file_are_reported_at_once(tmp_path):
    path = tmp_path / "institutions.yaml"
    text = (RULES_FOLDER / INSTITUTIONS_FILE).read_text(encoding="utf-8")
    path.write_text(
        text.replace("  deposit: [bank, rural_bank]", "  deposit: [banks]")
        .replace("  - 北京银行|", "  - 上海银行|")
        .replace("  futures: [futures]", "  fortunes: [futures]")
        .replace("unknown: weak", "unknown: feeble"),
        encoding="utf-8",
    )
    problems = []
    read_institutions_file(
        tmp_path,
        products=KnownIds(shipped.assembly().taxonomy.products),
        strengths=KnownIds(("decisive", "strong", "medium", "weak")),
        problems=problems,
    )
    assert sorted((problem.file, problem.entry_id) for problem in problems) == [
        ("institutions.yaml", "products.deposit"),
        ("institutions.yaml", "products.fortunes"),
        ("institutions.yaml", "strengths.unknown"),
        ("institutions.yaml", "上海银行"),
    ]
