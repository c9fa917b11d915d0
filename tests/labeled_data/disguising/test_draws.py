from labeled_data.disguising.draws import Draws


def test_the_stream_is_the_same_everywhere() -> None:
    draws = Draws("保本", "pinyin", "testing", "7")
    assert [round(draws.unit(), 12) for _ in range(3)] == [0.308269660347, 0.611839436458, 0.516405402304]


def test_parts_do_not_run_into_each_other() -> None:
    assert Draws("ab", "c").unit() != Draws("a", "bc").unit()


def test_ranks_are_an_order() -> None:
    assert sorted(Draws("x").ranks(20)) == list(range(20))


def test_any_text_can_be_a_part() -> None:
    assert Draws("\ud800").unit() != Draws("\udfff").unit()
