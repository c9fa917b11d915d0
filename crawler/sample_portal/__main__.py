"""``python -m crawler.sample_portal --port 8765``: serve the sample portal until interrupted."""

import argparse

from crawler.sample_portal.serving import SamplePortal


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m crawler.sample_portal", description="Serve the sample portal.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8765, help="port, 0 for a free one (default: %(default)s)")
    parser.add_argument("--many", type=int, default=500, help="pages under /many/ (default: %(default)s)")
    options = parser.parse_args()
    portal = SamplePortal(options.host, options.port, many=options.many)
    print(f"http://portal.finad.test:{portal.port}/ at {portal.address}; ends with Ctrl+C", flush=True)
    print(*portal.hosts, sep="\n", flush=True)
    try:
        portal.serve_forever()
    except KeyboardInterrupt:
        portal.close()


if __name__ == "__main__":
    main()
