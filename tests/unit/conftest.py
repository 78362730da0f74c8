"""A small full-text index that several modules spoil, each test a copy of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.index_support import copy, fill


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of an index of two segments with deletions; nobody changes it."""
    path = tmp_path_factory.mktemp("whole") / "whoosh"
    fill(path).close()
    return path


@pytest.fixture
def directory(whole: Path, tmp_path: Path) -> Path:
    """The directory of a copy of it."""
    return copy(whole, tmp_path / "whoosh")
