"""The part of a local archive in which users have the last word on who is who and who said what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.fulltext.searching import Searcher
from index.models import EntityCount, Label
from index.models.decisions import Decision, Taken
from index.storage.store import Store

if TYPE_CHECKING:
    from index.storage.deciding import Decider


class Corrections:
    """Takes decisions; its methods are those of :class:`index.archive.Archive`."""

    def __init__(self, path: Path, store: Store, searcher: Searcher) -> None:
        """``path`` is the archive's directory; ``searcher`` indexes the articles that have other quotes."""
        self._path = path
        self._store = store
        self._searcher = searcher

    @cached_property
    def _decider(self) -> Decider:
        """Takes decisions on who is who and who said what; loaded with the first."""
        from index.storage.deciding import Decider

        return Decider(self._path, self._store, self._index_changes)

    def _index_changes(self) -> None:
        """Index what has changed, if it is little; whoever calls holds the writer's lock."""
        from index.errors import ArchiveError
        from index.fulltext.indexing import FEW

        with suppress(ArchiveError, OSError):  # the next search repairs what could not be indexed
            self._searcher.update(most=FEW)

    def entities_named(self, name: str, label: Label | None = None) -> tuple[EntityCount, ...]:
        """The entities with exactly this name among theirs, most often named first."""
        return self._decider.named(name, label)

    def merge(self, entity_id: int, other_id: int) -> Decision:
        """Take another entity to be the same as one; see :meth:`index.archive.Archive.merge`."""
        return self._decider.merge(entity_id, other_id)

    def split(self, entity_id: int, name: str) -> Decision:
        """Take one of an entity's names to be somebody else's."""
        return self._decider.split(entity_id, name)

    def rename(self, entity_id: int, name: str) -> Decision:
        """Show an entity under another name."""
        return self._decider.rename(entity_id, name)

    def reject(self, entity_id: int) -> Decision:
        """Take an entity to be none."""
        return self._decider.reject(entity_id)

    def relabel(self, entity_id: int, label: Label) -> Decision:
        """Take an entity to be of another kind."""
        return self._decider.relabel(entity_id, label)

    def attribute(self, quote_id: int, speaker: int | str | None) -> Decision:
        """Take the words of a quote to be somebody's; see :meth:`index.archive.Archive.attribute`."""
        return self._decider.attribute(quote_id, speaker)

    def unquote(self, quote_id: int) -> Decision:
        """Take the words of a quote to be none."""
        return self._decider.unquote(quote_id)

    def export_decisions(self) -> Iterator[dict[str, Any]]:
        """The decisions that hold, oldest first, as JSON objects that name articles by their digests."""
        return self._decider.exported()

    def import_decisions(self, items: Iterable[tuple[str, Mapping[str, Any]]]) -> Taken:
        """Take decisions that :meth:`export_decisions` gave, of this archive or another."""
        return self._decider.take(items)

    def undo(self) -> Decision:
        """Take the last decision that holds back, and say which."""
        return self._decider.undo()

    def undoable(self) -> Decision | None:
        """The decision that :meth:`undo` takes back, None when there is none that this user may."""
        return self._decider.undoable()

    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that hold, oldest first."""
        return self._decider.decisions()
