"""``finad taxonomy``: the nine categories and the law behind them on a given day.

Knows nothing of ads.
"""

from datetime import date
from typing import Any

import orjson
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from classifier.datafiles.datafile import RULES_FOLDER
from classifier.finding import Citation
from classifier.legal.category import Category
from classifier.legal.law import Law, load_law
from classifier.legal.taxonomy import Taxonomy, load_taxonomy
from service.errors import WrongUsageError
from service.palette import SCREEN_PALETTE
from service.terminal.screen import write_out
from service.wording import CITATION_ROLES, UNCONFIRMED, Lang


def run_taxonomy(code: str | None, on: str | None, lang: Lang, console: Console, *, as_json: bool) -> int:
    """Show all categories, or one of them with its law as in force on ``on``.

    Raises:
        WrongUsageError: ``on`` is no date.
        UnknownCategoryError: there is no category ``code``.
    """
    law = load_law(RULES_FOLDER)
    taxonomy = load_taxonomy(RULES_FOLDER, law)
    day = _day_of(on, law)
    chosen = taxonomy.categories if code is None else (taxonomy.category(code),)
    if as_json:
        content = [_record(category, taxonomy, law, day) for category in chosen]
        option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        write_out(orjson.dumps(content if code is None else content[0], option=option))
    elif code is None:
        console.print(_table(taxonomy, lang))
    else:
        console.print(_details(chosen[0], taxonomy, law, day, lang))
    return 0


def _day_of(on: str | None, law: Law) -> date:
    if on is None:
        return law.as_of
    try:
        return date.fromisoformat(on)
    except ValueError as error:
        raise WrongUsageError(f"--date {on!r} is no day; write it as 2021-05-01") from error


def _cited(category: Category, taxonomy: Taxonomy, law: Law, day: date) -> tuple[Citation, ...]:
    # All products, so that what is cited only for some of them shows too.
    return taxonomy.citations_for(category.code, tuple(taxonomy.products), day, law)


def _record(category: Category, taxonomy: Taxonomy, law: Law, day: date) -> dict[str, Any]:
    return {
        "code": category.code,
        "number": category.number,
        "name_zh": category.name_zh,
        "name_en": category.name_en,
        "definition_zh": category.definition_zh,
        "definition_en": category.definition_en,
        "counts_zh": category.counts_zh,
        "counts_en": category.counts_en,
        "does_not_count_zh": category.does_not_count_zh,
        "does_not_count_en": category.does_not_count_en,
        "severity": category.severity,
        "law_on": day,
        "law": [
            {
                "provision": citation.provision_id,
                "role": citation.role,
                "cite_zh": citation.cite_zh,
                "cite_en": citation.cite_en,
                "confirmed": citation.is_confirmed,
                "in_force_from": citation.in_force_from,
                "in_force_to": citation.in_force_to,
            }
            for citation in _cited(category, taxonomy, law, day)
        ],
        "desks": [
            {"desk": desk.desk_id, "name_zh": desk.name_zh, "name_en": desk.name_en}
            for desk in taxonomy.desks_for(category.code, ())
        ],
    }


def _table(taxonomy: Taxonomy, lang: Lang) -> RenderableType:
    table = Table(box=None, header_style="dim", pad_edge=False)
    for title in ("#", "code", "类别" if lang is Lang.ZH else "category", "定义" if lang is Lang.ZH else "definition"):
        table.add_column(title, overflow="fold")
    for category, colour in zip(taxonomy.categories, SCREEN_PALETTE, strict=True):
        name, definition = _in_lang(category, lang)
        table.add_row(Text(str(category.number), style=colour), Text(category.code, style=colour), name, definition)
    return table


def _in_lang(category: Category, lang: Lang) -> tuple[str, str]:
    if lang is Lang.ZH:
        return category.name_zh, category.definition_zh
    return category.name_en, category.definition_en


def _details(category: Category, taxonomy: Taxonomy, law: Law, day: date, lang: Lang) -> RenderableType:
    is_zh = lang is Lang.ZH
    name, definition = _in_lang(category, lang)
    head = Text(f"{category.number} {name}  {category.code}\n", style=f"bold {SCREEN_PALETTE[category.number - 1]}")
    head.append(definition, style="default not bold")
    counts = category.counts_zh if is_zh else category.counts_en
    does_not_count = category.does_not_count_zh if is_zh else category.does_not_count_en
    cited = Text()
    for citation in _cited(category, taxonomy, law, day):
        cited.append(f"· {citation.cite_zh if is_zh else citation.cite_en}")
        cited.append(f"  {CITATION_ROLES[citation.role].in_lang(lang)}", style="dim")
        cited.append("" if citation.is_confirmed else f"  [{UNCONFIRMED.in_lang(lang)}]", style="yellow")
        cited.append("\n")
    desks = taxonomy.desks_for(category.code, ())
    sections = (
        ("认定为本类", "what counts", Text("\n".join(f"· {line}" for line in counts))),
        ("不认定为本类", "what does not", Text("\n".join(f"· {line}" for line in does_not_count))),
        (f"法律（{day.isoformat()} 有效）", f"law in force on {day.isoformat()}", cited),
        ("移送", "referral", Text("、".join(desk.name_zh if is_zh else desk.name_en for desk in desks))),
    )
    parts: list[RenderableType] = [head]
    for zh, en, body in sections:
        parts += [Text(f"\n{zh if is_zh else en}", style="bold"), Padding(body, (0, 0, 0, 2))]
    return Group(*parts)
