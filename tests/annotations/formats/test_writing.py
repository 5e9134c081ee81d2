"""Writing files whole or not at all: on full and read-only disks, and killed in the middle."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.errors import GoldspanError
from annotations.formats.writing import Written, write_checked
from tests.annotations.formats.gold_samples import not_root

OLD = b'{"old":"whole"}\n'
ROOT = Path(__file__).parents[3]


def fine(line: bytes, number: int) -> None:
    assert line
    assert number


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def untouched(path: Path) -> bool:
    """Whether the old file is whole and alone."""
    return path.read_bytes() == OLD and names(path.parent) == [path.name]


def test_records_are_written_a_line_each_and_counted(tmp_path: Path) -> None:
    seen: list[tuple[bytes, int]] = []
    path = tmp_path / "gold.jsonl"
    written = write_checked(path, [b"a", "\u2028\r".encode()], lambda line, n: seen.append((line, n)))
    assert path.read_bytes() == b"a\n\xe2\x80\xa8\r\n"
    assert seen == [(b"a", 1), (b"\xe2\x80\xa8\r", 2)]
    assert (written.records, written.bytes) == (2, 7)
    assert names(tmp_path) == ["gold.jsonl"]


def test_nothing_to_write_is_an_empty_file(old: Path) -> None:
    assert write_checked(old, [], fine) == Written(0, 0, written_sha(b""))
    assert old.read_bytes() == b""


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_permissions_stay_and_a_link_is_followed(old: Path, tmp_path: Path) -> None:
    old.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to(old)
    write_checked(link, [b"new"], fine)
    assert link.is_symlink()
    assert old.read_bytes() == b"new\n"
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    new = tmp_path / "new.jsonl"
    write_checked(new, [b"new"], fine)
    other = tmp_path / "other"
    other.touch()
    assert new.stat().st_mode == other.stat().st_mode


def test_what_a_record_or_a_check_raises_leaves_the_old_file(old: Path) -> None:
    def records() -> Iterator[bytes]:
        yield b"one"
        raise GoldspanError("The second one is broken.")

    with pytest.raises(GoldspanError, match=r"The second one is broken\.") as caught:
        write_checked(old, records(), fine)
    assert caught.value.kept == f"{old} is as it was."

    def check(line: bytes, number: int) -> None:
        raise GoldspanError(f"Line {number} reads otherwise than {line!r}.")

    with pytest.raises(GoldspanError, match="Line 1 reads otherwise"):
        write_checked(old, [b"one"], check)
    assert untouched(old)


def test_a_bug_in_the_middle_leaves_the_old_file_and_is_seen(old: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        write_checked(old, (b"%d" % (1 // n) for n in (1, 0)), fine)
    assert untouched(old)


def test_a_folder_a_device_a_dataset_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    dataset = tmp_path / "news.goldspan"
    dataset.write_bytes(b"SQLite format 3\0 and so on")
    for path, said in (
        (tmp_path, "is a folder"),
        (dataset, "is a dataset, not a file of records"),
        (tmp_path / "no" / "gold.jsonl", "its folder is not there"),
        (dataset / "gold.jsonl", "its folder is a file"),
        (tmp_path / ("x" * 300), "its name is too long"),
    ):
        with pytest.raises(GoldspanError, match=said):
            write_checked(path, [b"a"], fine)
    if os.name == "posix":
        with pytest.raises(GoldspanError, match="is a device or a pipe"):
            write_checked(Path(os.devnull), [b"a"], fine)
    assert dataset.read_bytes().startswith(b"SQLite")


def test_what_a_killed_write_left_is_swept_up_in_the_end(old: Path) -> None:
    left = old.with_name(".gold.jsonl.writing-00000000.tmp")
    left.write_bytes(b"half")
    write_checked(old, [b"a"], fine)
    assert left.exists()  # it may be a write that is under way
    os.utime(left, (1, 1))
    write_checked(old, [b"a"], fine)
    assert names(old.parent) == [old.name]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_file_that_grows_too_large_leaves_the_old_one(old: Path) -> None:
    done = run(
        f"""
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        write({str(old)!r}, 1000)
        """
    )
    assert "would be larger than is allowed there" in done
    assert f"{old} is as it was." in done
    assert untouched(old)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts of Linux")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    with mounted(tmp_path, "size=64k") as disk:
        path = disk / "gold.jsonl"
        path.write_bytes(OLD)
        with pytest.raises(
            GoldspanError, match=r"the disk is full\. Make room, or choose another place"
        ) as caught:
            write_checked(path, (b"x" * 1000 for _ in range(1000)), fine)
        assert caught.value.kept == f"{path} is as it was."
        assert untouched(path)
        write_checked(path, [b"x" * 1000], fine)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts of Linux")
def test_a_read_only_disk_is_said(tmp_path: Path) -> None:
    with mounted(tmp_path, "size=64k") as disk:
        path = disk / "gold.jsonl"
        path.write_bytes(OLD)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(GoldspanError, match="or its disk is write-protected"):
            write_checked(path, [b"a"], fine)
        with pytest.raises(GoldspanError, match=r"the disk is read-only\. Choose another place"):
            write_checked(disk / "new.jsonl", [b"a"], fine)
        assert untouched(path)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_or_a_file_that_may_not_be_written_is_said(old: Path) -> None:
    old.parent.chmod(0o555)
    old.chmod(0o444)
    try:
        with not_root():
            with pytest.raises(
                GoldspanError, match=r"or its disk is write-protected|you may not write there"
            ):
                write_checked(old, [b"a"], fine)
            with pytest.raises(GoldspanError, match="you may not write there"):
                write_checked(old.with_name("new.jsonl"), [b"a"], fine)
    finally:
        old.parent.chmod(0o755)
    assert untouched(old)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("moment", range(6))
def test_a_kill_in_the_middle_leaves_the_old_file_or_the_new(old: Path, moment: int) -> None:
    """Killed while it writes, at a different amount each time: the target is one of the two, whole."""
    command = [sys.executable, "-c", program(f"write({str(old)!r}, 10**9)")]
    with subprocess.Popen(command, cwd=ROOT) as process:
        size = 2**16 << moment
        while sum(p.stat().st_size for p in old.parent.glob(".gold.jsonl.writing-*.tmp")) < size:
            assert process.poll() is None
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
    assert old.read_bytes() == OLD


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_the_new_file_is_on_the_disk_before_it_takes_the_old_ones_place(old: Path) -> None:
    """The order of the system calls, as strace has it: write, fsync, read, rename, fsync of the folder."""
    trace = old.with_name("trace")
    try:
        subprocess.run(
            [
                "strace",
                "-f",
                "-o",
                str(trace),
                "-e",
                "trace=fsync,rename",
                sys.executable,
                "-c",
                program(f"write({str(old)!r}, 3)"),
            ],
            cwd=ROOT,
            check=True,
        )
    except FileNotFoundError:
        pytest.skip("there is no strace")
    calls = [line.split(None, 1)[1].split("(")[0] for line in trace.read_text().splitlines()]
    assert [c for c in calls if c in ("fsync", "rename")] == ["fsync", "rename", "fsync"]


def program(body: str) -> str:
    return (
        "from pathlib import Path\n"
        "from annotations.formats.writing import write_checked\n"
        "from annotations.errors import GoldspanError\n"
        "def write(path, records):\n"
        "    try:\n"
        "        write_checked(Path(path), (b'x' * 100 for _ in range(records)), lambda line, number: None)\n"
        "    except GoldspanError as error:\n"
        "        print(error.message)\n"
    ) + textwrap.dedent(body)


def run(body: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", program(body)], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


def written_sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A small disk in memory; skips where it cannot be mounted."""
    disk = folder / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
    if mount is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)
