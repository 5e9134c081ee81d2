"""One writer at a time: a lock file beside the dataset, held by the operating system for our process."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from annotations.dataset import failures


class WriterLock:
    """Held from when it is made until `release`; the system lets go of it when the process dies in any way.

    Raises GoldspanError where another window holds it, OSError where no lock file can be made.
    """

    def __init__(self, path: Path) -> None:
        # Not needed by readers, and with asyncio behind it not free.
        from filelock import FileLock, Timeout

        self._file = path.with_name(f"{path.name}.lock")
        self._lock = FileLock(self._file, blocking=False, thread_local=False)
        try:
            self._lock.acquire()
        except Timeout:
            raise failures.locked(path) from None

    def release(self) -> None:
        """Let go of it and take the lock file away."""
        if sys.platform != "win32":
            # While it is still held: who waits for it sees that the file is gone and makes a new one.
            with contextlib.suppress(OSError):
                self._file.unlink()
        self._lock.release()
