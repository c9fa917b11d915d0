from dataclasses import replace
from pathlib import Path

import pytest

from classifier.text import Span
from labeled_data import EntityKind, EntityMark, LabeledExample
from labeled_data.authoring import compile_file, compile_folder, compile_text, render_examples
from labeled_data.errors import AuthoringError

SOURCE = """\
%% a remark
@ bw-yuhe bank_wealth 裕禾银行 · spring

== 1 sms 2019 whole +w ?u ~a
【裕禾银行】新客{g:保本}

%% a remark within
回复1预约
\\== 不是头
== 2 sms 2019 cut ?wg ~a
新客理财…

== 3 other 2020 not_ad/news v=general ents
{A:裕禾银行}被罚
"""

EXAMPLES = (
    LabeledExample(
        example_id="bw-yuhe/1",
        text="【裕禾银行】新客保本\n\n回复1预约\n== 不是头",
        positive=("missing_risk_warning", "guaranteed_return"),
        unknown=("unlicensed_offering",),
        evidence={"guaranteed_return": (Span(8, 10),)},
        kind="fin_ad",
        complete=True,
        vertical="bank_wealth",
        source="authored",
        group="bw-yuhe",
        channel="sms",
        year=2019,
        pair="bw-yuhe~a",
    ),
    LabeledExample(
        example_id="bw-yuhe/2",
        text="新客理财…",
        positive=(),
        unknown=("missing_risk_warning", "guaranteed_return"),
        kind="fin_ad",
        complete=False,
        vertical="bank_wealth",
        source="authored",
        group="bw-yuhe",
        channel="sms",
        year=2019,
        pair="bw-yuhe~a",
    ),
    LabeledExample(
        example_id="bw-yuhe/3",
        text="裕禾银行被罚",
        positive=(),
        unknown=(),
        kind="not_ad",
        genre="news",
        vertical="general",
        source="authored",
        group="bw-yuhe",
        channel="other",
        year=2020,
        entities=(EntityMark(EntityKind.ADVERTISER, Span(0, 4)),),
    ),
)


def test_an_authored_file_becomes_examples() -> None:
    assert compile_text(SOURCE) == EXAMPLES


def test_unknown_letters_of_several_words_add_up() -> None:
    (example,) = compile_text("@ a loan\n== 1 sms 2019 whole ?w ?un\n文\n")
    assert example.unknown == ("missing_risk_warning", "unlicensed_offering", "inaccurate_data")


def test_examples_written_for_authors_are_read_back() -> None:
    assert compile_text(render_examples(EXAMPLES)) == EXAMPLES


def test_every_problem_is_listed_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.ads"
    path.write_text(
        "stray words\n"
        "== 1 sms 2019 whole\n前\n"
        "@ Bad bank_wealth\n"
        "@ a bank_wealth x\n"
        "== 1 sms 2019 whole +g ?z\n{g:保本}\n"
        "== 1 sms 2019 whole ?g\n{g:保本\n"
        "== 2 sms whole\n文\n"
        "== 3 sms 2019 not_ad\n{A:甲}\n"
        "== 4 sms 2019 whole ?g\n{g:保本}\n"
        "== 5 sms 2019 whole\n\n"
        "@ a bank_wealth again\n",
        encoding="utf-8",
    )
    with pytest.raises(AuthoringError) as error:
        compile_file(path)
    found = [(problem.line_number, problem.message) for problem in error.value.problems]
    expected = [
        (1, "'stray words' stands under no head line"),
        (2, "a text before the first group line"),
        (3, "'前' stands under no head line"),
        (4, "'@ Bad bank_wealth' is no group line"),
        (6, "'+g' is no option"),
        (6, "'?z' is no option"),
        (8, "the id 'a/1' is that of line 6 too"),
        (8, "the mark {g: before '保本' is never closed"),
        (10, "'== 2 sms whole' is no head line"),
        (12, "'not_ad' is no state"),
        (12, "entities are marked, but the head line does not say ents"),
        (14, "guaranteed_return is both marked and unknown"),
        (16, "no text under the head line"),
        (18, "group 'a' begins in line 5 too"),
    ]
    assert [line for line, _ in found] == [line for line, _ in expected]
    for (_, message), (_, beginning) in zip(found, expected, strict=True):
        assert message.startswith(beginning)


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.ads").write_bytes(b"\xef\xbb\xbf" + SOURCE.replace("\n", "\r\n").encode())
    assert compile_file(tmp_path / "a.ads") == EXAMPLES


def test_a_folder_is_compiled_in_the_order_of_its_paths(tmp_path: Path) -> None:
    for name in ("b/2", "a/1"):
        path = tmp_path / f"{name}.ads"
        path.parent.mkdir()
        path.write_text(f"@ g{name[-1]} loan\n== 1 sms 2019 whole\n文\n", encoding="utf-8")
    assert [example.example_id for example in compile_folder(tmp_path)] == ["g1/1", "g2/1"]


def test_ids_are_unique_in_the_folder_and_unreadable_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.ads").write_text("@ g loan\n== 1 sms 2019 whole\n文\n", encoding="utf-8")
    (tmp_path / "b.ads").write_text("@ g loan\n== 1 sms 2019 whole\n字\n", encoding="utf-8")
    (tmp_path / "c.ads").write_bytes(b"@ g loan\n" + "保".encode("gbk"))
    with pytest.raises(AuthoringError) as error:
        compile_folder(tmp_path)
    assert {problem.message for problem in error.value.problems} == {
        "the id 'g/1' is used twice",
        "is not UTF-8 at byte 9",
    }


def test_a_folder_without_authored_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AuthoringError, match=r"holds no \*\.ads file"):
        compile_folder(tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"example_id": "other/1"}, "is no id of the group"),
        ({"channel": None, "year": None}, "no channel and no year"),
        ({"complete": None}, "has no state"),
        ({"evidence": {"guaranteed_return": (Span(0, 2),), "deceptive_claim": (Span(1, 3),)}}, "spans cross"),
    ],
)
def test_what_the_format_cannot_say_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        render_examples([replace(EXAMPLES[0], **change)])  # type: ignore[arg-type]
