"""The connection to a Ray cluster, or to one of this machine alone that lives as long as the scan.

Knows nothing of ads.
"""

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from classifier.neural.engines import usable_threads
from service.errors import ClusterError, RayMissingError
from service.ray_scan.actor_plan import Machine

_STORE_BYTES = 256 * 1024 * 1024
"""Memory that a cluster of this machine alone shares between processes: rows on their way to the actors."""

_ANSWER_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterOptions:
    """Which cluster, and how much of it."""

    address: str | None = None
    """``auto``, ``host:port`` or ``ray://host:port``; ``None`` starts a cluster of this machine alone."""
    actors: int | None = None
    """Processes that judge; ``None`` for one a processor, or as many as the GPUs allow."""
    gpus_per_actor: float = 0.0


@contextmanager
def connected(options: ClusterOptions) -> Iterator[Any]:
    """Connect, give the module ``ray``, and disconnect; a connection that was there before is used and left alone.

    Raises:
        RayMissingError: Ray is not installed.
        ClusterError: the cluster cannot be reached or started.
    """
    if options.address is not None:
        _check_answers(options.address)
    ray = _library(is_local=options.address is None)
    if ray.is_initialized():
        yield ray
        return
    answer_to_sigterm = signal.getsignal(signal.SIGTERM)
    try:
        ray.init(**_connection(options))
    except (OSError, RuntimeError, ValueError, ImportError) as error:
        where = "here" if options.address is None else f"at {options.address}"
        said = str(error).strip() or type(error).__name__
        raise ClusterError(f"no Ray cluster {where}: {said}") from error
    try:
        if threading.current_thread() is threading.main_thread():
            # Ray ends the process at once; ours says how to go on.
            signal.signal(signal.SIGTERM, answer_to_sigterm)
        yield ray
    finally:
        ray.shutdown()


def machines_of(ray: Any) -> tuple[Machine, ...]:
    """What the machines of the cluster offer."""
    resources = (node["Resources"] for node in ray.nodes() if node["Alive"])
    return tuple(Machine(cpus=item.get("CPU", 0.0), gpus=item.get("GPU", 0.0)) for item in resources)


def _check_answers(address: str) -> None:
    """See to it that somebody listens: Ray itself tries for many minutes, in lines of its own."""
    host, colon, port = address.rpartition("://")[2].rpartition(":")
    if not (host and colon and port.isdigit()):
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_ANSWER_S).close()
    except OSError as error:
        raise ClusterError(
            f"no Ray cluster at {address}: {error.strerror or error}; start one there with ray start --head, or leave "
            "--address out for one of this machine alone"
        ) from error


def _library(*, is_local: bool) -> Any:
    # Read when Ray is imported. Nothing is sent anywhere, and nothing but our own lines goes to the screen.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_DATA_LOG_LEVEL", "ERROR")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    if is_local:
        # Despite its name the switch that keeps Ray on the loopback interface, on every system.
        os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise RayMissingError from error
    return ray


def _connection(options: ClusterOptions) -> dict[str, Any]:
    common = {"logging_level": "ERROR", "log_to_driver": False}
    if options.address is not None:
        return {"address": options.address, **common}
    return {
        # Else a cluster that happens to run here would be taken.
        "address": "local",
        "num_cpus": max(usable_threads(), options.actors or 1),
        "object_store_memory": _STORE_BYTES,
        "include_dashboard": False,
        **common,
    }
