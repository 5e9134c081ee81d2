"""The entry `goldspan`: what it prints by itself, and that it loads nothing to do so."""

import re
import subprocess
import sys

from annotations.commands import COMMANDS

SHOW_LOADED = """
import sys
before = set(sys.modules)
import gui.__main__
print(sorted(set(sys.modules) - before))
"""


def goldspan(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "gui", *arguments], capture_output=True, text=True)


def test_version_is_one_line() -> None:
    run = goldspan("--version")
    assert (run.returncode, run.stderr) == (0, "")
    assert re.fullmatch(r"goldspan \d+\.\d+\.\d+\n", run.stdout)


def test_help_names_each_command() -> None:
    run = goldspan("--help")
    assert (run.returncode, run.stderr) == (0, "")
    assert [name for name in COMMANDS if f"\n  {name}" not in run.stdout] == []
    assert goldspan("-h").stdout == run.stdout


def test_the_entry_imports_nothing() -> None:
    run = subprocess.run([sys.executable, "-c", SHOW_LOADED], capture_output=True, text=True)
    assert run.stdout == "['gui', 'gui.__main__']\n", run.stderr
