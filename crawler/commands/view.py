"""Shows a crawl on a terminal: where it stands, and what it brought.

Knows nothing of crawling.
"""

import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Column, Table
from rich.text import Text

from crawler.collecting.progress import Progress
from crawler.collecting.summary import CrawlSummary
from crawler.revisiting import render
from crawler.shown import shown
from crawler.sites.site import Site

if TYPE_CHECKING:
    from crawler.commands.revisit import Revisited

_REASONS = {
    "finished": "完成 finished",
    "max_pages": "已到页数上限 page limit met",
    "shutdown": "已停止，同一命令可继续 stopped; the same command goes on",
    "cancelled": "已停止，同一命令可继续 stopped; the same command goes on",
}
_MOST_HOSTS = 20


class CrawlView:
    """A line that moves while a crawl runs, and a summary when it has ended."""

    def __init__(self, console: Console, *, is_quiet: bool) -> None:
        self._started = time.monotonic()
        self._console = console
        self._errors = Console(stderr=True, highlight=False)
        self._live = None if is_quiet else Live(console=self._errors, refresh_per_second=4, transient=True)

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def tell(self, progress: Progress) -> None:
        """Show where the crawl stands."""
        if self._live is not None:
            rate = progress.pages / max(time.monotonic() - self._started, 1e-9)
            self._live.update(
                Text(
                    f"页面 pages {progress.pages} · 广告 ads {progress.ads} · 问题 problems {progress.problems} · "
                    f"待采 waiting {progress.waiting} · {rate:.1f} 页/秒 pages/s"
                )
            )

    def say(self, zh: str, en: str) -> None:
        """Show a remark."""
        self._errors.print(f"{shown(zh)} {shown(en)}", soft_wrap=True)

    def close(self, summary: CrawlSummary) -> None:
        """Show what the crawl brought."""
        self._console.print(summary_view(summary))


def summary_view(summary: CrawlSummary) -> RenderableType:
    """The summary of one run."""
    lines = Table.grid(Column(), Column(overflow="fold"), padding=(0, 2))
    lines.add_row("结果 result", _REASONS.get(summary.reason, shown(summary.reason)))
    lines.add_row("页面 pages", f"{summary.pages}（问题 problems {summary.problems}，待采 waiting {summary.waiting}）")
    lines.add_row(
        "广告 ads", f"新 new {summary.new_ads} · 共 in all {summary.ads} · 见到 sightings {summary.sightings}"
    )
    lines.add_row("输出 output", shown(str(summary.out / "ads.jsonl")))
    if summary.archive is not None:
        lines.add_row("证据包 archive", shown(str(summary.archive)))
    lines.add_row("根哈希 root hash", summary.head)
    parts: list[RenderableType] = [lines]
    if any(host["problems"] for host in summary.hosts.values()):
        parts.append(_hosts_view(summary.hosts))
    parts += [
        Text(f"同类网址到上限 limit of one shape met: {shown(shape)}（另 {left} 个未采 {left} left）")
        for shape, left in sorted(summary.limited.items())[:_MOST_HOSTS]
    ]
    parts.append(Text(f"下一步 next: finad scan {shown(str(summary.out))}", style="dim"))
    return Group(*parts)


def _hosts_view(hosts: Mapping[str, Mapping[str, Any]]) -> Table:
    table = Table(title="未能采到 not seen", title_justify="left")
    for heading in ("主机 host", "尝试 tried", "采到 captured", "原因 why"):
        table.add_column(heading, overflow="fold")
    troubled = sorted(
        (item for item in hosts.items() if item[1]["problems"]), key=lambda item: -sum(item[1]["problems"].values())
    )
    for host, counts in troubled[:_MOST_HOSTS]:
        why = "，".join(f"{kind} {count}" for kind, count in sorted(counts["problems"].items()))
        table.add_row(shown(host), str(counts["tried"]), str(counts["captured"]), why)
    if len(troubled) > _MOST_HOSTS:
        table.add_row(f"另 {len(troubled) - _MOST_HOSTS} 个 more", "", "", "coverage.json")
    return table


def sites_view(sites: Sequence[Site]) -> RenderableType:
    """The sites that ship."""
    table = Table()
    for heading in ("名称 name", "起始 start", "类别 kind", "深度 depth", "定时 schedule"):
        table.add_column(heading, overflow="fold")
    for site in sites:
        table.add_row(
            site.name, "\n".join(site.start_urls), site.page_kind or "–", str(site.depth), site.schedule or "–"
        )
    return table


_STATES = {
    "gone": "广告已撤 gone",
    "page_gone": "页面已撤 page gone",
    "not_seen": "未能采到 not seen",
    "unchanged": "未变 unchanged",
    "respelt": "变形 respelt",
    "edited": "已改 edited",
    "replaced": "已换 replaced",
}


def revisit_view(result: "Revisited", *, language: Literal["zh", "en"]) -> RenderableType:
    """What became of past ads: counts, then each ad that changed."""
    counts = Table.grid(padding=(0, 2))
    for state, count in sorted(result.counts.items()):
        counts.add_row(_STATES.get(state, state), str(count))
    if result.left_out:
        counts.add_row("无网页 on no page", str(result.left_out))
    parts: list[RenderableType] = [counts]
    parts += [
        Text(render(comparison, language=language))
        for comparison in result.comparisons
        if comparison.state.value != "unchanged"
    ]
    parts.append(Text(f"输出 output: {shown(str(result.summary.out))}", style="dim"))
    return Group(*parts)
