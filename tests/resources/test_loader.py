from __future__ import annotations

import pytest

from resources.icons.fetch import NAMES
from resources.loader import listing, read_bytes, read_text


def test_every_icon_of_the_list_ships_and_no_other() -> None:
    ours = {"logo.svg", "app.svg"}
    svgs = {name for name in listing("icons") if name.endswith(".svg")}
    assert svgs - ours == {f"{name}.svg" for name in NAMES}
    assert ours <= svgs


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_a_stroke_that_can_be_tinted(name: str) -> None:
    svg = read_text(f"icons/{name}.svg")
    assert 'stroke="currentColor"' in svg
    assert 'stroke-width="2"' in svg
    assert 'viewBox="0 0 24 24"' in svg


def test_the_licence_of_the_icons_ships() -> None:
    assert read_text("icons/LICENSE-lucide").startswith("ISC License")
    assert read_bytes("icons/LICENSE-lucide").startswith(b"ISC License")


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(FileNotFoundError):
        read_text("icons/unicorn.svg")
