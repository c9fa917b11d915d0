"""The folder that all machines write shards to: whole files under fixed names, and a record for each finished shard.

Files come into being under a name of their own and are renamed when they are whole. A shard counts as done when its
record is there, which is written last; a shard that two machines make at once, because one of them was given up for
dead, has the same content from both. Knows nothing of Ray.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import orjson

from service.bulk_scan.durable import sync_file, sync_folder
from service.bulk_scan.journal import IDENTITY_FILE
from service.bulk_scan.tally import Tally
from service.errors import SharedFolderError
from service.ray_scan.plan import Shard

_RESULTS, _REJECTS, _RECORDS, _ATTEMPTS = "shards", "rejects", "records", "attempts"
_FOLDERS = (_RESULTS, _REJECTS, _RECORDS, _ATTEMPTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardRecord:
    """That a shard is done, and what is in it."""

    number: int
    rows: int
    results_bytes: int
    rejects_bytes: int
    tally: Tally
    run: str
    """Hash of the identity of the run that made it."""

    def to_json(self) -> bytes:
        """Write as one JSON object."""
        return orjson.dumps({**asdict(self), "tally": self.tally.to_record()})

    @classmethod
    def from_json(cls, content: bytes) -> "ShardRecord":
        """Read what ``to_json`` wrote; raises ``ValueError``, ``KeyError`` or ``TypeError`` for anything else."""
        record = orjson.loads(content)
        return cls(**{**record, "tally": Tally.from_record(record["tally"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardStore:
    """Where shards lie; picklable, so that every machine can write to it."""

    folder: Path
    """That of the journal; reached at this path from every machine."""
    suffix: str
    """Of the files of results, ``.jsonl`` or ``.parquet``."""
    run: str
    """Hash of the identity file that the first machine put there."""

    @property
    def results_folder(self) -> Path:
        """Folder that holds nothing but results."""
        return self.folder / _RESULTS

    def results_path(self, shard: Shard) -> Path:
        """File of the results of a shard."""
        return self.results_folder / f"{shard.name}{self.suffix}"

    def prepare(self) -> None:
        """Make the folders, and clear away what killed writers left."""
        for name in _FOLDERS:
            folder = self.folder / name
            folder.mkdir(exist_ok=True)
            for path in folder.iterdir():
                if path.name.startswith(".") or name == _ATTEMPTS:
                    path.unlink()

    def check_is_shared(self, host: str) -> None:
        """See to it that ``host``, on which this runs, sees the folder of the machine that started the run.

        Raises:
            SharedFolderError: it does not.
        """
        try:
            content = (self.folder / IDENTITY_FILE).read_bytes()
        except FileNotFoundError:
            content = b""
        if run_hash(content) != self.run:
            raise SharedFolderError(self.folder, host)

    def begin(self, shard: Shard) -> int:
        """Note that somebody began with a shard, and count how often that was, this time included."""
        (self.folder / _ATTEMPTS / f"{shard.name}.{uuid4().hex}").touch()
        return len(self._attempts(shard))

    def temporary(self, shard: Shard) -> Path:
        """A new name next to the results of a shard, for a file to be written and then given to ``publish``."""
        return self.results_folder / f".{shard.name}.{uuid4().hex}"

    def publish(self, shard: Shard, results: Path, rejects: bytes, tally: Tally) -> ShardRecord:
        """Put a finished shard in place, durably, and record it; ``results`` is moved."""
        record = ShardRecord(
            number=shard.number,
            rows=shard.rows,
            results_bytes=results.stat().st_size,
            rejects_bytes=len(rejects),
            tally=tally,
            run=self.run,
        )
        _move(results, self.results_path(shard))
        if rejects:
            _write(self._rejects_path(shard), rejects)
        _write(self._record_path(shard), record.to_json())
        for attempt in self._attempts(shard):
            attempt.unlink(missing_ok=True)
        return record

    def records(self, shards: Iterable[Shard]) -> Iterator[ShardRecord]:
        """Records of those of the shards that are done and whole."""
        for shard in shards:
            record = self._record_of(shard)
            if record is not None:
                yield record

    def join_results(self, shards: Sequence[Shard], out: Path) -> None:
        """Write the lines of all shards into one file."""
        _join((self.results_path(shard) for shard in shards), out)

    def join_rejects(self, shards: Sequence[Shard], out: Path) -> None:
        """Write the rejects of all shards into one file."""
        _join((path for shard in shards if (path := self._rejects_path(shard)).exists()), out)

    def _record_of(self, shard: Shard) -> ShardRecord | None:
        # A file system may lose what it promised to keep: a shard that is not as recorded is made again.
        try:
            record = ShardRecord.from_json(self._record_path(shard).read_bytes())
            results_bytes = self.results_path(shard).stat().st_size
            rejects_bytes = self._rejects_path(shard).stat().st_size if record.rejects_bytes else 0
        except (OSError, ValueError, KeyError, TypeError):
            return None
        expected = (self.run, shard.rows, results_bytes, rejects_bytes)
        is_whole = expected == (record.run, record.rows, record.results_bytes, record.rejects_bytes)
        return record if is_whole else None

    def _attempts(self, shard: Shard) -> list[Path]:
        return list((self.folder / _ATTEMPTS).glob(f"{shard.name}.*"))

    def _rejects_path(self, shard: Shard) -> Path:
        return self.folder / _REJECTS / f"{shard.name}.jsonl"

    def _record_path(self, shard: Shard) -> Path:
        return self.folder / _RECORDS / f"{shard.name}.json"


def run_hash(identity: bytes) -> str:
    """Name of a run: the hash of its identity file."""
    return sha256(identity).hexdigest()


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{uuid4().hex}")
    temporary.write_bytes(content)
    _move(temporary, path)


def _move(temporary: Path, path: Path) -> None:
    sync_file(temporary)
    temporary.replace(path)
    sync_folder(path.parent)


def _join(paths: Iterable[Path], out: Path) -> None:
    with out.open("wb") as stream:
        for path in paths:
            with path.open("rb") as shard:
                shutil.copyfileobj(shard, stream)
        stream.flush()
        os.fsync(stream.fileno())
