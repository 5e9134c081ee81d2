from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.dataset import Dataset
from tests.annotations.dataset.samples import SCHEME


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.goldspan"


@pytest.fixture
def dataset(path: Path) -> Iterator[Dataset]:
    with Dataset.create(path, SCHEME) as made:
        yield made
