"""What runs inside the worker process: it loads no Qt, and nothing of it but the worker calls this."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from functools import lru_cache
from multiprocessing.connection import wait
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotations.suggest.pieces import Piece
from annotations.suggest.results import Ends, Loaded, Setup, Suggestions, parts
from annotations.suggest.suggester import Suggester

_THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""More threads win nothing on texts of this size, and take the cores from the window."""

_NICE = 10


def prepare() -> None:
    """Begin the process: last in the queue for the processor, few threads, an end with its parent.

    Ctrl+C in a terminal reaches the whole group: it is the window that ends the worker.
    """
    os.environ.update(_THREADS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    if sys.platform == "win32":
        _yield_processor_on_windows()
    else:
        os.nice(_NICE)


def ready() -> int:
    """The id of this process."""
    return os.getpid()


def load(setup: Setup) -> Loaded:
    """Load the pipeline of `setup`, unless it is, and its pattern files."""
    return _current(setup.pipeline).suggester.loaded(setup)


class Done(NamedTuple):
    """The suggestions of a piece in encoded parts (see `decode`), and resident memory in MB.

    They travel as bytes, so that the thread that receives them in the window holds it up for a part at a
    time. `unused` is the memory with the pipeline loaded and nothing done yet.
    """

    parts: list[bytes]
    memory: float
    unused: float


def suggest(piece: Piece, setup: Setup, known: tuple[Ends, ...]) -> Done:
    """Load the pipeline of `setup`, unless it is, and suggest spans and relations in a piece."""
    kept = _current(setup.pipeline)
    found = kept.suggester.suggest(piece, setup, known)
    return Done([msgspec.msgpack.encode(part) for part in parts(found)], memory(), kept.unused)


def suggest_all(given: list[Piece], setup: Setup) -> Done:
    """The same for many pieces, one part for each, however large."""
    kept = _current(setup.pipeline)
    found = kept.suggester.suggest_all(given, setup)
    return Done([msgspec.msgpack.encode(each) for each in found], memory(), kept.unused)


def decode(part: bytes) -> Suggestions:
    """A part that `suggest` or `suggest_all` encoded."""
    return msgspec.msgpack.decode(part, type=Suggestions)


def memory() -> float:
    """Resident memory of this process in MB; the highest so far where the present one is not told."""
    if sys.platform == "win32":
        return 0.0
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def modules() -> frozenset[str]:
    """The names of the loaded modules, for the promise that no Qt is among them."""
    return frozenset(sys.modules)


class _Kept(NamedTuple):
    suggester: Suggester
    unused: float


@lru_cache(maxsize=1)
def _kept(pipeline: str) -> _Kept:
    """One at a time: two pipelines are more memory than a worker may use."""
    return _Kept(Suggester(pipeline), memory())


def _current(pipeline: str) -> _Kept:
    """The pipeline as it lies on the disk now."""
    kept = _kept(pipeline)
    if kept.suggester.is_current():
        return kept
    _kept.cache_clear()
    return _kept(pipeline)


def _end_with(sentinel: int) -> None:
    """Wait for the parent to end, however it does, and end too: nobody would take what is worked out."""
    wait([sentinel])
    os._exit(1)


def _yield_processor_on_windows() -> None:
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
