from classifier import Span
from models.evaluation.answers import answer_sheet
from models.evaluation.slices import judge_pairs, slices_of
from models.prediction import Prediction
from tests.models.evaluation.made_up import BANNED, RETURN, example

EXAMPLES = [
    example("ad", "短" * 20, RETURN, kind="fin_ad", vertical="loan", channel="sms", year=2020, complete=True),
    example("cut", "长" * 400, kind="fin_ad", vertical="loan", complete=False),
    example("news", "中" * 100, kind="not_ad", genre="news"),
    example("tiles", "中" * 60, kind="non_fin_ad"),
]


def members(dimension: str) -> dict[str, list[str]]:
    return {
        part.value: [item.example_id for item, is_in in zip(EXAMPLES, part.members, strict=True) if is_in]
        for part in slices_of(EXAMPLES)
        if part.dimension == dimension
    }


def test_texts_are_sliced_by_what_is_known_of_them() -> None:
    assert members("vertical") == {"loan": ["ad", "cut"]}
    assert members("channel") == {"sms": ["ad"]}
    assert members("year") == {"2020": ["ad"]}
    assert members("wholeness") == {"fragment": ["cut"], "whole": ["ad"]}


def test_length_bands_come_in_order() -> None:
    assert list(members("length")) == ["1-30", "31-60", "61-120", "over 300"]


def test_hard_negatives_are_told_by_genre_then_by_kind() -> None:
    assert members("hard negatives") == {"clean financial ad": ["cut"], "news": ["news"], "non_fin_ad": ["tiles"]}


def test_a_pair_is_right_where_every_member_is_on_what_tells_them_apart() -> None:
    def pair(name: str, *positive: str, of: str) -> object:
        return example(name, "文", *positive, group="g", pair=of)

    examples = [
        pair("a1", RETURN, BANNED, of="a"),
        pair("a2", BANNED, of="a"),
        pair("b1", RETURN, of="b"),
        pair("b2", of="b"),
        pair("c1", RETURN, of="c"),
        pair("c2", RETURN, of="c"),
    ]
    accused = [{RETURN}, set(), {RETURN}, {RETURN}, set(), set()]
    answers = [Prediction(accused=frozenset(codes)) for codes in accused]
    result = judge_pairs(answer_sheet(examples, answers))
    # In pair a only the return tells the texts apart; the labels of pair c do not differ.
    assert (result.pairs, result.right) == (2, 1)


def test_pairs_of_one_name_in_two_groups_are_two() -> None:
    examples = [
        example(f"{group}{number}", "文", *positive, group=group, pair="1")
        for group in ("g", "h")
        for number, positive in enumerate([(RETURN,), ()])
    ]
    answers = [Prediction(accused=frozenset({RETURN} if item.positive else ())) for item in examples]
    assert judge_pairs(answer_sheet(examples, answers)).pairs == 2


def test_spans_are_where_the_helper_says() -> None:
    assert example("x", "稳，保本保息", RETURN).evidence == {RETURN: (Span(2, 6),)}
