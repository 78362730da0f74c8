"""Articles and archives for the tests of the archive."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.archive import open_archive
from index.local import LocalArchive
from index.models import Draft, PartialDate

HARBOUR = Draft(
    "Harbour to close for repairs",
    "The mayor of Calder Bay, Ruth Ellison, closed the harbour on Monday.\n\n"
    "“The old cranes are not safe,” Ellison said. “We will not wait for an accident.”\n\n"
    "Fishing crews from the island met in the ministry's hall and asked for compensation.",
    source="Calder Bay Herald",
    published=PartialDate(2024, 4, 15),
    origin="harbour.txt",
)
TUNNEL = Draft(
    "Tunnel opens after nine years",
    "The tunnel under Mount Hallam opened on Friday.\n\n"
    "“Nine years is a long time,” said Tomas Reyes, an engineer with Hallam Group.\n\n"
    "“The harbour will profit from it,” said Ruth Ellison, the mayor of Calder Bay.",
    source="Daily Post",
    published=PartialDate(2023, 11),
    origin="tunnel.txt",
)
STORM = Draft(
    "Storm damages cranes",
    "A storm damaged two cranes in the night. Nobody was hurt, the governments of both islands reported.",
    published=PartialDate(2022),
    origin="storm.txt",
)
UNDATED = Draft("A walk in Zürich", "The writer walks through Zürich with her dog.", origin="walk.txt")
ALL = (HARBOUR, TUNNEL, STORM, UNDATED)


def make_archive(path: Path, drafts: Iterable[Draft] = ALL) -> LocalArchive:
    """An archive with some articles; ids count from 1 in the order given."""
    archive = open_archive(path, create=True)
    archive.add(list(drafts))
    return archive


def hits(archive: LocalArchive, query: str, *, typing: bool = False) -> list[int]:
    """The ids that a query finds, in order of id."""
    return sorted(hit.article.id for hit in archive.search(query, typing=typing).hits)
