"""Reads licence lists from CSV and XLSX, with Chinese or English headers, reporting all errors at once.

Knows nothing of what is looked up.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

from classifier.entities.checksums import is_credit_code
from classifier.errors import RegistryFileError
from classifier.institutions import default_institutions
from classifier.registry.entry import RegistryEntry, Standing, number_key
from classifier.registry.lookup import Registry

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


def load_registry(path: Path, *, trade: str | None = None, standing: Standing = Standing.LICENSED) -> Registry:
    """Read one list.

    The first row holds the headers, English or Chinese (``name``/机构名称, ``credit_code``/统一社会信用代码, …); a name
    is all that is required. CSV may be UTF-8, GBK or any encoding that can be told from the bytes.

    Args:
        path: ``.csv``, ``.tsv`` or ``.xlsx``.
        trade: id of the trade of all rows that state none; required for such rows unless the list is negative.
        standing: what a row without a status means; ``Standing.NEGATIVE`` for a warning list.

    Raises:
        RegistryFileError: the file cannot be read, or rows are wrong; all wrong rows are named with their number.
    """
    trades = default_institutions().trades
    if trade is not None and trade not in trades:
        raise RegistryFileError(f"unknown trade {trade!r}; known: {', '.join(sorted(trades))}")
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
    problems: list[str] = []
    entries = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {column: row[index].strip() for index, column in columns.items() if index < len(row)}
        if any(cells.values()):
            entry = _entry(cells, f"{path.name}:{number}", trade, standing, problems)
            if entry is not None:
                entries.append(entry)
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


def _decode(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(content).best()
    if best is None:
        raise RegistryFileError(f"{path}: the encoding cannot be told; save the file as UTF-8")
    return str(best)


def _xlsx_rows(path: Path) -> list[Sequence[str]]:
    from zipfile import BadZipFile  # noqa: PLC0415

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError) as error:
        raise RegistryFileError(f"{path}: no xlsx workbook: {error}") from error
    try:
        sheet = workbook.worksheets[0]
        return [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    finally:
        workbook.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _entry(
    cells: Mapping[str, str], source: str, trade: str | None, standing: Standing, problems: list[str]
) -> RegistryEntry | None:
    before = len(problems)
    name = cells.get("name", "")
    if not name:
        problems.append(f"{source}: no name; fill it in or delete the row")
    stated = _standing(cells.get("status", ""), standing, source, problems)
    trades = _trades(cells.get("trade", ""), trade)
    if not trades and stated is not Standing.NEGATIVE:
        problems.append(
            f"{source}: trade {cells.get('trade', '')!r} is none of the known ones; write one of "
            f"{', '.join(sorted(default_institutions().trades))} or a Chinese name of it, or load the list with trade=…"
        )
    code = cells.get("credit_code") or None
    if code is not None and not is_credit_code(number_key(code)):
        problems.append(f"{source}: credit code {code!r} is wrong (18 characters, check character); mend or empty it")
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


def _standing(status: str, default: Standing, source: str, problems: list[str]) -> Standing:
    if not status:
        return default
    for standing, words in _STANDINGS.items():
        if any(word in status.lower() for word in words):
            return standing
    known: Iterable[str] = (word for words in _STANDINGS.values() for word in words)
    problems.append(f"{source}: status {status!r} is unknown; write one of {', '.join(known)}")
    return default


def _trades(stated: str, default: str | None) -> frozenset[str]:
    trades = default_institutions().trades
    by_label = {label: trade.id for trade in trades.values() for label in (*trade.labels, trade.id, trade.name_zh)}
    found = {by_label[part.strip()] for part in _SPLIT.split(stated) if part.strip() in by_label}
    if not found and default is not None:
        found.add(default)
    return frozenset(found)


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
