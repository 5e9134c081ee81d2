"""Run every check of the repository, one step after the other, and say at the end which passed.

`check.py` runs all of them; `check.py lint types` runs those named. All steps run even if one fails, so that
one run shows everything there is to mend; the exit code is 1 if any failed.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable

STEPS: dict[str, list[str]] = {
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "types": [PYTHON, "-m", "mypy"],
    "imports": [PYTHON, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    # pytest's exit code 5 (no test was run) is a failure here like any other.
    "tests": [PYTHON, "-m", "pytest", "-n", "2"],
    "durability": [PYTHON, "-m", "pytest", "-m", "durability", "--timeout", "1800"],
}
DEFAULT = ["lint", "format", "types", "imports", "tests"]


def run(name: str) -> bool:
    """Run the step `name`, its output passed through; tells whether it passed."""
    print(f"\n=== {name}: {' '.join(STEPS[name][1:])}", flush=True)
    started = time.monotonic()
    passed = subprocess.run(STEPS[name], cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"}).returncode == 0
    print(f"=== {name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
    return passed


def main(names: list[str]) -> int:
    """Run the steps `names`, or all but `durability`; 0 if all passed, 1 if not, 2 for an unknown name."""
    unknown = [name for name in names if name not in STEPS]
    if unknown:
        print(f"No such step: {', '.join(unknown)}. The steps are {', '.join(STEPS)}.", file=sys.stderr)
        return 2
    results = {name: run(name) for name in names or DEFAULT}
    print(
        "\n=== " + ", ".join(f"{name} {'passed' if passed else 'FAILED'}" for name, passed in results.items())
    )
    return 0 if all(results.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
