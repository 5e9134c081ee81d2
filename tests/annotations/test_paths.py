"""Where the program keeps its own files."""

from pathlib import Path

import pytest

from annotations.paths import data_dir


def test_the_variable_moves_the_data(own_data_dir: Path) -> None:
    assert data_dir() == own_data_dir
    assert not own_data_dir.exists()


def test_a_relative_folder_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOLDSPAN_DATA_DIR", "here")
    assert data_dir() == tmp_path / "here"


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("GOLDSPAN_DATA_DIR", "~/gold")
    assert data_dir() == tmp_path / "gold"


@pytest.mark.parametrize("value", [None, ""])
def test_without_it_the_system_decides(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if value is None:
        monkeypatch.delenv("GOLDSPAN_DATA_DIR")
    else:
        monkeypatch.setenv("GOLDSPAN_DATA_DIR", value)
    assert data_dir().name == "goldspan"
    assert data_dir().is_absolute()
