from datetime import date

import pytest

from classifier.entities import is_credit_code
from classifier.errors import RegistryFileError
from classifier.registry import Answer, MatchedBy, Registry, RegistryEntry, Standing, load_registry

openpyxl = pytest.importorskip("openpyxl")
DAY = date(2024, 6, 1)


def with_check(head: str) -> str:
    """Complete 17 characters to a valid credit code."""
    return next(head + char for char in "0123456789ABCDEFGHJKLMNPQRTUWXY" if is_credit_code(head + char))


CODE = with_check("91310000MA1K35TB0")
OTHER_CODE = with_check("91110108551385082")


def entry(name="东江小额贷款有限公司", **changes):
    fields = {"standing": Standing.LICENSED, "trades": frozenset({"micro_loan"})} | changes
    return RegistryEntry(name=name, **fields)


def answer(registry, name=None, trades=("micro_loan",), on=DAY, **numbers):
    found = registry.lookup(name, trades=trades, on=on, **numbers)
    return found.answer, found.matched_by


@pytest.mark.parametrize(
    ("changes", "on", "expected"),
    [
        ({}, DAY, Answer.LICENSED),
        ({"valid_from": date(2024, 6, 1), "valid_to": date(2024, 6, 1)}, DAY, Answer.LICENSED),
        ({"valid_to": date(2024, 5, 31)}, DAY, Answer.EXPIRED),
        ({"valid_from": date(2024, 6, 2)}, DAY, Answer.EXPIRED),
        ({"standing": Standing.WITHDRAWN}, DAY, Answer.EXPIRED),
        ({"standing": Standing.WITHDRAWN, "valid_to": date(2025, 1, 1)}, DAY, Answer.LICENSED),
        ({"standing": Standing.NEGATIVE, "trades": frozenset()}, DAY, Answer.NEGATIVE_LISTED),
        ({"trades": frozenset({"payment"})}, DAY, Answer.OUT_OF_SCOPE),
    ],
)
def test_the_answer_is_that_of_the_day_and_the_trade(changes, on, expected):
    assert answer(Registry((entry(**changes),)), "东江小额贷款有限公司", on=on) == (expected, MatchedBy.NAME)


def test_codes_go_before_numbers_before_names_before_aliases():
    registry = Registry(
        (
            entry("甲公司", credit_code=CODE),
            entry("乙公司", licence_no="沪金 007"),
            entry("丙公司", aliases=("丙贷",)),
        )
    )
    assert answer(registry, "丙贷", credit_code=CODE.lower(), licence_no="沪金007")[1] is MatchedBy.CREDIT_CODE
    assert answer(registry, "丙贷", licence_no="沪金007")[1] is MatchedBy.LICENCE_NO
    assert answer(registry, "丙贷")[1] is MatchedBy.ALIAS
    assert answer(registry, "丙公司")[1] is MatchedBy.NAME


def test_a_namesake_with_another_credit_code_is_another_firm():
    registry = Registry((entry(credit_code=CODE),))
    found = registry.lookup("东江小额贷款有限公司", credit_code=OTHER_CODE, trades=("micro_loan",), on=DAY)
    assert (found.answer, found.suggestions) == (Answer.NOT_LISTED, ("东江小额贷款有限公司",))


@pytest.mark.parametrize("name", ["东江小额贷款（有限）公司", " 东江 小额贷款有限公司 ", "东江小额贷款有限公司"])
def test_width_brackets_and_spaces_do_not_make_another_name(name):
    assert answer(Registry((entry(),)), name)[0] is Answer.LICENSED


def test_a_similar_name_is_a_suggestion_and_no_answer():
    found = Registry((entry(),)).lookup("东江小额贷款公司", trades=("micro_loan",), on=DAY)
    assert (found.answer, found.entry, found.suggestions) == (Answer.NOT_LISTED, None, ("东江小额贷款有限公司",))
    assert Registry((entry(),)).lookup("西岭基金", trades=("fund",), on=DAY).suggestions == ()


def test_a_warning_list_outweighs_a_licence_and_a_licence_outweighs_an_expired_one():
    licensed, warned = entry(), entry(standing=Standing.NEGATIVE, trades=frozenset())
    expired = entry(valid_to=date(2020, 1, 1))
    assert answer(Registry((licensed,)) + Registry((warned,)), licensed.name)[0] is Answer.NEGATIVE_LISTED
    assert answer(Registry((expired, licensed)), licensed.name)[0] is Answer.LICENSED


def test_the_version_follows_the_content_and_nothing_else():
    first, second = entry("甲"), entry("乙")
    assert Registry((first, second)).version == Registry((second, first)).version
    assert Registry((first,)).version != Registry((second,)).version
    assert Registry((entry("甲", source="a.csv:2"),)).version == Registry((first,)).version


CSV = f"""机构名称,统一社会信用代码,许可证号,业务类型,状态,有效期起,有效期至,简称,截至日期
东江小额贷款有限公司,{CODE},沪金007,小额贷款;典当,正常,2020-01-01,2025年12月31日,东江贷,20240601
西岭支付有限公司,,Z2000111000012,支付,已注销,,2023/1/15,,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_chinese_headers_and_encodings_are_understood(tmp_path, encoding):
    path = tmp_path / "list.csv"
    path.write_bytes(CSV.encode(encoding))
    assert load_registry(path).entries == (
        RegistryEntry(
            name="东江小额贷款有限公司",
            standing=Standing.LICENSED,
            trades=frozenset({"micro_loan", "pawn"}),
            credit_code=CODE,
            licence_no="沪金007",
            aliases=("东江贷",),
            valid_from=date(2020, 1, 1),
            valid_to=date(2025, 12, 31),
            as_of=date(2024, 6, 1),
            source="list.csv:2",
        ),
        RegistryEntry(
            name="西岭支付有限公司",
            standing=Standing.WITHDRAWN,
            trades=frozenset({"payment"}),
            licence_no="Z2000111000012",
            valid_to=date(2023, 1, 15),
            source="list.csv:3",
        ),
    )


def test_a_workbook_gives_the_same_as_a_csv(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["name", "trade", "valid_to", "credit_code"])
    sheet.append(["东江小额贷款有限公司", "micro_loan", date(2025, 12, 31), None])
    book.save(tmp_path / "list.xlsx")
    (loaded,) = load_registry(tmp_path / "list.xlsx").entries
    assert loaded == entry(valid_to=date(2025, 12, 31), source="list.xlsx:2")


def test_a_list_of_names_needs_the_trade_from_the_caller(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("名称\n东江小额贷款有限公司\n\n", encoding="utf-8")
    assert load_registry(path, trade="micro_loan").entries == (entry(source="names.csv:2"),)
    with pytest.raises(RegistryFileError, match=r"names\.csv:2: trade ''"):
        load_registry(path)
    (warned,) = load_registry(path, standing=Standing.NEGATIVE).entries
    assert (warned.standing, warned.trades) == (Standing.NEGATIVE, frozenset())


def test_all_wrong_rows_are_named_at_once(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(
        "name,credit_code,trade,status,valid_from,valid_to\n"
        ",,银行,正常,,\n"
        "甲银行,91310000MA1K35TB00X,银行,正常,,\n"
        "乙银行,,银行,神秘,,\n"
        "丙银行,,银行,正常,2024-13-01,\n"
        "丁银行,,银行,正常,2024-02-01,2024-01-01\n"
        "戊银行,,养猪,正常,,\n",
        encoding="utf-8",
    )
    with pytest.raises(RegistryFileError) as caught:
        load_registry(path)
    message = str(caught.value)
    assert message.startswith("bad.csv: 6 problem(s)")
    assert [line.split(":")[1] for line in message.splitlines()[1:]] == ["2", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.csv", "", "no rows"),
        ("headless.csv", "甲,乙\n1,2\n", "no column for the name"),
        ("twice.csv", "name,名称\na,b\n", "several columns mean name"),
        ("list.pdf", "x", "not .pdf"),
        ("broken.xlsx", "x", "no xlsx workbook"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_way_out(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RegistryFileError, match=message):
        load_registry(path, trade="bank")


def test_a_missing_file_and_an_unknown_trade_are_refused(tmp_path):
    with pytest.raises(RegistryFileError, match="cannot be read"):
        load_registry(tmp_path / "none.csv", trade="bank")
    with pytest.raises(RegistryFileError, match="unknown trade 'banks'"):
        load_registry(tmp_path / "none.csv", trade="banks")
