"""Reads licence lists from CSV and XLSX, with Chinese or English headers, reporting all errors at once.

Knows nothing of what is looked up.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from classifier.entities.checksums import is_credit_code
from classifier.errors import RegistryFileError
from classifier.institutions.catalogue_file import Trade
from classifier.registry.entry import RegistryEntry, Standing, number_key
from classifier.registry.lookup import Registry
from classifier.registry.source import RegistrySource

_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "名称", "机构名称", "企业名称", "公司名称", "单位名称", "全称",
        "机构全称", "法人名称", "银行名称"),
    "credit_code": ("credit_code", "uscc", "ucc", "统一社会信用代码", "社会信用代码", "信用代码"),
    "licence_no": (
        "licence_no", "license_no", "许可证号", "许可证编号", "许可证编码", "编号", "登记编号", "机构编码", "牌照号",
    ),
    "trade": ("trade", "scope", "业务类型", "业务范围", "业务", "行业", "类别", "机构类型", "经营范围", "许可类型"),
    "status": ("status", "状态", "机构状态", "许可状态", "登记状态", "经营状态"),
    "aliases": ("aliases", "alias", "别名", "简称", "品牌", "商标", "平台名称", "产品名称"),
    "valid_from": ("valid_from", "有效期起", "有效期自", "发证日期", "首次许可日期", "批准日期", "成立日期",
        "起始日期"),
    "valid_to": ("valid_to", "有效期止", "有效期至", "到期日", "截止日期", "注销日期", "失效日期", "终止日期"),
    "as_of": ("as_of", "截至日期", "数据日期", "更新日期", "名单日期", "截至"),
}  # fmt: skip
_COLUMNS: Final = {alias: column for column, aliases in _HEADERS.items() for alias in aliases}
_STANDINGS: Final[Mapping[Standing, tuple[str, ...]]] = {
    Standing.NEGATIVE: ("negative", "blacklist", "黑名单", "非法", "仿冒", "假冒", "警示", "负面", "违法", "异常"),
    Standing.WITHDRAWN: (
        "withdrawn", "cancelled", "canceled", "revoked", "expired", "注销", "吊销", "撤销", "失效", "过期", "退出",
        "终止",
        "停业", "解散", "不予续展", "中止",
    ),
    Standing.LICENSED: (
        "licensed", "active", "valid", "正常", "有效", "在业", "存续", "持牌", "在营", "已登记", "已获许可", "开业",
    ),
}  # fmt: skip
_DATE: Final = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ t]\d{1,2}:\d{2}.*)?", re.IGNORECASE)
_OPEN_ENDED: Final = frozenset({"长期", "长期有效", "无固定期限", "-", "—", "/", "至今", "永久"})
_SPLIT: Final = re.compile(r"[;；,，、|/\n]+")
_MAX_SHOWN: Final = 50


def load_registry(source: RegistrySource, trades: Mapping[str, Trade]) -> Registry:
    """Read one list.

    The first row holds the headers, English or Chinese (``name``/机构名称, ``credit_code``/统一社会信用代码, …); a name
    is all that is required. CSV is UTF-8, GB18030 (which holds GBK), or UTF-16 with a byte order mark.

    Args:
        source: the list and what its rows mean.
        trades: known trades by id.

    Raises:
        RegistryFileError: the file cannot be read, or rows are wrong; all wrong rows are named with their number.
    """
    path = source.path
    if source.trade is not None and source.trade not in trades:
        raise RegistryFileError(f"{path}: unknown trade {source.trade!r}; known: {', '.join(sorted(trades))}")
    reader = _RowReader(
        file=path.name,
        trade=source.trade,
        standing=Standing.NEGATIVE if source.is_watch_list else Standing.LICENSED,
        trade_ids={label: trade.id for trade in trades.values() for label in (*trade.labels, trade.id, trade.name_zh)},
        known_trades=tuple(sorted(trades)),
        problems=[],
    )
    rows = _rows(path)
    if not rows:
        raise RegistryFileError(
            f"{path.name}: no rows; the first row must hold the headers, one of them 机构名称 or name"
        )
    columns = {index: _COLUMNS[key] for index, cell in enumerate(rows[0]) if (key := _header_key(cell)) in _COLUMNS}
    if "name" not in columns.values():
        raise RegistryFileError(
            f"{path.name}: row 1: no column for the name among {rows[0]!r}; "
            f"call it one of {', '.join(_HEADERS['name'])}"
        )
    repeated = sorted({column for column in columns.values() if list(columns.values()).count(column) > 1})
    if repeated:
        raise RegistryFileError(f"{path.name}: row 1: several columns mean {', '.join(repeated)}; keep one of each")
    entries = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {column: row[index].strip() for index, column in columns.items() if index < len(row)}
        if any(cells.values()):
            entry = reader.entry(cells, number)
            if entry is not None:
                entries.append(entry)
    problems = reader.problems
    if problems:
        shown = "\n".join(f"  {problem}" for problem in problems[:_MAX_SHOWN])
        rest = f"\n  and {len(problems) - _MAX_SHOWN} more" if len(problems) > _MAX_SHOWN else ""
        raise RegistryFileError(f"{path.name}: {len(problems)} problem(s)\n{shown}{rest}")
    return Registry(tuple(entries))


def _header_key(cell: str) -> str:
    return re.sub(r"[\s　*()（）]+", "", cell).lower()


def _rows(path: Path) -> list[Sequence[str]]:
    suffix = path.suffix.lower()
    try:
        if suffix == ".xlsx":
            return _xlsx_rows(path)
        if suffix in (".csv", ".tsv"):
            text = _decode(path)
            return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if suffix == ".tsv" else ","))
    except (OSError, csv.Error) as error:
        raise RegistryFileError(f"{path}: cannot be read: {error}") from error
    raise RegistryFileError(f"{path}: licence lists are .csv, .tsv or .xlsx files, not {suffix or 'without a suffix'}")


_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CERTAINLY_UTF8: Final = 8
"""So many non-ASCII characters in valid UTF-8 do not come about in GB18030 by chance."""


def _decode(path: Path) -> str:
    content = path.read_bytes()
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_as(encoding, content, len(mark), path)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        sure = content[: error.start].decode("utf-8")
        if sum(not character.isascii() for character in sure) >= _CERTAINLY_UTF8:
            raise RegistryFileError(
                f"{path}: UTF-8 up to byte {error.start}, where {content[error.start : error.end].hex(' ')} follows; "
                "mend that place or save the file as UTF-8 again"
            ) from error
    return _decode_as("gb18030", content, 0, path)


def _decode_as(encoding: str, content: bytes, start: int, path: Path) -> str:
    try:
        return content[start:].decode(encoding)
    except UnicodeDecodeError as error:
        place = start + error.start
        tried = "neither UTF-8 nor GB18030" if encoding == "gb18030" else f"marked as {encoding} but is not"
        raise RegistryFileError(
            f"{path}: {tried} at byte {place} ({content[place : start + error.end].hex(' ')}); save the file as UTF-8"
        ) from error


def _xlsx_rows(path: Path) -> list[Sequence[str]]:
    from openpyxl import load_workbook

    with path.open("rb"):
        pass  # a file that is missing or locked is no broken workbook
    # Of a damaged workbook openpyxl lets out whatever its parts raise: ValueError, KeyError, zlib.error, ParseError …
    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = workbook.worksheets[0]
            return [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        finally:
            workbook.close()
    except Exception as error:
        raise RegistryFileError(
            f"{path}: cannot be read as an xlsx workbook: {type(error).__name__}: {error}; open and save it again in a "
            "spreadsheet program, or save it as CSV"
        ) from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _RowReader:
    """Turns the rows of one list into entries."""

    file: str
    trade: str | None
    standing: Standing
    """Of a row that states none."""
    trade_ids: Mapping[str, str]
    """Every word for a trade to its id."""
    known_trades: tuple[str, ...]
    problems: list[str]

    def entry(self, cells: Mapping[str, str], number: int) -> RegistryEntry | None:
        """The entry of a row; ``None`` where anything in it is wrong, all of which goes to ``problems``."""
        problems, source = self.problems, f"{self.file}:{number}"
        before = len(problems)
        name = cells.get("name", "")
        if not name:
            problems.append(f"{source}: no name; fill it in or delete the row")
        stated = _standing(cells.get("status", ""), self.standing, source, problems)
        trades = self._trades(cells.get("trade", ""))
        if not trades and stated is not Standing.NEGATIVE:
            problems.append(
                f"{source}: trade {cells.get('trade', '')!r} is none of the known ones; write one of "
                f"{', '.join(self.known_trades)} or a Chinese name of it, or state one trade for the whole list"
            )
        code = cells.get("credit_code") or None
        if code is not None and not is_credit_code(number_key(code)):
            problems.append(
                f"{source}: credit code {code!r} is wrong (18 characters, check character); mend or empty it"
            )
        dates = {key: _date(cells.get(key, ""), key, source, problems) for key in ("valid_from", "valid_to", "as_of")}
        if dates["valid_from"] and dates["valid_to"] and dates["valid_to"] < dates["valid_from"]:
            problems.append(f"{source}: valid_to {dates['valid_to']} lies before valid_from {dates['valid_from']}")
        if len(problems) > before:
            return None
        return RegistryEntry(
            name=name,
            standing=stated,
            trades=trades,
            credit_code=code,
            licence_no=cells.get("licence_no") or None,
            aliases=tuple(alias.strip() for alias in _SPLIT.split(cells.get("aliases", "")) if alias.strip()),
            valid_from=dates["valid_from"],
            valid_to=dates["valid_to"],
            as_of=dates["as_of"],
            source=source,
        )

    def _trades(self, stated: str) -> frozenset[str]:
        found = {self.trade_ids[part.strip()] for part in _SPLIT.split(stated) if part.strip() in self.trade_ids}
        if not found and self.trade is not None:
            found.add(self.trade)
        return frozenset(found)


def _standing(status: str, default: Standing, source: str, problems: list[str]) -> Standing:
    if not status:
        return default
    for standing, words in _STANDINGS.items():
        if any(word in status.lower() for word in words):
            return standing
    known: Iterable[str] = (word for words in _STANDINGS.values() for word in words)
    problems.append(f"{source}: status {status!r} is unknown; write one of {', '.join(known)}")
    return default


def _date(stated: str, column: str, source: str, problems: list[str]) -> date | None:
    if not stated or stated in _OPEN_ENDED:
        return None
    match = _DATE.fullmatch(stated)
    try:
        if match is not None:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    problems.append(f"{source}: {column} {stated!r} is no date; write it as 2024-01-31")
    return None
