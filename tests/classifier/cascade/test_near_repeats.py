import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.cascade.near_repeats import NearRepeatEncoder, written_alike
from classifier.neural.encoding import AdEncoder
from tests.classifier.neural.small_model import small_tokenizer


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("贷款请电13912345678", "贷款请电15811112222"),
        ("咨询400-820-8820办理", "咨询400-811-1234办理"),
        ("尊敬的王女士,您好", "尊敬的李女士,您好"),
        ("联系人:张经理", "联系人:赵经理"),
        ("详见http://t.cn/rab12", "详见http://t.cn/xyz89"),
        ("详见t.cn/rab12", "详见t.cn/xyz89"),
        ("qq:12345加群", "qq:98765加群"),
        ("订单号20345已发货", "订单号20399已发货"),
    ],
)
def test_copies_are_written_alike(text: str, copy: str) -> None:
    assert written_alike(text) == written_alike(copy)


@pytest.mark.parametrize(
    "text",
    [
        "年化12.5%,期限360天",
        "1000000元起投",
        "起投10000000元,最高2000000.00元",
        "日息0.0385%",
        "额度50000000万",
        "代码600519",
        "2021年5月1日",
        "先生说保本,女士说保息",
        "尊敬的客户您好",
        "保本保息,稳赚不赔",
    ],
)
def test_rates_amounts_and_terms_stay(text: str) -> None:
    assert written_alike(text) == text


@given(st.text(alphabet="0123456789-.元万%王先生尊敬的经理:/abcwcnhtp 号单订", max_size=40))
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(written_alike(text)) == len(text)


def test_the_encoder_reads_copies_alike() -> None:
    plain = AdEncoder(small_tokenizer("电话0123456789"), max_tokens=32)
    alike = NearRepeatEncoder(plain)
    one, other = alike.encode([["电话13912345678"], ["电话15811112222"]])
    assert one.windows[0].tolist() == other.windows[0].tolist()
    assert one.places.ends.tolist() == plain.encode([["电话13912345678"]])[0].places.ends.tolist()
    assert alike.max_tokens == plain.max_tokens
