"""On what and of what a figure was measured."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def machine() -> str:
    """The processor, its cores, and the versions that matter, on one line."""
    system = f"{platform.system()} {platform.release()}"
    versions = ", ".join(f"{name} {version(name)}" for name in ("PySide6-Essentials", "spaCy", "SQLAlchemy"))
    return f"{_processor()}, {os.cpu_count()} cores, {system}, Python {platform.python_version()}, {versions}"


def peak_memory() -> float:
    """The most that this process has had resident, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1 << 20 if sys.platform == "darwin" else 1 << 10
    )


def commit() -> str:
    """The commit of the working tree, with a `+` where it is changed."""
    try:
        head = _git("rev-parse", "--short", "HEAD")
        return head + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return "no commit"


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "processor")
