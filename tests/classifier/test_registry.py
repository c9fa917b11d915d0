import pickle
from datetime import date
from zipfile import ZipFile

import pytest

from classifier.entities.checksums import is_credit_code
from classifier.errors import RegistryFileError
from classifier.registry import Answer, MatchedBy, Registry, RegistryEntry, RegistrySource, Standing, similar
from classifier.registry import load_registry as load_source
from tests.classifier.shipped import institutions

openpyxl = pytest.importorskip("openpyxl")
DAY = date(2024, 6, 1)


def load_registry(path, **meaning):
    return load_source(RegistrySource(path=path, **meaning), institutions().trades)


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
    assert found.answer is Answer.NOT_LISTED
    assert registry.similar_names("东江小额贷款有限公司") == ("东江小额贷款有限公司",)


@pytest.mark.parametrize("name", ["东江小额贷款（有限）公司", " 东江 小额贷款有限公司 ", "东江小额贷款有限公司"])
def test_width_brackets_and_spaces_do_not_make_another_name(name):
    assert answer(Registry((entry(),)), name)[0] is Answer.LICENSED


def test_a_similar_name_is_a_suggestion_and_no_answer():
    registry = Registry((entry(),))
    found = registry.lookup("东江小额贷款公司", trades=("micro_loan",), on=DAY)
    assert (found.answer, found.entry) == (Answer.NOT_LISTED, None)
    assert registry.similar_names("东江小额贷款公司") == ("东江小额贷款有限公司",)
    assert registry.similar_names("西岭基金") == ()
    assert registry.similar_names("东") == ()


def test_on_a_long_list_only_names_that_share_a_telling_pair_are_compared(monkeypatch):
    firsts, seconds = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收"
    names = [f"{a}{b}{c}小额贷款有限公司" for a in firsts for b in seconds for c in seconds[:10]]
    registry = Registry(tuple(entry(name) for name in [*names, "东江长信小额贷款有限公司"]))
    compared = []
    score = similar.fuzz.WRatio

    def counted(first, second, **settings):
        compared.append(second)
        return score(first, second, **settings)

    monkeypatch.setattr(similar.fuzz, "WRatio", counted)
    assert registry.similar_names("东江长兴小额贷款有限公司")[0] == "东江长信小额贷款有限公司"
    assert len(compared) < 300 < len(names)
    compared.clear()
    assert registry.lookup("东江长兴", trades=("micro_loan",), on=DAY).answer is Answer.NOT_LISTED
    assert not registry.is_warned_of("东江长兴")
    assert compared == []


def test_a_warning_is_asked_for_by_name_alias_and_number():
    warned = {"standing": Standing.NEGATIVE, "trades": frozenset()}
    registry = Registry((entry("甲", licence_no="P1", aliases=("甲贷",), **warned), entry("乙")))
    assert registry.is_warned_of("甲")
    assert registry.is_warned_of("甲贷")
    assert registry.is_warned_of(licence_no="p-1")
    assert not registry.is_warned_of("乙")
    assert not registry.is_warned_of("丙", credit_code=CODE)


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
    (warned,) = load_registry(path, is_watch_list=True).entries
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
        ("broken.xlsx", "x", "cannot be read as an xlsx workbook"),
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


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name\n" + "甲银行乙银行丙银行\n".encode() + b"\xd2\xf8\n", "UTF-8 up to byte 33, where d2 follows"),
        (b"name\n\xff\xff\n", r"neither UTF-8 nor GB18030 at byte 5 \(ff\)"),
        (b"\xef\xbb\xbfname\n\xff\n", "marked as utf-8 but is not at byte 8"),
        (b"\xff\xfen\x00a", "marked as utf-16-le but is not at byte 4"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_their_place(tmp_path, content, message):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(RegistryFileError, match=message):
        load_registry(path, trade="bank")


def test_utf16_with_its_mark_is_understood(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(CSV.encode("utf-16"))
    assert len(load_registry(path).entries) == 2


def workbook_with(path, part, change):
    """A workbook of one row, one of whose parts is changed."""
    book = openpyxl.Workbook()
    book.active.append(["name"])
    book.active.append([1.5])
    plain = path.with_name("plain.xlsx")
    book.save(plain)
    with ZipFile(plain) as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/worksheets/sheet1.xml", lambda content: content.replace(b"<v>1.5</v>", b"<v>1.x</v>")),
        ("xl/worksheets/sheet1.xml", lambda content: content[:-40]),
        ("xl/workbook.xml", lambda _: b"<workbook/>"),
    ],
)
def test_a_damaged_workbook_is_refused_by_name(tmp_path, part, change):
    path = tmp_path / "list.xlsx"
    workbook_with(path, part, change)
    with pytest.raises(RegistryFileError, match=r"list\.xlsx: cannot be read as an xlsx workbook"):
        load_registry(path, trade="bank")


def test_a_source_survives_the_way_to_a_worker(tmp_path):
    source = RegistrySource(path=tmp_path / "list.csv", trade="bank", is_watch_list=True)
    assert pickle.loads(pickle.dumps(source)) == source
