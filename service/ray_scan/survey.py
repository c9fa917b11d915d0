"""Counts the rows of all inputs, hashes their bytes and finds repeated ids, before anything is judged.

Costs one more reading, a small part of judging, and runs on all machines; for it every shard is final once it is
written, whatever was judged first. Knows nothing of verdicts.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from socket import gethostname
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.finding import Versions
from crawler.ad import Ad
from crawler.errors import InputFileError
from crawler.readers import InputFile, ReadOptions
from service.bulk_scan.identity import identity_of
from service.errors import ClusterError
from service.ray_scan.reading import rows_from, rows_of
from service.ray_scan.renaming import Keys, key_of, renamed_ids, repeated

GROUP_BYTES = 64 * 1024 * 1024
"""Small files are surveyed together up to this size."""
GROUP_FILES = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a file cannot be used."""

    file: str
    message: str
    row: int
    """Rows of the surveyed files before it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesSurvey:
    """What was counted in some files."""

    fingerprints: tuple[dict[str, Any], ...]
    """Name, format, length and hash of each file, as they stand in the identity of a run."""
    rows: tuple[int, ...]
    """Rows of each file."""
    keys: Keys
    """Hash of the id of each ad."""
    places: NDArray[np.int64]
    """Row of each ad, counted over these files."""
    problem: Problem | None = None
    """The first, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was counted in all files."""

    fingerprints: tuple[dict[str, Any], ...]
    rows: tuple[int, ...]
    """Rows of each file, as far as they are to be read."""
    renamed: Mapping[int, str]
    """New ids by row of the input."""


def survey_inputs(
    files: Sequence[InputFile], options: ReadOptions, versions: Versions, row_limit: int | None, ray: Any
) -> Survey:
    """Survey ``files`` on the cluster that ``ray`` is connected to, no further than ``row_limit`` rows.

    Raises:
        InputFileError: a file cannot be used at all, or not from every machine.
        ClusterError: the cluster did not live to the end of it.
    """
    groups = list(groups_of(files))
    survey = ray.remote(num_cpus=1)(survey_files)
    look_up = ray.remote(num_cpus=1)(ids_in)
    try:
        surveys: list[FilesSurvey] = ray.get([survey.remote(group, options, versions, row_limit) for group in groups])
        _raise_first_problem(surveys, row_limit)
        starts = [0, *accumulate(sum(survey.rows) for survey in surveys)]
        rows = [count for survey in surveys for count in survey.rows]
        limit = sum(rows) if row_limit is None else row_limit
        places = _concatenated([item.places + start for item, start in zip(surveys, starts, strict=False)], np.int64)
        ads = int(np.searchsorted(places, limit))
        keys = _concatenated([item.keys for item in surveys], np.uint64)[:ads]
        wanted = repeated(keys)
        cuts = np.searchsorted(places[wanted], starts)
        found = ray.get(
            [
                look_up.remote(group, options, places[wanted[low:high]] - start)
                for group, start, low, high in zip(groups, starts, cuts, cuts[1:], strict=False)
                if low < high
            ]
        )
    except ray.exceptions.RayError as error:
        raise ClusterError(f"the inputs could not be read on the cluster: {error}") from error
    ids = dict(zip(wanted.tolist(), (ad_id for some in found for ad_id in some), strict=True))
    return Survey(
        fingerprints=tuple(fingerprint for item in surveys for fingerprint in item.fingerprints),
        rows=tuple(_up_to(limit, rows)),
        renamed={int(places[ad]): ad_id for ad, ad_id in renamed_ids(keys, ids).items()} if ids else {},
    )


def groups_of(files: Sequence[InputFile]) -> Iterator[tuple[InputFile, ...]]:
    """Cut the list of files into pieces for one task each; a large file is one by itself."""
    group: list[InputFile] = []
    size = 0
    for file in files:
        length = file.path.stat().st_size
        if group and (size + length > GROUP_BYTES or len(group) == GROUP_FILES):
            yield tuple(group)
            group, size = [], 0
        group.append(file)
        size += length
    if group:
        yield tuple(group)


def survey_files(
    files: Sequence[InputFile], options: ReadOptions, versions: Versions, row_limit: int | None
) -> FilesSurvey:
    """Survey some files; what is wrong with one of them is part of the answer."""
    counts: list[int] = []
    keys, places = array("Q"), array("q")
    fingerprints: list[dict[str, Any]] = []
    problems: list[Problem] = []
    row_number = 0
    for file in files:
        before = row_number
        try:
            fingerprints += identity_of((file,), options, versions, {})["inputs"]
            for row in islice(rows_of(file, options), row_limit):
                if isinstance(row, Ad):
                    keys.append(key_of(row.ad_id))
                    places.append(row_number)
                row_number += 1
        except InputFileError as error:
            message = str(error).removeprefix(f"{error.source}: ")
            problems.append(Problem(file=error.source, message=message, row=row_number))
        except OSError as error:
            message = f"cannot be read on {gethostname()}: {error.strerror}; every machine must reach it at {file.path}"
            problems.append(Problem(file=file.name, message=message, row=row_number))
        counts.append(row_number - before)
    return FilesSurvey(
        fingerprints=tuple(fingerprints),
        rows=tuple(counts),
        keys=np.array(keys, np.uint64),
        places=np.array(places, np.int64),
        problem=problems[0] if problems else None,
    )


def ids_in(files: Sequence[InputFile], options: ReadOptions, rows: NDArray[np.int64]) -> list[str]:
    """Ids of the ads in the given rows of some files, rows ascending."""
    wanted = set(rows.tolist())
    found = (row for number, row in enumerate(rows_from(files, options, 0)) if number in wanted)
    return [row.ad_id for row in islice(found, len(wanted)) if isinstance(row, Ad)]


def _raise_first_problem(surveys: Sequence[FilesSurvey], row_limit: int | None) -> None:
    rows = 0
    for survey in surveys:
        problem = survey.problem
        if problem is not None and (row_limit is None or rows + problem.row < row_limit):
            raise InputFileError(problem.file, problem.message)
        rows += sum(survey.rows)


def _concatenated(parts: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.empty(0, kind), *parts])


def _up_to(limit: int, counts: Sequence[int]) -> Iterator[int]:
    for count in counts:
        kept = min(count, limit)
        limit -= kept
        yield kept
