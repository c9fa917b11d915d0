import orjson

from classifier.legal.category import CODES


def test_taxonomy_lists_nine_categories_in_both_languages(finad) -> None:
    chinese, english = finad("taxonomy").stdout.decode(), finad("taxonomy", "--lang", "en").stdout.decode()
    assert [code for code in CODES if code not in chinese or code not in english] == []
    assert "保证性承诺" in chinese
    assert "保证性承诺" not in english


def test_a_category_shows_the_law_of_the_day(finad) -> None:
    in_2016, in_2022 = (finad("taxonomy", "guaranteed_return", "--date", day) for day in ("2016-05-01", "2022-05-01"))
    assert (in_2016.returncode, in_2022.returncode) == (0, 0)
    assert "2021修正" not in in_2016.stdout.decode()
    assert "2021修正" in in_2022.stdout.decode()


def test_taxonomy_as_json(finad) -> None:
    everything = orjson.loads(finad("taxonomy", "--json").stdout)
    assert tuple(category["code"] for category in everything) == CODES
    one = orjson.loads(finad("taxonomy", "housing_leverage", "--json", "--date", "2020-01-01").stdout)
    assert (one["code"], one["number"], one["law_on"]) == ("housing_leverage", 9, "2020-01-01")


def test_wrong_codes_and_days_are_named(finad) -> None:
    unknown, no_day = finad("taxonomy", "fraud"), finad("taxonomy", "--date", "2021")
    assert (unknown.returncode, "unknown category 'fraud'" in unknown.stderr.decode()) == (2, True)
    assert (no_day.returncode, "--date '2021' is no day" in no_day.stderr.decode()) == (2, True)


def test_rules_are_listed_by_category(finad) -> None:
    rules = orjson.loads(finad("rules", "list", "--category", "guaranteed_return", "--json").stdout)
    assert {rule["category"] for rule in rules} == {"guaranteed_return"}
    assert [rule["rule"] for rule in rules if not (rule["hits"] and rule["misses"])] == []
    shown = finad("rules", "list", "--category", "guaranteed_return").stdout.decode()
    assert rules[0]["rule"][:20] in shown
    wrong = finad("rules", "list", "--pack", "nowhere")
    assert (wrong.returncode, "no pack 'nowhere'; the packs are" in wrong.stderr.decode()) == (2, True)


def test_why_shows_what_the_rules_named_and_what_became_of_it(finad) -> None:
    shown = finad("rules", "why", "本理财产品不承诺保本保息，年化4%，欢迎购买").stdout.decode()
    assert "dropped" in shown
    standing = finad("rules", "why", "保本保息理财，年化12%").stdout.decode()
    assert "stands" in standing
    wrong = finad("rules", "why", "甲", "--rule", "nowhere")
    assert (wrong.returncode, "no rule 'nowhere'" in wrong.stderr.decode()) == (2, True)


def test_rule_examples_are_run(finad) -> None:
    done = finad("rules", "test")
    assert (done.returncode, "· 0 个不符" in done.stdout.decode()) == (0, True), done.stdout.decode()
    wrong = finad("rules", "test", "nowhere.yaml")
    assert (wrong.returncode, "no pack of that name" in wrong.stderr.decode()) == (2, True)
