"""What the options of ``finad scan --engine ray`` mean, and where they do not go together.

Knows nothing of how a cluster works.
"""

from dataclasses import replace
from pathlib import Path

from classifier.scanner import Scanner, ScannerConfig
from crawler.readers import readable_name
from service.commands.scanning import scanner_of
from service.errors import OutputError, WrongUsageError
from service.ray_scan.cluster import ClusterOptions


def cluster_of(
    engine: str, address: str | None, actors: int | None, gpus_per_actor: float, *, workers: int
) -> ClusterOptions | None:
    """The cluster to scan on; ``None`` to scan by processes of this machine.

    Raises:
        WrongUsageError: an option belongs to the other engine.
    """
    if engine == "ray":
        if workers != 1:
            raise WrongUsageError(f"--workers {workers}: --engine ray has actors; use --actors")
        return ClusterOptions(address=address, actors=actors, gpus_per_actor=gpus_per_actor)
    # No word of the address: it may come from the environment, where it serves other programs.
    for option, value in (("--actors", actors), ("--gpus-per-actor", gpus_per_actor or None)):
        if value is not None:
            raise WrongUsageError(
                f"{option} {value:g}: only --engine ray has actors; use --workers, or add --engine ray"
            )
    return None


def is_folder_of_shards(out: Path, cluster: ClusterOptions | None) -> bool:
    """Whether ``out`` names a folder of shards: one that is there, or a name without a suffix."""
    return cluster is not None and not out.is_file() and (out.is_dir() or not out.suffix)


def checked_folder(out: Path) -> Path:
    """The folder to write, if it can be made.

    Raises:
        OutputError: it cannot.
    """
    folder = out.absolute()
    if folder.is_symlink():
        raise OutputError(f"--out {readable_name(str(out))}: is a link; name the folder itself")
    if not folder.parent.is_dir():
        parent = readable_name(str(out.parent))
        raise OutputError(f"--out {readable_name(str(out))}: there is no folder {parent}; make it first")
    return folder


def threaded_scanner(config: ScannerConfig, threads: int) -> Scanner:
    """The scanner of ``config`` with so many threads; a function of this module so that actors can import it."""
    return scanner_of(replace(config, threads=threads))


def with_absolute_paths(config: ScannerConfig) -> ScannerConfig:
    """The same settings for a process that runs in another folder."""
    return replace(
        config,
        model=None if config.model is None else config.model.absolute(),
        rules_folder=config.rules_folder.absolute(),
        registries=tuple(replace(source, path=source.path.absolute()) for source in config.registries),
    )
