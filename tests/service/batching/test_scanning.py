"""The batcher over the real scanner."""

import asyncio
from datetime import date

import pytest

from classifier import AdCopy, Passage, PassageKind, Scanner, ScannerConfig, build_scanner
from service.batching.scanning import cost_in_characters, scanning_batcher
from service.batching.settings import BatchingSettings
from service.errors import JudgingFailedError
from tests.fakes import FakeScanner


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return build_scanner(ScannerConfig(with_edits=False))


@pytest.fixture(scope="module")
def copies(scanner: Scanner) -> list[AdCopy]:
    """Ads that the rules hit and miss, each with an id and a day of its own."""
    texts = [text for rule in scanner.assembly.rulebook.rules for text in (*rule.hits[:1], *rule.misses[:1])]
    return [
        AdCopy.of_text(text, copy_id=f"ad-{number}", published_on=date(2016 + number % 8, 5, 1))
        for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_verdicts_are_those_of_one_scan_after_the_other(scanner: Scanner, copies: list[AdCopy], workers: int) -> None:
    async def ask_all() -> None:
        settings = BatchingSettings(workers=workers, budget=400)
        async with scanning_batcher(scanner, settings) as batcher:
            deadline = asyncio.get_running_loop().time() + 3600
            verdicts = await asyncio.gather(*(batcher.judge(copy, deadline=deadline) for copy in copies))
            statistics = batcher.statistics
        assert verdicts == [scanner.scan(copy) for copy in copies]
        assert statistics.answered == len(copies)
        assert 1 < statistics.batches < len(copies)

    asyncio.run(ask_all())


def test_an_ad_that_breaks_the_scanner_fails_alone() -> None:
    async def ask() -> None:
        async with scanning_batcher(FakeScanner(failing_text="炸")) as batcher:
            asked = [AdCopy.of_text(text, copy_id=text) for text in ("保本理财", "炸", "今日天气")]
            first, second, third = await asyncio.gather(*map(batcher.judge, asked), return_exceptions=True)
            assert not isinstance(first, BaseException)
            assert first.copy_id == "保本理财"
            assert isinstance(second, JudgingFailedError)
            assert not isinstance(third, BaseException)
            assert third.copy_id == "今日天气"

    asyncio.run(ask())


def test_an_ad_costs_about_its_tokens() -> None:
    passages = tuple(
        Passage(passage_id=str(number), kind=PassageKind.BODY, text=text)
        for number, text in enumerate(("保本", "", "息"))
    )
    assert cost_in_characters(AdCopy(copy_id="a", passages=passages)) == 7
    assert cost_in_characters(AdCopy(copy_id="none", passages=())) == 1
