import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.datafiles.datafile import RULES_FOLDER
from classifier.entities.checksums import is_card_number, is_credit_code, is_resident_id
from classifier.entities.finder import find_entities
from classifier.entities.model import EntityKind
from classifier.entities.vocabulary import ENTITIES_FILE, load_vocabulary
from classifier.errors import DataFileError
from tests.classifier.shipped import vocabulary

K = EntityKind


def entities(text, *kinds):
    return [(e.kind, e.text, e.value) for e in find_entities(text, vocabulary()) if not kinds or e.kind in kinds]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("您好,我是南岭恒信信贷公司东江分公司的经理", "南岭恒信信贷公司东江分公司"),
        ("《海川捷达金融信息服务有限公司》,主做无抵押", "海川捷达金融信息服务有限公司"),
        ("欢迎致电-拓海实业,提供借款", "拓海实业"),
        ("我是明德财富的信贷经理", "明德财富"),
        ("我是安平(中国)保险股份有限公司的业务员", "安平(中国)保险股份有限公司"),
        ("宏图寄卖行专业押车", "宏图寄卖行"),
    ],
)
def test_company_names_are_found_without_the_words_before_them(text, name):
    assert entities(text, K.COMPANY) == [(K.COMPANY, name, name)]


@pytest.mark.parametrize(
    "text",
    ["本公司提供贷款", "创造财富,稳健投资", "多家小额贷款公司可选", "我公司是最大的贷款公司之一", "电子商务贷款", ""],
)
def test_common_nouns_are_no_companies(text):
    assert entities(text, K.COMPANY) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("【东江银行】您好", "东江银行"), ("理财产品发售,详询网点【南岭支行】", "南岭支行")],
)
def test_the_signature_of_a_message_is_found(text, value):
    assert [e.value for e in find_entities(text, vocabulary()) if e.kind is K.SIGNATURE] == [value]


@pytest.mark.parametrize(
    "text", ["【急用钱,找我们】贷款", "【免费领取】点击", "中间一句话【某某公司】后面还有很长很长很长的一段话在这里"]
)
def test_a_slogan_in_brackets_is_no_signature(text):
    assert entities(text, K.SIGNATURE) == []


CREDIT_HEAD = "91310000MA1K35TB0"
CREDIT_CODE = next(CREDIT_HEAD + c for c in "0123456789ABCDEFGHJKLMNPQRTUWXY" if is_credit_code(CREDIT_HEAD + c))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("登记编号p1001234", (K.PRIVATE_FUND_MANAGER, "p1001234", "P1001234")),
        ("基金编号:sabc12", (K.PRIVATE_FUND, "sabc12", "SABC12")),
        ("沪icp备12345678号-1", (K.ICP_NUMBER, "沪icp备12345678号-1", "沪ICP备12345678号-1")),
        ("京icp备xxxxxxxx号", (K.ICP_NUMBER, "京icp备xxxxxxxx号", None)),
        ("执业编号:a0123456789", (K.STAFF_NUMBER, "a0123456789", "A0123456789")),
        ("s1234567890123", (K.STAFF_NUMBER, "s1234567890123", "S1234567890123")),
        ("登记编码c1030120001234", (K.WEALTH_PRODUCT, "c1030120001234", "C1030120001234")),
        ("金融许可证号b0001h111000001", (K.LICENCE_NUMBER, "b0001h111000001", "B0001H111000001")),
        (f"代码{CREDIT_CODE.lower()}", (K.CREDIT_CODE, CREDIT_CODE.lower(), CREDIT_CODE)),
    ],
)
def test_numbers_of_record_are_told_apart(text, found):
    assert entities(text) == [found]


def test_an_icp_filing_is_no_licence_number():
    kinds = {entity.kind for entity in find_entities("备案号:粤icp备12345678号", vocabulary())}
    assert kinds == {K.ICP_NUMBER}


@pytest.mark.parametrize("wrong", "0123456789ABCDEFGHJKLMNPQRTUWXY")
def test_only_one_check_character_is_right(wrong):
    assert is_credit_code(CREDIT_HEAD + wrong) == (CREDIT_HEAD + wrong == CREDIT_CODE)


@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_exactly_one_check_digit_completes_an_identity_number(body):
    head = f"{1 + body % 8}1010119{80 + body % 20}0{1 + body % 9}1{body % 10}{body % 1000:03d}"
    assert sum(is_resident_id(head + char) for char in "0123456789X") == 1


@given(st.integers(min_value=10**14, max_value=10**15 - 1))
def test_exactly_one_check_digit_completes_a_card_number(body):
    assert sum(is_card_number(f"{body}{digit}") for digit in range(10)) == 1


@pytest.mark.parametrize("number", ["", "9131", "O1310000MA1K35TB0X", "一二三"])
def test_malformed_numbers_have_no_check(number):
    assert [is_credit_code(number), is_resident_id(number), is_card_number(number)] == [False] * 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("详询13812345678", (K.MOBILE_PHONE, "13812345678", "13812345678")),
        ("电话xxxxxxxxxxx", (K.MOBILE_PHONE, "xxxxxxxxxxx", None)),
        ("138****5678联系", (K.MOBILE_PHONE, "138****5678", None)),
        ("拨幺三八一二三四五六七八", (K.MOBILE_PHONE, "幺三八一二三四五六七八", "13812345678")),
        ("热线400-800-1234", (K.SERVICE_PHONE, "400-800-1234", "4008001234")),
        ("客服95599,欢迎", (K.SERVICE_PHONE, "95599", "95599")),
        ("0571-88886666", (K.LANDLINE, "0571-88886666", "057188886666")),
        ("咨询电话:8888666", (K.LANDLINE, "8888666", "8888666")),
        ("加qq群123456789", (K.QQ, "123456789", "123456789")),
        ("微信:abc_12345", (K.WECHAT, "abc_12345", "abc_12345")),
        ("薇xxxxxxxx", (K.WECHAT, "xxxxxxxx", None)),
        ("+v领取", (K.WECHAT, "+v", None)),
        ("电报@abcdef_1", (K.TELEGRAM, "abcdef_1", "abcdef_1")),
        ("t.me/joinus123", (K.TELEGRAM, "joinus123", "joinus123")),
        ("点www.example.com/a?b=1", (K.URL, "www.example.com/a?b=1", "www.example.com/a?b=1")),
        ("登录example.cn开户", (K.URL, "example.cn", "example.cn")),
        ("寄a.b@example.com", (K.EMAIL, "a.b@example.com", "a.b@example.com")),
    ],
)
def test_contacts_are_found_masked_ones_without_value(text, found):
    assert entities(text) == [found]


@pytest.mark.parametrize(
    "text", ["年化12.5%,期限90天", "额度50000-200000元", "2018-04-09 17:19:36", "投资vip用户", "微信支付"]
)
def test_figures_and_words_are_no_contacts(text):
    assert entities(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("著名经济学家李某某力荐", (K.EXPERT, "经济学家李某某", "李某某")),
        ("跟王老师炒股", (K.ANALYST, "王老师", "王")),
        ("金牌分析师坐镇", (K.ANALYST, "分析师", None)),
        ("经东江互联网金融协会认证", (K.BODY, "东江互联网金融协会", "东江互联网金融协会")),
        ("学员晒单盈利", (K.BENEFICIARY, "学员", None)),
        ("大v直播解盘", (K.CELEBRITY, "大v", None)),
    ],
)
def test_those_who_vouch_are_found_with_their_name(text, found):
    assert entities(text) == [found]


@pytest.mark.parametrize("text", ["老师傅修车", "大学生创业", "会员登录入口", "位于大学城旁", "本协会章程"])
def test_titles_inside_other_words_and_mere_members_do_not_vouch(text):
    assert entities(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("推出《稳盈一号理财计划》和“鑫享宝”", ["稳盈一号理财计划", "鑫享宝"]),
        ("惠利系列理财产品", ["惠利"]),
        ("《用户须知》请阅读", []),
    ],
)
def test_products_are_found_by_their_quoted_name(text, names):
    assert [e.value for e in find_entities(text, vocabulary()) if e.kind is K.PRODUCT] == names


@given(st.text(alphabet="公司有限银行【】《》协会老师王李1234567890x*.-@vq微信加电话icp备京p ,。", max_size=60))
def test_every_entity_quotes_the_text_at_its_span(text):
    for entity in find_entities(text, vocabulary()):
        assert text[entity.span.start : entity.span.end] == entity.text


def test_a_word_in_two_families_is_refused(tmp_path):
    path = tmp_path / "entities.yaml"
    text = (RULES_FOLDER / ENTITIES_FILE).read_text(encoding="utf-8")
    path.write_text(text.replace("expert: [", "expert: [大v, "), encoding="utf-8")
    with pytest.raises(DataFileError, match="stands under"):
        load_vocabulary(tmp_path)


def test_two_vocabularies_in_one_process_do_not_disturb_each_other(tmp_path):
    text = (RULES_FOLDER / ENTITIES_FILE).read_text(encoding="utf-8")
    (tmp_path / "entities.yaml").write_text(text.replace("expert: [", "expert: [铁口半仙, "), encoding="utf-8")
    own = load_vocabulary(tmp_path)
    assert [e.kind for e in find_entities("铁口半仙力荐", own)] == [K.EXPERT]
    assert find_entities("铁口半仙力荐", vocabulary()) == ()
