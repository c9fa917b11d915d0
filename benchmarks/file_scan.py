"""A bulk scan as ``finad scan FILE --out FILE`` runs it, without the start of the command."""

from pathlib import Path

from classifier import Scanner
from crawler.readers import ReadOptions, open_inputs
from service.bulk_scan.run import BulkScan, run_bulk_scan
from service.commands.scanning import category_names, settings_of
from service.writers import OutputFormat, OutputNotes


def scan_file(scanner: Scanner, source: Path) -> None:
    """Scan ``source`` into a file beside it: reading, journal and writing included."""
    options = ReadOptions()
    with open_inputs((str(source),), options) as files:
        run_bulk_scan(
            BulkScan(
                files=tuple(files),
                read_options=options,
                make_scanner=lambda: scanner,
                scanner_settings=settings_of(scanner.config),
                out=source.with_name(f"{source.stem}.out.jsonl"),
                output_format=OutputFormat.JSONL,
                notes=OutputNotes(
                    categories=category_names(scanner.assembly.taxonomy),
                    sources=(source.name,),
                    profile=scanner.config.profile,
                    ad_limit=0,
                ),
            )
        )
