"""The sample archive: five real articles to look around in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from index.models import AddReport, Progress

if TYPE_CHECKING:
    from index.local import LocalArchive


def sample_files() -> list[Path]:
    """The sample articles: beside this module in an installed package, in ``seeds`` of a checkout."""
    here = Path(__file__).resolve().parent
    for place in (here / "_seeds", here.parent / "seeds"):
        files = sorted(place.glob("*.txt"))
        if files:
            return files
    return []


def make_sample(archive: LocalArchive, report: Callable[[Progress], None] | None = None) -> AddReport:
    """Add the sample articles; an archive that was empty is then the sample archive."""
    from index.formats import read_paths

    return archive.add_sample(read_paths(sample_files()), report=report)
