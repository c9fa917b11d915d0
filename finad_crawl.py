"""The command line of ``finad crawl``, ``finad capture`` and ``finad revisit``.

Knows nothing of how any of it is done. Packages are imported inside the commands, as in ``finad``.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from finad_options import AsJson, Language

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

    from crawler.spider.plan import WebOptions
crawl_app = typer.Typer(context_settings={"help_option_names": ["-h", "--help"]})

Out = Annotated[Path, typer.Option("--out", "-o", help="输出目录。 Folder to write to.", metavar="FOLDER")]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="起始网址与 --resolve 可为内网或本机地址。 The hosts you name may have private addresses.",
    ),
]
AllowNetwork = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-network",
        help="另允许的内网网段，可多次给出。 Private network that pages may lead to; may be given again.",
        metavar="CIDR",
    ),
]
MaxPages = Annotated[
    int | None, typer.Option("--max-pages", min=1, help="最多页数。 Visits at most, in this run.", metavar="N")
]
Filters = Annotated[
    list[Path] | None,
    typer.Option(
        "--filters", help="广告过滤规则（EasyList 格式），可多次给出。 Filter list; may be given again.", metavar="LIST"
    ),
]
Resolve = Annotated[
    list[str] | None,
    typer.Option(
        "--resolve",
        help="主机名对应的地址，可用 *.域名。 Address that answers for a host, or for *.domain; may be given again.",
        metavar="HOST=ADDRESS",
    ),
]
NoBrowser = Annotated[
    bool, typer.Option("--no-browser", help="不用浏览器，只取 HTTP。 Plain HTTP: no script runs, nothing is drawn.")
]
BrowserPath = Annotated[
    Path | None,
    typer.Option(
        "--browser", envvar="FINAD_BROWSER", help="Chromium 程序，默认自动寻找。 Chromium to use; found by itself."
    ),
]
Viewport = Annotated[
    str | None,
    typer.Option("--viewport", help="desktop、mobile。 Window to draw in, instead of the site's.", metavar="NAME"),
]
Contact = Annotated[
    str | None,
    typer.Option(
        "--contact",
        envvar="FINAD_CONTACT",
        help="写入 User-Agent 的联系方式。 Whom a site's operator may write to; part of the User-Agent.",
    ),
]
Timestamp = Annotated[
    str | None,
    typer.Option("--timestamp", help="RFC 3161 时间戳服务地址。 Time-stamping server to ask.", metavar="URL"),
]


@crawl_app.command()
def crawl(  # noqa: PLR0913, PLR0917 - a command has as many parameters as options
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            help="站点名、网址、sites.yaml、HAR、mitmproxy 流量、界面 XML、字幕、扫描件、文件夹、appium://主机:端口。 "
            "Names of sites, addresses, sites.yaml, recordings, screen dumps, transcripts, scans, folders, devices.",
            metavar="SITE|URL|FILE|FOLDER…",
        ),
    ] = None,
    out: Out = Path("out/crawl"),
    max_pages: MaxPages = None,
    depth: Annotated[int | None, typer.Option(min=0, help="链接深度。 Links to follow from a start address.")] = None,
    delay: Annotated[
        float | None, typer.Option(min=0, help="同一主机两次请求的最短间隔（秒）。 Least seconds between requests.")
    ] = None,
    filters: Filters = None,
    allow_private: AllowPrivate = False,
    allow_network: AllowNetwork = None,
    resolve: Resolve = None,
    no_browser: NoBrowser = False,
    browser: BrowserPath = None,
    viewport: Viewport = None,
    contact: Contact = None,
    frontier: Annotated[
        str | None,
        typer.Option(
            envvar="FINAD_FRONTIER",
            help="多个工作进程共用的 Redis 队列。 Redis that several workers share, each with its own --out.",
            metavar="redis://…",
        ),
    ] = None,
    worker: Annotated[
        str, typer.Option(help="工作进程名，重启后不变。 Name of this worker; the same after a restart.")
    ] = "1",
    blobs: Annotated[
        str | None, typer.Option(help="证据文件存放处（fsspec 地址）。 Where the bytes go, any address of fsspec.")
    ] = None,
    timestamp: Timestamp = None,
    no_wacz: Annotated[bool, typer.Option("--no-wacz", help="不打包 WACZ。 Pack no archive at the end.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="等待文件夹中的新文件。 Wait for new files in folders.")
    ] = False,
    channel: Annotated[str | None, typer.Option(help="文件的渠道。 Channel of files handed in.")] = None,
    medium: Annotated[
        Literal["tv", "radio", "newspaper", "magazine", "leaflet", "outdoor", "video", "other"] | None,
        typer.Option(help="文件的媒体。 Their medium."),
    ] = None,
    place: Annotated[str | None, typer.Option(help="发布地点。 Where they were published.")] = None,
    advertiser: Annotated[str | None, typer.Option(help="广告主。 Their advertiser.")] = None,
    date: Annotated[str | None, typer.Option(help="发布日期。 Their date.", metavar="YYYY-MM-DD")] = None,
    declared: Annotated[
        list[Path] | None,
        typer.Option(help="接口字段声明（YAML），可多次给出。 Declared paths of app answers.", metavar="FILE"),
    ] = None,
    mitmdump: Annotated[
        Path | None, typer.Option(envvar="FINAD_MITMDUMP", help="mitmdump 程序。 mitmdump to read .flow files with.")
    ] = None,
    app: Annotated[str | None, typer.Option(help="录制的应用名。 Name of the app that was recorded.")] = None,
    capability: Annotated[
        list[str] | None,
        typer.Option(
            help="真机会话参数，可多次给出。 Of a device session: appium:appPackage=…",
            metavar="KEY=VALUE",
        ),
    ] = None,
    screens: Annotated[int, typer.Option(min=1, help="真机最多看几屏。 Screens of a live device.")] = 20,
    list_sites: Annotated[bool, typer.Option("--list", help="列出自带站点。 List the sites that ship.")] = False,
    print_addon: Annotated[
        bool, typer.Option("--print-addon", help="打印 mitmproxy 插件路径。 Print the path of the mitmproxy add-on.")
    ] = False,
    log: Annotated[
        Path | None, typer.Option("--log", help="运行日志文件。 File for the log of the run.", metavar="FILE")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度。 No progress.")] = False,
) -> None:
    """采集广告。 Collect ads, each with the sealed capture that proves it."""
    from crawler.commands.view import CrawlView, sites_view  # noqa: PLC0415

    screen = _screen()
    if list_sites:
        from crawler.sites.loading import shipped_sites  # noqa: PLC0415

        screen.print(sites_view(shipped_sites()))
        return
    if print_addon:
        from crawler.apps.flows import ADDON  # noqa: PLC0415

        screen.print(str(ADDON), soft_wrap=True)
        return
    if not sources:
        raise typer.BadParameter("name a site, an address or a file; --list shows the sites that ship")
    from crawler.commands.crawl import STOPPED, run_crawl  # noqa: PLC0415
    from crawler.commands.request import CrawlRequest  # noqa: PLC0415
    from crawler.sources.handed_in import HandedIn  # noqa: PLC0415

    request = CrawlRequest(
        arguments=tuple(sources),
        out=out,
        web=_web_options(
            max_pages=max_pages,
            depth=depth,
            delay=delay,
            viewport=viewport,
            no_browser=no_browser,
            browser=browser,
            filters=filters,
            allow_private=allow_private,
            allow_network=allow_network,
            resolve=resolve,
            contact=contact,
            frontier=frontier,
            worker=worker,
            log=log,
        ),
        handed_in=HandedIn(
            channel=channel,
            medium=medium,
            place=place,
            advertiser=advertiser,
            published_at=_day_of(date),
            app=app,
            capabilities=_pairs_of(capability or []),
            declared_paths=tuple(declared or ()),
            filter_lists=tuple(filters or ()),
            mitmdump=mitmdump,
            screens=screens,
        ),
        blobs_at=blobs,
        packs=not no_wacz,
        timestamp_url=timestamp,
        watches=watch,
    )
    with CrawlView(screen, is_quiet=quiet) as view:
        summary = run_crawl(request, tell=view.tell, say=view.say)
    view.close(summary)
    raise typer.Exit(130 if summary.reason in STOPPED else 0)


@crawl_app.command()
def capture(  # noqa: PLR0913, PLR0917 - as above
    url: Annotated[str, typer.Argument(help="网址。 Address.", metavar="URL")],
    out: Annotated[Path, typer.Option("--out", "-o", help="WACZ 文件。 Archive to write.", metavar="FILE.wacz")],
    filters: Filters = None,
    allow_private: AllowPrivate = False,
    allow_network: AllowNetwork = None,
    resolve: Resolve = None,
    no_browser: NoBrowser = False,
    browser: BrowserPath = None,
    viewport: Viewport = None,
    contact: Contact = None,
    timestamp: Timestamp = None,
) -> None:
    """采集一页并封存。 Capture one page with its ads and landing pages, sealed in one file."""
    from crawler.commands.capture import run_capture  # noqa: PLC0415
    from crawler.commands.view import CrawlView  # noqa: PLC0415

    web = _web_options(
        no_browser=no_browser,
        browser=browser,
        viewport=viewport,
        filters=filters,
        allow_private=allow_private,
        allow_network=allow_network,
        resolve=resolve,
        contact=contact,
    )
    with CrawlView(_screen(), is_quiet=True) as view:
        summary = run_capture(url, out, web=web, timestamp_url=timestamp, tell=view.tell, say=view.say)
    view.close(summary)
    raise typer.Exit(0 if not summary.problems else 1)


@crawl_app.command()
def revisit(  # noqa: PLR0913, PLR0917 - as above
    folder: Annotated[Path, typer.Argument(help="以前的采集目录。 Folder of a past crawl.", metavar="FOLDER")],
    ad: Annotated[
        list[str] | None, typer.Option("--ad", help="只看这些广告。 These ads alone; may be given again.", metavar="ID")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="输出目录。 Folder to write to.", metavar="FOLDER")
    ] = None,
    filters: Filters = None,
    allow_private: AllowPrivate = False,
    allow_network: AllowNetwork = None,
    resolve: Resolve = None,
    no_browser: NoBrowser = False,
    browser: BrowserPath = None,
    viewport: Viewport = None,
    contact: Contact = None,
    delay: Annotated[
        float | None, typer.Option(min=0, help="同一主机两次请求的最短间隔（秒）。 Least seconds between requests.")
    ] = None,
    timestamp: Timestamp = None,
    lang: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """回访。 Look at the pages of past ads again: gone, unchanged, respelt, edited or replaced."""
    from crawler.commands.revisit import RevisitRequest, run_revisit  # noqa: PLC0415
    from crawler.commands.view import CrawlView, revisit_view  # noqa: PLC0415

    screen = _screen()
    request = RevisitRequest(
        folder=folder,
        ad_ids=tuple(ad or ()),
        out=out,
        web=_web_options(
            delay=delay,
            no_browser=no_browser,
            browser=browser,
            viewport=viewport,
            filters=filters,
            allow_private=allow_private,
            allow_network=allow_network,
            resolve=resolve,
            contact=contact,
        ),
        timestamp_url=timestamp,
    )
    with CrawlView(screen, is_quiet=as_json) as view:
        result = run_revisit(request, tell=view.tell, say=view.say)
    if as_json:
        screen.print(result.as_json(), markup=False, highlight=False, soft_wrap=True)
    else:
        screen.print(revisit_view(result, language=lang))


def _screen() -> "Console":
    from service.terminal.screen import Screen  # noqa: PLC0415

    return Screen(highlight=False)


def _web_options(  # noqa: PLR0913 - as above
    *,
    max_pages: int | None = None,
    depth: int | None = None,
    delay: float | None = None,
    viewport: str | None,
    no_browser: bool,
    browser: Path | None,
    filters: list[Path] | None,
    allow_private: bool,
    allow_network: list[str] | None,
    resolve: list[str] | None,
    contact: str | None,
    frontier: str | None = None,
    worker: str = "1",
    log: Path | None = None,
) -> "WebOptions":
    from crawler.spider.plan import WebOptions  # noqa: PLC0415

    return WebOptions(
        max_pages=max_pages,
        depth=depth,
        delay_s=delay,
        viewport=viewport,
        uses_browser=not no_browser,
        browser=browser,
        filter_lists=tuple(filters or ()),
        allows_private=allow_private,
        allowed_networks=_networks_of(allow_network or []),
        resolve=_resolved(resolve or []),
        contact=contact,
        frontier=frontier,
        worker=worker,
        log=log,
    )


def _resolved(entries: list[str]) -> dict[str, str]:
    import ipaddress  # noqa: PLC0415

    resolved = {}
    for entry in entries:
        host, sign, address = entry.partition("=")
        try:
            ipaddress.ip_address(address)
        except ValueError:
            sign = ""
        if not sign or not host:
            raise typer.BadParameter(f"{entry!r} is not HOST=ADDRESS, such as www.example.cn=127.0.0.1")
        resolved[host.lower()] = address
    return resolved


def _networks_of(entries: list[str]) -> tuple[str, ...]:
    import ipaddress  # noqa: PLC0415

    for entry in entries:
        try:
            ipaddress.ip_network(entry)
        except ValueError as error:
            raise typer.BadParameter(f"--allow-network: {error}; write it as 10.1.0.0/16") from error
    return tuple(entries)


def _pairs_of(entries: list[str]) -> dict[str, str]:
    pairs = {}
    for entry in entries:
        key, sign, value = entry.partition("=")
        if not key or not sign:
            raise typer.BadParameter(f"--capability {entry!r} is not KEY=VALUE, such as platformName=Android")
        pairs[key] = value
    return pairs


def _day_of(date: str | None) -> "datetime | None":
    from crawler.readers.published import published_at_of  # noqa: PLC0415
    from crawler.readers.row import RowError  # noqa: PLC0415

    try:
        return None if date is None else published_at_of(date)
    except RowError as error:
        raise typer.BadParameter(f"--date: {error}") from error
