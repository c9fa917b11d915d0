import pytest

from crawler.ad import Box, Creative, CreativeKind, ImageReading, TextLine
from crawler.images import creatives_of
from crawler.images.order import reading_order
from crawler.images.small_print import small_print


def box(x: float, y: float, width: float, height: float) -> Box:
    return Box(x=x, y=y, width=width, height=height)


# Boxes of each picture in the order in which a person reads them.
LAYOUTS = {
    "lines below one another": [box(10, 10, 200, 40), box(10, 60, 120, 20), box(10, 200, 80, 14)],
    "a strip: brand, headline over small print, button": [
        box(10, 30, 100, 30),
        box(150, 5, 300, 40),
        box(150, 60, 260, 16),
        box(600, 30, 90, 30),
    ],
    "newspaper columns under a headline": [
        box(0, 0, 600, 60),
        *(box(0, 100 + row * 25, 280, 20) for row in range(4)),
        *(box(320, 100 + row * 25, 280, 20) for row in range(4)),
    ],
    "a table of labels and values": [
        box(0, 0, 60, 20),
        box(200, 0, 80, 20),
        box(0, 40, 60, 20),
        box(200, 40, 80, 20),
    ],
    "parts of one line of different heights": [box(0, 20, 80, 30), box(85, 0, 120, 60), box(210, 22, 40, 28)],
    "overlapping boxes that no gap parts": [box(0, 0, 100, 40), box(90, 2, 100, 40), box(20, 30, 150, 40)],
}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("rotation", [0, 1, 2])
def test_boxes_are_ordered_as_a_person_reads_them(name: str, rotation: int) -> None:
    boxes = LAYOUTS[name]
    shuffled = boxes[rotation:] + boxes[:rotation] if rotation < 2 else boxes[::-1]
    assert [shuffled[place] for place in reading_order(shuffled)] == boxes


def test_vertical_columns_follow_one_another_from_the_right() -> None:
    columns = [box(300, 10, 40, 300), box(200, 10, 40, 200), box(100, 10, 40, 300)]
    assert reading_order(columns[::-1], is_vertical=True) == (2, 1, 0)


def test_nothing_and_boxes_without_extent_are_ordered_too() -> None:
    assert reading_order([]) == ()
    assert sorted(reading_order([box(5, 5, 0, 0), box(5, 5, 0, 0), box(0, 0, 0, 0)])) == [0, 1, 2]


def test_a_page_of_a_thousand_rows_is_ordered() -> None:
    rows = [box(0, row * 20, 300, 12) for row in range(1000)]
    assert reading_order(rows[::-1]) == tuple(range(999, -1, -1))


@pytest.mark.parametrize(
    ("lines", "small"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([(30, "随借随还")], [], id="one line"),
        pytest.param([(60, "新手专享计划"), (30, "当日计息，随时赎回")], [], id="headline and subline"),
        pytest.param(
            [(60, "新手专享计划"), (32, "当日计息，随时赎回"), (30, "立即抢购"), (16, "投资需谨慎")],
            ["投资需谨慎"],
            id="disclaimer at the foot",
        ),
        pytest.param(
            [(120, "12.85%"), (34, "预期年化收益率"), (36, "30天"), (14, "历史业绩不代表未来")],
            ["历史业绩不代表未来"],
            id="a giant figure over its label",
        ),
        pytest.param([(30, "三小时极速放款"), (16, "贷款有风险")], ["贷款有风险"], id="twelve-pixel type"),
        pytest.param([(16, "三小时放款"), (15, "贷款有风险")], [], id="everything small"),
        pytest.param([(40, "8.8%"), (12, "+0.5%")], ["+0.5%"], id="figures alone"),
        pytest.param(
            [(120, "论坛今日开幕"), *[(36, "记者从有关方面获悉")] * 20, (14, "责任编辑某某")],
            ["责任编辑某某"],
            id="running text under a headline",
        ),
    ],
)
def test_small_print_is_told_by_height(lines: list[tuple[float, str]], small: list[str]) -> None:
    told = small_print([height for height, _ in lines], [text for _, text in lines])
    assert [text for (_, text), is_small in zip(lines, told, strict=True) if is_small] == small


def line(text: str, *place: float, is_small_print: bool = False) -> TextLine:
    return TextLine(text=text, box=box(*place), confidence=0.9, is_small_print=is_small_print)


def test_parts_of_a_printed_line_are_joined_by_a_space_and_lines_by_a_line_feed() -> None:
    lines = (
        line("年化", 0, 20, 80, 30),
        line("8.8%", 85, 0, 120, 60),
        line("起", 210, 22, 40, 28),
        line("立即投资", 600, 20, 100, 30),
        line("稳健增值", 0, 80, 120, 24),
        line("投资需谨慎", 0, 110, 90, 12, is_small_print=True),
    )
    reading = ImageReading(sha256="ab", width=700, height=130, engine="engine 1", lines=lines)
    assert [(creative.kind, creative.text) for creative in creatives_of(reading)] == [
        (CreativeKind.IMAGE_TEXT, "年化 8.8% 起\n立即投资\n稳健增值"),
        (CreativeKind.FOOTNOTE, "投资需谨慎"),
    ]


def test_a_picture_of_small_print_alone_is_a_footnote_alone() -> None:
    lines = (line("投资需谨慎", 0, 0, 90, 12, is_small_print=True),)
    reading = ImageReading(sha256="ab", width=90, height=12, engine="engine 1", lines=lines)
    assert creatives_of(reading) == (Creative(kind=CreativeKind.FOOTNOTE, text="投资需谨慎", image=reading),)


def test_columns_of_upright_type_are_lines_of_their_own() -> None:
    lines = (line("贷款不求人", 60, 0, 40, 200), line("当天放款", 10, 0, 40, 200))
    reading = ImageReading(sha256="ab", width=100, height=200, engine="engine 1", lines=lines)
    assert creatives_of(reading)[0].text == "贷款不求人\n当天放款"
