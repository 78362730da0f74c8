"""The full-text index of an archive: what it holds, searching it, adding to it, building it anew.

It is derived from the store and never the truth. Locks are the caller's: only the holder of the
archive's writer lock calls :meth:`FullText.add` and :meth:`FullText.rebuilt`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from index.fulltext.evaluate import Evaluator
from index.fulltext.lru import SizedCache
from index.fulltext.reader import DamagedIndexError, Document, Names
from index.fulltext.state import FileState, IndexState, digest, measure, read_state, sync, write_state
from index.fulltext.whoosh_index import WhooshReader, append, create, current_files, latest_generation
from index.models import Sort
from index.query.nodes import Node
from index.trust import make_private_directory

_CACHED_HITS = 500_000


class Health(Enum):
    """Whether an index can be used."""

    MISSING = "missing"
    DAMAGED = "damaged"
    READABLE = "readable"


@dataclass(frozen=True, slots=True)
class Status:
    """The health of an index, how many articles it holds, and the highest of their ids.

    ``revision`` is that of the archive up to which changes of its articles are indexed.
    """

    health: Health
    count: int = 0
    last_id: int = 0
    reason: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Ranking:
    """All articles that match a query, in order, each with its score."""

    hits: tuple[tuple[int, float], ...]


class FullText:
    """A full-text index in a directory of its own."""

    def __init__(
        self,
        directory: Path,
        archive: str,
        names: Names = lambda _: (),
        revision: Callable[[], int] = lambda: 0,
    ) -> None:
        """``archive`` identifies the archive that the index belongs to. Nothing is opened yet.

        ``names`` is asked for the articles that a name in a query means; ``revision`` is another
        number whenever it may answer otherwise than before.
        """
        self.directory = directory
        self._archive = archive
        self._names = names
        self._revision = revision
        self._ranked_at = -1
        self._reader: WhooshReader | None = None
        self._stamp = (0, -1)
        self._evaluator: Evaluator | None = None
        self._rankings: SizedCache[tuple[Node, Sort], Ranking] = SizedCache(_CACHED_HITS)

    def status(self) -> Status:
        """What the index holds, as its files say it."""
        state = read_state(self.directory)
        if state is None or state.archive != self._archive:
            return Status(Health.MISSING, reason="the full-text index is missing or of another version")
        try:
            problem = self._size_problem(state)
            if problem:
                return Status(Health.DAMAGED, reason=problem)
            self._refresh()
        except (DamagedIndexError, OSError) as error:
            self._drop_reader()
            return Status(Health.DAMAGED, reason=f"the full-text index is damaged ({error})")
        assert self._reader is not None  # noqa: S101
        ids = self._reader.article_ids
        if len(set(ids)) != len(ids):
            return Status(Health.DAMAGED, reason="the full-text index holds an article twice")
        return Status(Health.READABLE, len(ids), max(ids, default=0), revision=state.revision)

    def is_recorded(self) -> bool:
        """Whether the state file speaks of the last commit."""
        state = read_state(self.directory)
        return state is not None and latest_generation(self.directory) == state.generation

    def _size_problem(self, state: IndexState) -> str | None:
        """What is wrong with the sizes of the files, if they are those of the state's commit."""
        if latest_generation(self.directory) != state.generation:
            return None
        for name, file in state.files.items():
            path = self.directory / name
            if not path.exists() or path.stat().st_size != file.size:
                return f"the file {path} of the full-text index is damaged or missing"
        return None

    def changed_files(self) -> list[str]:
        """The names of files whose contents are not what was written. Reads all of them."""
        state = read_state(self.directory)
        if state is None or latest_generation(self.directory) != state.generation:
            return []
        return [name for name, file in state.files.items() if not self._is_whole(name, file)]

    def _is_whole(self, name: str, file: FileState) -> bool:
        """Whether a file has the contents that were written."""
        path = self.directory / name
        return path.exists() and path.stat().st_size == file.size and digest(path) == file.digest

    def article_ids(self) -> list[int]:
        """The articles that are indexed. Raises DamagedIndexError."""
        self._refresh()
        assert self._reader is not None  # noqa: S101
        return list(self._reader.article_ids)

    def rank(self, node: Node, sort: Sort) -> Ranking:
        """The articles that match a query, in order. Raises DamagedIndexError."""
        self._refresh()
        revision = self._revision()
        if revision != self._ranked_at:
            self._rankings = SizedCache(_CACHED_HITS)
            self._ranked_at = revision
        ranking = self._rankings.get((node, sort))
        if ranking is None:
            assert self._reader is not None and self._evaluator is not None  # noqa: S101, PT018
            ids = self._reader.article_ids
            hits = self._evaluator.rank(node, sort)
            ranking = Ranking(tuple((ids[doc], score) for doc, score in hits))
            self._rankings.put((node, sort), ranking, len(ranking.hits) + 100)
        return ranking

    def _refresh(self) -> None:
        """Open the last commit unless it is open."""
        try:
            # an index that was built anew may have the number of the one it replaced
            stamp = (self.directory.stat().st_ino, latest_generation(self.directory))
        except OSError as error:
            raise DamagedIndexError(str(error)) from error
        if self._reader is not None and self._stamp == stamp:
            return
        try:
            reader = WhooshReader(self.directory, self._reader)
        except BaseException:
            self._drop_reader()
            raise
        if self._reader is not None:
            self._reader.close()
        self._reader, self._stamp = reader, (stamp[0], reader.generation)
        self._evaluator = Evaluator(reader, self._names)
        self._rankings = SizedCache(_CACHED_HITS)

    def add(
        self, documents: Iterable[Document], *, replaced: Collection[int] = (), revision: int | None = None
    ) -> None:
        """Add documents in one commit, which takes those of the articles ``replaced`` out.

        It is on disk when this returns. ``revision`` is that of the archive up to which changes of its
        articles are indexed then; None leaves it as it is. Raises DamagedIndexError.
        """
        append(self.directory, documents, replaced)
        self._refresh()
        self.adopt(revision)

    def adopt(self, revision: int | None = None) -> None:
        """Have the last commit on disk and write what it holds; ``revision`` is that of :meth:`add`."""
        directory = self.directory
        before = read_state(directory)
        if revision is None:
            revision = before.revision if before else 0
        files = measure(directory, current_files(directory), before.files if before else {})
        sync(directory)
        assert self._reader is not None  # noqa: S101
        ids = self._reader.article_ids
        highest = max(ids, default=0)
        generation = self._reader.generation
        state = IndexState(self._archive, generation, highest, len(ids), files, revision)
        write_state(directory, state)

    @contextmanager
    def rebuilt(self) -> Iterator[FullText]:
        """An empty index to fill, which takes this one's place when the block ends without error."""
        fresh = self.directory.with_name(self.directory.name + ".new")
        old = self.directory.with_name(self.directory.name + ".old")
        for path in (fresh, old):
            shutil.rmtree(path, ignore_errors=True)
        make_private_directory(fresh)
        create(fresh)
        target = FullText(fresh, self._archive)
        target._refresh()
        target.adopt()
        try:
            yield target
        finally:
            target.close()
        self._drop_reader()
        if self.directory.exists():
            self.directory.rename(old)
        fresh.rename(self.directory)
        sync(self.directory.parent)
        shutil.rmtree(old, ignore_errors=True)

    def _drop_reader(self) -> None:
        """Forget the open commit."""
        if self._reader is not None:
            self._reader.close()
        self._reader = self._evaluator = None
        self._rankings = SizedCache(_CACHED_HITS)

    def close(self) -> None:
        """Release the files."""
        self._drop_reader()
