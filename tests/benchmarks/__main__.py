"""`python -m tests.benchmarks`: measure, each in a process of its own, and say what is reached."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from tests.benchmarks.figures import TABLE_HEAD, Figure
from tests.benchmarks.machine import ROOT, commit, machine
from tests.screen import start_xvfb

MEASURES = {
    "start": "start:measure",
    "imports": "imports:measure",
    "stalls": "stalls:measure",
    "decide-small": "decide:measure_small",
    "decide-large": "decide:measure_large",
    "open": "opening:measure",
    "scroll": "scroll:measure",
    "commit": "commit:measure",
    "bulk": "bulk:measure",
    "memory": "memory:measure",
    "import": "importing:measure",
    "decide-while-importing": "decide_importing:measure",
    "queue-search": "finding:measure",
    "open-large": "opening_datasets:measure",
    "next-shown": "next_shown:measure",
    "open-million": "opening_datasets:measure_million",
    "export": "exporting:measure",
    "docbin": "exporting:measure_spacy",
    "suggest": "suggesting:measure",
}
"""What can be measured by name: the module here and its function, which takes an empty folder."""


def main() -> int:
    """Measure what was asked for; 1 where a goal is missed with `--strict`, or a measure broke."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    options.add_argument("--strict", action="store_true", help="exit with 1 where a goal is missed")
    options.add_argument("--markdown", action="store_true", help="print a table for the docs")
    options.add_argument("--one", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        return _measure_here(chosen.one)
    unknown = [name for name in chosen.names if name not in MEASURES]
    if unknown:
        options.error(f"there is no {', '.join(unknown)}")
    print(f"{machine()}, commit {commit()}", flush=True)
    if chosen.markdown:
        print(f"\n{TABLE_HEAD}", flush=True)
    broken, figures = [], []
    screen = start_xvfb()
    try:
        for name in chosen.names or MEASURES:
            found = _measure(name)
            broken += [name] if found is None else []
            figures += found or []
            for figure in found or []:
                print(figure.row if chosen.markdown else figure.line, flush=True)
    finally:
        screen.terminate()
        screen.wait()
    missed = sum(not figure.met for figure in figures)
    broke = f", not measured: {', '.join(broken)}" if broken else ""
    print(f"\n{len(figures) - missed} goals reached, {missed} missed{broke}")
    return int(bool(broken) or (chosen.strict and missed > 0))


def _measure(name: str) -> list[Figure] | None:
    """Measure in a fresh process, in folders of its own; None where it breaks, which says why itself."""
    with tempfile.TemporaryDirectory(prefix="goldspan-benchmark-") as folder:
        environment = {**os.environ, "GOLDSPAN_DATA_DIR": str(Path(folder, "kept")), "PYTHONUTF8": "1"}
        scratch = Path(folder, "scratch")
        scratch.mkdir()
        command = [sys.executable, "-m", "tests.benchmarks", "--one", f"{name}={scratch}"]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        return None
    return [Figure(**plain) for plain in json.loads(done.stdout.splitlines()[-1])]


def _measure_here(wanted: str) -> int:
    name, _, scratch = wanted.partition("=")
    module, _, function = MEASURES[name].partition(":")
    measure: Callable[[Path], list[Figure]] = getattr(import_module(f"tests.benchmarks.{module}"), function)
    print(json.dumps([figure.plain() for figure in measure(Path(scratch))]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
