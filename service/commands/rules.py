"""``finad rules list | test | why``: what the rules are, whether they keep their word, and what they did with a text.

Knows nothing of files of ads.
"""

from collections.abc import Sequence
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from classifier.datafiles.datafile import RULES_FOLDER
from classifier.detectors.wording import Nomination
from classifier.errors import UnknownCategoryError
from classifier.rule_examples import failing_examples
from classifier.rulebook import Rule
from classifier.scanner import ScannerConfig, build_scanner
from classifier.text import AdCopy
from classifier.trail import reading_summary
from service.errors import WrongUsageError
from service.palette import SCREEN_PALETTE
from service.terminal.screen import write_out
from service.terminal.visible import visible
from service.wording import STATUSES

FAILED_STATUS = 1


def run_list(pack: str | None, category: str | None, console: Console, *, as_json: bool) -> int:
    """List the rules, of one pack or category where asked.

    Raises:
        WrongUsageError: there is no such pack.
        UnknownCategoryError: there is no such category.
    """
    scanner = build_scanner(ScannerConfig(with_edits=False))
    rulebook, codes = scanner.assembly.rulebook, scanner.assembly.taxonomy.codes
    packs = {known.pack_id: known for known in rulebook.packs}
    if pack is not None and pack not in packs:
        raise WrongUsageError(f"no pack {pack!r}; the packs are {', '.join(packs)}")
    if category is not None and category not in codes:
        raise UnknownCategoryError(f"unknown category {category!r}; known: {', '.join(codes)}")
    rules = [
        rule
        for rule in rulebook.rules
        if (pack is None or rule.pack == pack) and (category is None or rule.category == category)
    ]
    if as_json:
        records = [_record(rule) for rule in rules]
        write_out(orjson.dumps(records, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        return 0
    for pack_id, known in packs.items():
        own = [rule for rule in rules if rule.pack == pack_id]
        if not own:
            continue
        title = Text(f"{known.name_zh} {known.name_en} ({pack_id}) · {len(own)}", style="bold")
        table = Table(box=None, pad_edge=False, header_style="dim", title=title, title_justify="left")
        for name in ("规则 rule", "类别 category", "状态 status", "强度 strength", "命中示例 hit"):
            table.add_column(name, overflow="fold")
        for rule in own:
            colour = SCREEN_PALETTE[codes.index(rule.category)]
            cells = (rule.rule_id, Text(rule.category, style=colour), STATUSES[rule.status].zh, rule.strength)
            table.add_row(*cells, Text(rule.hits[0]))
        console.print(table, "")
    console.print(Text(f"{len(rules)} 条规则 rules", style="dim"))
    return 0


def run_test(files: Sequence[Path], console: Console) -> int:
    """Run the hits and misses of every rule, or of the rules in the pack files named; status 1 when one fails.

    Raises:
        WrongUsageError: a file is none of the rule packs.
        DataFileError: the rule files hold errors.
    """
    scanner = build_scanner(ScannerConfig(with_edits=False))
    assembly = scanner.assembly
    pack_ids = {_pack_id_of(file, [pack.pack_id for pack in assembly.rulebook.packs]) for file in files}
    rules = tuple(rule for rule in assembly.rulebook.rules if not pack_ids or rule.pack in pack_ids)
    failures = list(failing_examples(assembly.reader, assembly.wording, rules))
    for failure in failures:
        console.print(Text(f"✗ {failure}", style="red"))
    examples = sum(len(rule.hits) + len(rule.misses) for rule in rules)
    said = f"{len(rules)} 条规则 rules · {examples} 个示例 examples · {len(failures)} 个不符 failed"
    console.print(Text(said, style="red" if failures else "green"))
    return FAILED_STATUS if failures else 0


def run_why(text: str, rule_id: str | None, config: ScannerConfig, console: Console) -> int:
    """Show how a text is read, which wordings the rules named in it, and what became of each.

    Raises:
        WrongUsageError: there is no such rule.
    """
    scanner = build_scanner(config)
    assembly = scanner.assembly
    if rule_id is not None and assembly.rulebook.rule(rule_id) is None:
        raise WrongUsageError(f"no rule {rule_id!r}; finad rules list names them")
    reading = assembly.reader.read(AdCopy.of_text(text))
    nominations = [
        item for item in assembly.wording.nominations(reading) if rule_id is None or item.rule.rule_id == rule_id
    ]
    console.print(Text(f"读作 read as: {reading_summary(reading)}", style="dim"))
    if not nominations:
        console.print(Text("没有规则命中任何词句。 No rule named any wording.", style="dim"))
        return 0
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("", "规则 rule", "类别 category", "词句 wording", "结果 what became of it"):
        table.add_column(name, overflow="fold")
    for item in nominations:
        table.add_row(*_nomination_cells(item, assembly.taxonomy.codes))
    console.print(table)
    return 0


def _nomination_cells(item: Nomination, codes: Sequence[str]) -> tuple[Text, ...]:
    is_standing = item.dropped is None
    became = "成立 stands" if item.dropped is None else f"排除 dropped: {item.dropped.value} {item.detail}".rstrip()
    return (
        Text("✓" if is_standing else "–", style="red" if is_standing else "dim"),
        Text(item.rule.rule_id),
        Text(item.rule.category, style=SCREEN_PALETTE[codes.index(item.rule.category)]),
        Text(f"“{visible(item.page.evidence(item.span).quote)}”", style="bold"),
        Text(visible(became), style="red" if is_standing else "dim"),
    )


def _record(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule.rule_id,
        "pack": rule.pack,
        "category": rule.category,
        "status": rule.status,
        "strength": rule.strength,
        "terms": rule.terms,
        "patterns": rule.patterns,
        "reason_zh": rule.reason_zh,
        "reason_en": rule.reason_en,
        "provisions": rule.provisions,
        "source": rule.source,
        "hits": rule.hits,
        "misses": rule.misses,
    }


def _pack_id_of(file: Path, known: Sequence[str]) -> str:
    if file.stem not in known:
        folder = RULES_FOLDER / "packs"
        raise WrongUsageError(f"{file}: no pack of that name in {folder}; the packs are {', '.join(known)}")
    return file.stem
