"""An archive in a directory: SQLite for the articles, a full-text index beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import NotFoundError, ReadOnlyError
from index.fulltext.searching import Searcher
from index.models import (
    AddReport,
    Article,
    Decision,
    Draft,
    EntityCount,
    EntityProfile,
    Hit,
    Label,
    Mention,
    Problem,
    Progress,
    Quote,
    QuoteInArticle,
    Results,
    Snippet,
    Sort,
    Speaker,
    Summary,
)
from index.storage.people import People
from index.storage.store import Store

if TYPE_CHECKING:
    from index.query.nodes import Naming, Node, Query
    from index.storage.deciding import Decider
    from index.storage.profiles import Profiles

Report = Callable[[Progress], None]

MOST = 1 << 53
"""The highest limit and offset that is counted; no archive has so many of anything."""

SEARCHED = (100_000, 2_000_000)
"""Code points in which the match that a snippet shows is looked for: at first, and at most."""


class LocalArchive:
    """An :class:`index.archive.Archive` in one directory. Opening it loads no search engine."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open or, with ``create``, make the archive in a directory that exists and is trusted."""
        self._path = path
        self._store = Store(path, create=create)
        self._people = People(self._store.database)
        self._searcher = Searcher(path, self._store, self._named)

    @cached_property
    def _profiles(self) -> Profiles:
        """Answers questions about single entities; loaded with the first."""
        from index.storage.profiles import Profiles

        return Profiles(self._store.database, lambda: self._store.shown_revision)

    @cached_property
    def _decider(self) -> Decider:
        """Takes decisions on who is who; loaded with the first."""
        from index.storage.deciding import Decider

        return Decider(self._path, self._store)

    def _named(self, leaf: Naming) -> Collection[int]:
        """The articles in which somebody speaks or is named whom a part of a query means."""
        from index.query.nodes import OneEntity

        if isinstance(leaf, OneEntity):
            return self._profiles.articles(leaf.entity_id)
        return self._people.names.articles(leaf)

    @property
    def path(self) -> Path:
        """The directory."""
        return self._path

    @property
    def uuid(self) -> str:
        """What identifies the archive wherever it lies."""
        return self._store.uuid

    @property
    def writable(self) -> bool:
        """Whether this user may add to it."""
        return self._store.writable

    @property
    def is_sample(self) -> bool:
        """Whether it holds the sample articles and nothing else."""
        return self._store.meta("sample") is not None

    def count(self) -> int:
        """How many articles there are."""
        return self._store.count()

    def articles(self, *, sort: Sort = Sort.NEWEST, limit: int = 50, offset: int = 0) -> tuple[Summary, ...]:
        """The articles in order of date; those without a year come last, by id."""
        return self._store.page(sort, _bounded(limit), _bounded(offset))

    def article(self, article_id: int) -> Article:
        """One article."""
        return self._store.article(article_id)

    def mentions(self, article_id: int) -> tuple[Mention, ...]:
        """The entities named in an article, in order of start."""
        self._need(article_id)
        return self._store.mentions(article_id)

    def quotes_in(self, article_id: int) -> tuple[Quote, ...]:
        """The quotes of an article, in order of start."""
        self._need(article_id)
        return self._store.quotes(article_id)

    def _need(self, article_id: int) -> None:
        """Raise NotFoundError unless there is such an article."""
        if not self._store.has(article_id):
            raise NotFoundError(f"There is no article {article_id}; newsreader search shows which there are")

    def prepare_search(self, report: Report | None = None) -> None:
        """Repair the full-text index if it is behind, missing or damaged, as far as this user may."""
        self._searcher.prepare(report)

    def leave_repairs(self) -> None:
        """Search what is there from now on, without repairing an index; loads what searching needs.

        For a process whose answers must not take long, while another calls :meth:`prepare_search`.
        """
        from index.query.terms import stem

        self._searcher.leave_repairs()
        self._searcher.fulltext().status()
        stem("words")

    def search(
        self,
        query: str,
        *,
        sort: Sort = Sort.RELEVANCE,
        limit: int = 20,
        offset: int = 0,
        typing: bool = False,
    ) -> Results:
        """The articles that match a query; see :meth:`index.archive.Archive.search`."""
        from index.query.parser import parse

        limit, offset = _bounded(limit), _bounded(offset)
        parsed = parse(query, typing)
        if parsed.node is None:
            return self._search_all(parsed, sort, limit, offset)
        hits = self._searcher.rank(parsed.node, sort).hits
        page = hits[offset : offset + limit]
        articles = self._store.articles(number for number, _ in page)
        mentions = self._store.mentions if _asked_entities(parsed) else _no_mentions
        found = [
            _hit(articles[number], score, parsed, mentions(number))
            for number, score in page
            if number in articles
        ]
        return Results(tuple(found), len(hits), parsed.problem or self._unknown(parsed))

    def _unknown(self, query: Query) -> str | None:
        """What to tell of an entity that a query asks for by its id and that there is not."""
        for number in sorted(_asked_entities(query)):
            if not self._profiles.exists(number):
                return f"There is no entity {number}; newsreader entities --json shows which there are"
        return None

    def _search_all(self, parsed: Query, sort: Sort, limit: int, offset: int) -> Results:
        """What an empty query shows."""
        ids = [each.id for each in self._store.page(sort, limit, offset)]
        articles = self._store.articles(ids)
        hits = tuple(_hit(articles[number], 0.0, parsed, ()) for number in ids if number in articles)
        return Results(hits, self._store.count(), parsed.problem)

    def quotes(
        self,
        *,
        by: str | None = None,
        speaker_id: int | None = None,
        about: str | None = None,
        match: str | None = None,
        limit: int = 100,
    ) -> tuple[QuoteInArticle, ...]:
        """Quotes, newest article first; see :meth:`index.archive.Archive.quotes`."""
        from index.storage.quoting import find_quotes

        speakers: Collection[int] | None = None
        if by is not None and by.strip():
            speakers = self._people.speakers_named(by)
        if speaker_id is not None:
            if not self._people.exists(speaker_id):
                raise NotFoundError(
                    f"There is no speaker {speaker_id}; newsreader speakers shows who there is"
                )
            speakers = {speaker_id} if speakers is None else {speaker_id}.intersection(speakers)
        return find_quotes(self._people, self._candidates, speakers, about, match, _bounded(limit))

    def _candidates(self, node: Node) -> set[int]:
        """The articles that match a query, from the full-text index."""
        return {number for number, _ in self._searcher.rank(node, Sort.NEWEST).hits}

    def speakers(self, prefix: str = "", *, limit: int = 1000) -> tuple[Speaker, ...]:
        """Who is quoted, most quoted first; ``prefix`` is the beginning of any word of a name."""
        return self._people.speakers(prefix, _bounded(limit))

    def entities(
        self, label: Label | None = None, *, query: str = "", limit: int = 1000, typing: bool = False
    ) -> tuple[EntityCount, ...]:
        """The entities of the archive, most often named first; see :meth:`index.archive.Archive.entities`."""
        matching = self._matching(query, typing)
        with self._store.database.snapshot():
            return self._profiles.entities(label, matching, _bounded(limit))

    def entity(
        self, entity_id: int, *, query: str = "", limit: int = 50, offset: int = 0, typing: bool = False
    ) -> EntityProfile:
        """What the archive tells of an entity; see :meth:`index.archive.Archive.entity`."""
        matching = self._matching(query, typing)
        with self._store.database.snapshot():
            return self._profiles.profile(entity_id, matching, _bounded(limit), _bounded(offset))

    def _matching(self, query: str, typing: bool) -> set[int] | None:
        """The articles that match a query; None for all."""
        from index.query.parser import parse

        node = parse(query, typing).node
        return None if node is None else self._candidates(node)

    def filter_for(self, entity_id: int) -> str:
        """A query that finds the articles that name an entity, and means no other."""
        return self._profiles.filter_for(entity_id, self._people.names)

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

    def undo(self) -> Decision:
        """Take the last decision that holds back, and say which."""
        return self._decider.undo()

    def undoable(self) -> Decision | None:
        """The decision that :meth:`undo` takes back, None when there is none that this user may."""
        return self._decider.undoable()

    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that hold, oldest first."""
        return self._decider.decisions()

    def add(
        self,
        items: Iterable[Draft | Problem],
        *,
        source: str | None = None,
        jobs: int = 1,
        report: Report | None = None,
    ) -> AddReport:
        """Clean, annotate, store and index articles; see :meth:`index.archive.Archive.add`."""
        return self._add(items, source=source, jobs=jobs, report=report)

    def add_sample(self, items: Iterable[Draft | Problem], *, report: Report | None = None) -> AddReport:
        """Add the sample articles; an archive that is empty before becomes the sample archive."""
        return self._add(items, sample=True, report=report)

    def _add(
        self,
        items: Iterable[Draft | Problem],
        *,
        source: str | None = None,
        jobs: int = 1,
        sample: bool = False,
        report: Report | None = None,
    ) -> AddReport:
        from index.adding.indexer import Indexer
        from index.adding.pipeline import add_items
        from index.adding.pool import in_process, in_processes
        from index.lock import writer_lock

        if not self.writable:
            raise ReadOnlyError(
                f"You may read the archive {self._path} but not add to it; ask its owner, "
                "or choose another with --archive"
            )
        with writer_lock(self._path):
            indexer = Indexer(self._searcher, report)
            done = add_items(
                self._store,
                items,
                source=source,
                annotate=in_processes(jobs) if jobs > 1 else in_process,
                sample=sample,
                report=report,
                stored=indexer.stored,
            )
            return AddReport(done.added, done.known, (*done.problems, *indexer.finish()))

    def outdated(self) -> int:
        """How many articles another version of the annotator has read."""
        from index.adding.pool import annotator_version
        from index.storage.renewing import count_outdated

        return count_outdated(self._store.database, annotator_version())

    def renew(self, guard: AbstractContextManager[object], report: Report | None = None) -> None:
        """Annotate again what an older annotator has read; see :func:`index.upkeep.renew_quietly`."""
        from index.upkeep import renew_quietly

        renew_quietly(self._path, self._store, self._searcher, guard, report)

    def check(
        self, *, repair: bool = False, jobs: int = 1, report: Report | None = None
    ) -> Sequence[Problem]:
        """What is not whole; see :meth:`index.archive.Archive.check`."""
        from index.checking import check

        return check(self._path, self._store, self._searcher, repair=repair, jobs=jobs, report=report)

    def close(self) -> None:
        """Release the files."""
        self._searcher.close()
        self._store.close()


def _bounded(number: int) -> int:
    """A limit or an offset that SQLite can take, and that two of can be added."""
    return min(max(0, number), MOST)


def _asked_entities(query: Query) -> set[int]:
    """The entities that a query asks for by their ids."""
    from index.query.nodes import OneEntity, leaves

    return {leaf.entity_id for leaf in leaves(query.node) if isinstance(leaf, OneEntity)}


def _no_mentions(_: int) -> tuple[Mention, ...]:
    """The mentions of an article where they are not asked for."""
    return ()


def _hit(article: Article, score: float, query: Query, mentions: Iterable[Mention]) -> Hit:
    """A search result with its snippet."""
    from index.query.snippets import make_snippet

    matches = _first_matches(article, query, tuple(mentions))
    snippet: Snippet = make_snippet(article.text, matches, start=article.body_start)
    return Hit(article.summary, score, snippet)


def _first_matches(
    article: Article, query: Query, mentions: Sequence[Mention]
) -> tuple[tuple[int, int], ...]:
    """Where an article matches, by its beginning alone if that has a match below the title."""
    from index.query.matches import find_matches

    found: tuple[tuple[int, int], ...] = ()
    for size in SEARCHED:
        text = article.text[:size]
        found = find_matches(query, text, body_start=article.body_start, mentions=mentions)
        if len(text) == len(article.text) or any(start >= article.body_start for start, _ in found):
            break
    return found
