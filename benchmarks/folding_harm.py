"""How often undoing disguises changes texts that hide nothing: rewrites per 10,000 texts, by kind, with samples.

Knows nothing of where the texts come from; whoever runs it vouches that they are ordinary.

::

    python benchmarks/folding_harm.py news.txt.gz reviews.txt --limit 20000 --show 5 [--terms terms.txt]
"""

import argparse
import gzip
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from classifier.disguise import Unmasker
from classifier.folding import fold

Change = tuple[str, str]
"""What kind of change was made to a text, and how it looks."""

DEFAULT_TERMS = [
    "保本",
    "保息",
    "保本保息",
    "保本保收益",
    "本息保障",
    "稳赚",
    "稳赚不赔",
    "只赚不赔",
    "零风险",
    "无风险",
    "高收益",
    "躺赚",
    "刚性兑付",
    "兜底",
    "包赔",
    "固定收益",
    "保证收益",
    "稳定收益",
    "收益率",
    "年化",
    "年化收益",
    "预期收益",
    "日赚",
    "月入过万",
    "秒批",
    "秒到账",
    "百分百下款",
    "不看征信",
    "不查征信",
    "黑户",
    "征信修复",
    "征信洗白",
    "套现",
    "代还",
    "养卡",
    "配资",
    "原始股",
    "荐股",
    "内幕消息",
    "牛股",
    "涨停",
    "专家推荐",
    "老师带单",
    "学员",
    "客户见证",
    "比特币",
    "泰达币",
    "虚拟货币",
    "代理退保",
    "首付贷",
    "零首付",
    "首付分期",
    "首付垫资",
    "高评高贷",
    "经营贷",
    "返租",
    "包租",
    "售后包租",
    "国资背景",
    "银行存管",
    "等同存款",
    "即将停售",
    "稳健",
    "理财",
    "贷款",
    "投资",
    "收益",
    "风险",
]


@dataclass(kw_only=True)
class Harm:
    """What happened to the texts of one file."""

    texts: int = 0
    changed: int = 0
    """Texts with at least one change."""
    by_kind: Counter[str] = field(default_factory=Counter)
    """Texts with at least one change of the kind."""
    samples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    seconds: float = 0.0

    @property
    def per_10k(self) -> float:
        """Changed texts per 10,000."""
        return 10_000 * self.changed / self.texts if self.texts else 0.0


def measure(texts: Iterable[str], changes_of: Callable[[str], Iterable[Change]], *, keep: int = 0) -> Harm:
    """Count the texts that ``changes_of`` says are changed.

    Args:
        texts: ordinary texts.
        changes_of: the changes made to a text: kind and sample. Anything that reads a text can stand here,
            from a bare ``Unmasker`` to a scan with and without it.
        keep: samples kept per kind.
    """
    harm = Harm()
    for text in texts:
        started = time.perf_counter()
        changes = list(changes_of(text))
        harm.seconds += time.perf_counter() - started
        harm.texts += 1
        harm.changed += bool(changes)
        harm.by_kind.update({kind for kind, _ in changes})
        for kind, sample in changes:
            if len(harm.samples[kind]) < keep:
                harm.samples[kind].append(sample)
    return harm


def rewrites_by(unmasker: Unmasker) -> Callable[[str], list[Change]]:
    """Changes that ``unmasker`` makes, innocent folding left out."""

    def changes_of(text: str) -> list[Change]:
        folded = fold(text)
        unmasked = unmasker.unmask(folded)
        if unmasked is folded:
            return []
        changes = []
        for undone in unmasked.folds:
            if undone in folded.folds:
                continue
            start, end = undone.raw_span.start, undone.raw_span.end
            around = f"{text[max(0, start - 12) : start]}[{undone.original}→{undone.folded}]{text[end : end + 12]}"
            changes.append(("+".join(undone.kinds), around))
        return changes

    return changes_of


def lines_of(path: Path) -> Iterator[str]:
    """Non-empty lines of a UTF-8 text file, which may be gzipped."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield line.rstrip("\n")


def main() -> None:
    """Print a table of files and kinds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="plain text, one a line; .gz is fine")
    parser.add_argument("--limit", type=int, default=None, help="texts read per file")
    parser.add_argument("--show", type=int, default=0, help="samples printed per kind")
    parser.add_argument("--terms", type=Path, default=None, help="guarded terms, separated by white space")
    options = parser.parse_args()
    terms = options.terms.read_text(encoding="utf-8").split() if options.terms else DEFAULT_TERMS
    changes_of = rewrites_by(Unmasker(terms))
    print(f"{len(terms)} guarded terms; texts per 10,000 with a rewrite")
    for path in options.files:
        harm = measure(islice(lines_of(path), options.limit), changes_of, keep=options.show)
        rate = harm.texts / harm.seconds if harm.seconds else 0.0
        print(f"\n{path.name}: {harm.texts} texts, {harm.per_10k:.1f} per 10,000 changed, {rate:,.0f} texts/s")
        for kind, count in harm.by_kind.most_common():
            print(f"  {kind:24} {10_000 * count / harm.texts:7.2f}  ({count})")
            for sample in harm.samples[kind]:
                print(f"      {sample}")


if __name__ == "__main__":
    main()
