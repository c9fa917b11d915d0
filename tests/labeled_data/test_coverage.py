from dataclasses import replace
from io import StringIO

from rich.console import Console

from labeled_data.describing.coverage import Cell, coverage, coverage_tables
from labeled_data.describing.report_table import as_markdown, as_rich
from labeled_data.vocabulary import load_vocabulary
from tests.labeled_data.made_examples import clean, example

SHIPPED = load_vocabulary()
SMALL = replace(
    SHIPPED,
    verticals={name: SHIPPED.verticals[name] for name in ("loan", "crypto", "general")},
    channels={name: SHIPPED.channels[name] for name in ("sms", "outdoor", "other")},
    absent_cells={("crypto", "outdoor"): "nobody rents a wall for it"},
)
EXAMPLES = (
    example("a", vertical="loan"),
    example("b", vertical="loan"),
    clean("c", "丙", vertical="loan"),
    clean("d", "丁", vertical="crypto", kind="not_ad", genre="news"),
    clean("e", "戊", vertical="general", channel="other", kind="not_ad", genre="news"),
)


def test_texts_are_counted_by_trade_and_channel() -> None:
    found = coverage(EXAMPLES, SMALL)
    assert found.cells == {
        ("loan", "sms"): Cell(violating=2, clean=1, ads=3),
        ("loan", "outdoor"): Cell(violating=0, clean=0, ads=0),
        ("crypto", "sms"): Cell(violating=0, clean=1, ads=0),
        ("crypto", "outdoor"): Cell(violating=0, clean=0, ads=0),
    }
    assert found.empty_cells == (("loan", "outdoor"), ("crypto", "sms"))


def test_the_table_is_written_as_markdown() -> None:
    assert as_markdown(coverage_tables(coverage(EXAMPLES, SMALL))) == (
        "### Vertical and channel\n\n"
        "| vertical | sms | outdoor |\n"
        "| --- | ---: | ---: |\n"
        "| loan | 2 / 1 | 0 / 0 (empty) |\n"
        "| crypto | 0 / 1 (empty) | × |\n\n"
        "Texts with / without a violation; ×: not met in the world; empty: no financial ad.\n\n"
        "### Empty cells (2)\n\n"
        "| vertical | channel |\n"
        "| --- | ---: |\n"
        "| loan | outdoor |\n"
        "| crypto | sms |\n"
    )


def test_the_table_is_shown_in_a_terminal() -> None:
    screen = StringIO()
    Console(file=screen, width=80).print(as_rich(coverage_tables(coverage(EXAMPLES, SMALL))))
    shown = screen.getvalue()
    assert "2 / 1" in shown
    assert "Empty cells (2)" in shown
    full = coverage(
        [example("x", vertical=v, channel=c) for v in ("loan", "crypto") for c in ("sms", "outdoor")], SMALL
    )
    screen.truncate(0)
    Console(file=screen, width=80).print(as_rich(coverage_tables(full)))
    assert "Empty cells (0)\nnone" in screen.getvalue()
