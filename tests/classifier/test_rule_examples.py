from classifier import build_scanner
from classifier.rule_examples import failing_examples


def test_every_rule_hits_its_hits_and_misses_its_misses() -> None:
    assembly = build_scanner().assembly
    failures = list(failing_examples(assembly.reader, assembly.wording, assembly.rulebook.rules))
    assert not failures, "\n".join(str(failure) for failure in failures)


def test_rulebook_covers_every_category_that_words_can_show() -> None:
    assembly = build_scanner().assembly
    covered = {rule.category for rule in assembly.rulebook.rules}
    by_other_detectors = {"missing_risk_warning"}
    assert covered | by_other_detectors == set(assembly.taxonomy.codes)
