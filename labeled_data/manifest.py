"""States what a published labelled set holds, and tells later whether it still does.

Does not judge the labels.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from classifier.datafiles.datafile import RULES_FOLDER
from classifier.legal.taxonomy import load_taxonomy
from labeled_data.errors import LabeledDataError
from labeled_data.example import LabeledExample
from labeled_data.splitting.split_files import SplitSet, read_split_set, split_file
from labeled_data.splitting.split_name import SplitName
from labeled_data.whole_file import write_whole

FORMAT_VERSION = 1
LICENCE = "CC-BY-4.0"
MANIFEST_FILE = "manifest.json"


class ManifestError(LabeledDataError):
    """There is no usable manifest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file of the set."""

    sha256: str
    size: int
    """Bytes."""
    rows: int | None
    """Examples; ``None`` for a file that holds none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a set holds."""

    format_version: int
    taxonomy_version: str
    """Of the taxonomy that the labels follow."""
    licence: str
    files: Mapping[str, FileEntry]
    """Name in the folder → entry."""
    counts: Mapping[str, Mapping[str, int]]
    """``split``, ``positive``, ``unknown``, ``vertical``, ``channel``, ``kind`` → value → texts."""
    test_fingerprint: str
    """See ``fingerprint_of``."""


def fingerprint_of(examples: Iterable[LabeledExample]) -> str:
    """SHA-256 over ids, texts, labels and evidence, in order of id: the same for the same test, however it is written.

    Figures of two models are comparable only where it is the same.
    """
    digest = hashlib.sha256()
    for example in sorted(examples, key=lambda example: example.example_id):
        evidence = [
            [code, span.start, span.end] for code, spans in sorted(example.evidence.items()) for span in sorted(spans)
        ]
        labels = [sorted(example.positive), sorted(example.unknown), evidence]
        digest.update(orjson.dumps([example.example_id, example.text, labels]) + b"\n")
    return digest.hexdigest()


def build_manifest(folder: Path, *, extra_files: Sequence[str] = ()) -> Manifest:
    """Describe the set in ``folder``: its three split files and ``extra_files``, names in the folder.

    Raises:
        ExampleFileError: split files cannot be used.
        ManifestError: an extra file cannot be read.
    """
    parts = read_split_set(folder)
    names = {split_file(folder, name).name: len(part) for name, part in parts.items()}
    missing = [name for name in extra_files if not (folder / name).is_file()]
    if missing:
        raise ManifestError(f"{folder}: {', '.join(missing)} cannot be read; leave it out or put it there")
    rows: dict[str, int | None] = {**names, **dict.fromkeys(name for name in extra_files if name not in names)}
    return Manifest(
        format_version=FORMAT_VERSION,
        taxonomy_version=load_taxonomy(RULES_FOLDER).version,
        licence=LICENCE,
        files={name: _entry_of(folder / name, count) for name, count in sorted(rows.items())},
        counts=_counts(parts),
        test_fingerprint=fingerprint_of(parts[SplitName.TEST]),
    )


def write_manifest(folder: Path, *, extra_files: Sequence[str] = ()) -> Manifest:
    """Build the manifest of ``folder`` and write it there, whole or not at all.

    Raises:
        ExampleFileError: split files cannot be used.
        ManifestError: an extra file cannot be read.
    """
    manifest = build_manifest(folder, extra_files=extra_files)
    path = folder / MANIFEST_FILE
    write_whole(path, orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    return manifest


def verify(folder: Path) -> tuple[str, ...]:
    """Every difference between the manifest in ``folder`` and what the folder holds now; none where it holds true.

    Raises:
        ExampleFileError: split files cannot be used.
        ManifestError: there is no manifest, or it is no JSON object.
    """
    path = folder / MANIFEST_FILE
    try:
        stated = orjson.loads(path.read_bytes())
    except OSError as error:
        raise ManifestError(f"{path}: cannot be read: {error.strerror}; write one") from error
    except orjson.JSONDecodeError as error:
        raise ManifestError(f"{path}: not JSON: {error}; write it again") from error
    if not isinstance(stated, dict):
        raise ManifestError(f"{path}: is {type(stated).__name__}, not an object; write it again")
    files = stated.get("files")
    named = sorted(files) if isinstance(files, dict) else []
    own = {split_file(folder, name).name for name in SplitName}
    extra = [name for name in named if name not in own and (folder / name).is_file()]
    now = orjson.loads(orjson.dumps(build_manifest(folder, extra_files=extra)))
    listed = {*named, *own}
    strangers = [path.name for path in sorted(folder.glob("*.jsonl")) if path.name not in listed]
    return (
        *_differences("", stated, now),
        *(f"files.{name}: is in the folder, not in the manifest" for name in strangers),
    )


def _differences(place: str, stated: Any, now: Any) -> Iterator[str]:
    if isinstance(stated, dict) and isinstance(now, dict):
        for key in sorted({*stated, *now}):
            below = f"{place}.{key}" if place else key
            if key not in now:
                yield f"{below}: {_shown(stated[key])} in the manifest, gone now"
            elif key not in stated:
                yield f"{below}: not in the manifest, {_shown(now[key])} now"
            else:
                yield from _differences(below, stated[key], now[key])
    elif stated != now or type(stated) is not type(now):
        yield f"{place}: {_shown(stated)} in the manifest, {_shown(now)} now"


def _shown(value: Any) -> str:
    return orjson.dumps(value).decode()


def _entry_of(path: Path, rows: int | None) -> FileEntry:
    content = path.read_bytes()
    return FileEntry(sha256=hashlib.sha256(content).hexdigest(), size=len(content), rows=rows)


def _counts(parts: SplitSet) -> dict[str, dict[str, int]]:
    examples = [example for part in parts.values() for example in part]
    counters = {
        "split": Counter({name.value: len(part) for name, part in parts.items()}),
        "positive": Counter(code for example in examples for code in example.positive),
        "unknown": Counter(code for example in examples for code in example.unknown),
        "vertical": Counter(str(example.vertical) for example in examples),
        "channel": Counter(str(example.channel) for example in examples),
        "kind": Counter(str(example.kind) for example in examples),
    }
    return {name: dict(sorted(counter.items())) for name, counter in counters.items()}
