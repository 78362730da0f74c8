"""An archive in a directory: SQLite for the articles, a full-text index beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.corrections import Corrections
from index.errors import NotFoundError, ReadOnlyError
from index.fulltext.searching import Searcher
from index.models import (
    AddReport,
    Article,
    Completion,
    Draft,
    EntityCount,
    Facet,
    FacetCount,
    Label,
    Mention,
    Problem,
    Progress,
    Quote,
    QuoteInArticle,
    Results,
    Sort,
    Speaker,
    Summary,
)
from index.models.profiles import EntityProfile, SpeakerProfile
from index.models.statements import Statement
from index.storage.people import People
from index.storage.store import Store

if TYPE_CHECKING:
    from index.counting import FacetCounter
    from index.finding import Finder
    from index.fulltext.search.outside import Named
    from index.known import Known
    from index.query.nodes import Mark, Naming, Node
    from index.query.vocabulary import Vocabulary
    from index.storage.profiles import Profiles
    from index.storage.speaking import Speaking
    from index.storage.statements import Statements
    from index.userstate import UserState

Report = Callable[[Progress], None]

MOST = 1 << 53
"""The highest limit and offset that is counted; no archive has so many of anything."""


class LocalArchive(Corrections):
    """An :class:`index.archive.Archive` in one directory. Opening it loads no search engine."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open or, with ``create``, make the archive in a directory that exists and is trusted."""
        store = Store(path, create=create)
        super().__init__(path, store, Searcher(path, store, self, self._answers))
        self._people = People(store.database)
        self._words: tuple[Hashable, Vocabulary] | None = None

    @cached_property
    def _finder(self) -> Finder:
        """Answers queries; loaded with the first."""
        from index.finding import Finder

        return Finder(
            self._store, self._searcher, lambda number: self._profiles.label(number), self._vocabulary
        )

    @cached_property
    def _counter(self) -> FacetCounter:
        """Counts what matches by source, month and entity; loaded when it is first asked for."""
        from index.counting import FacetCounter

        return FacetCounter(self._store, self._searcher)

    def _vocabulary(self) -> Vocabulary:
        """What is known of words, names and sources now."""
        from index.vocabulary import ArchiveVocabulary

        state = self._searcher.state()
        if self._words is None or self._words[0] != state:
            vocabulary = ArchiveVocabulary(self._searcher.words(), self._people.names, self._counter)
            self._words = state, vocabulary
        return self._words[1]

    @cached_property
    def _profiles(self) -> Profiles:
        """Answers questions about single entities; loaded with the first."""
        from index.storage.profiles import Profiles

        return Profiles(self._store.database, lambda: self._store.shown_revision)

    @cached_property
    def _speaking(self) -> Speaking:
        """Answers questions about single speakers; loaded with the first."""
        from index.storage.speaking import Speaking

        return Speaking(self._store.database, self._people, self._candidates)

    @cached_property
    def _statements(self) -> Statements:
        """Finds who else quotes the same words; loaded with the first."""
        from index.storage.statements import Statements

        return Statements(self._store.database)

    @cached_property
    def _known(self) -> Known:
        """Tells the full-text index what it does not know; loaded with the first query."""
        from index.known import Known

        return Known(self._store.database, self._people.names)

    @cached_property
    def _marks(self) -> UserState:
        """What this user has read and starred; loaded when it is first asked for."""
        from index.userstate import UserState

        return UserState(self._path, self._store.uuid)

    def named(self, leaf: Naming) -> Named:
        """Whom a part of a query means; see :class:`index.fulltext.search.outside.Outside`."""
        return self._known.named(leaf)

    def marked(self, mark: Mark) -> Collection[int]:
        """The articles that this user has marked; those that are read for UNREAD."""
        from index.query.nodes import Mark

        return self._marks.starred() if mark is Mark.STARRED else self._marks.read_ids()

    def _answers(self) -> int:
        """Another number whenever :meth:`named` or :meth:`marked` may answer otherwise."""
        if "_marks" not in self.__dict__:
            return self._store.shown_revision
        self._marks.refresh()
        return hash((self._store.shown_revision, self._marks.read_ids(), self._marks.starred()))

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

    def quotes_in(self, article_id: int, *, indirect: bool = False) -> tuple[Quote, ...]:
        """The quotes of an article, in order of start; with ``indirect`` also those without marks."""
        from index.storage.repeats import with_repeats

        self._need(article_id)
        return with_repeats(
            self._store.database, article_id, self._store.quotes(article_id, indirect=indirect)
        )

    def _need(self, article_id: int) -> None:
        """Raise NotFoundError unless there is such an article."""
        if not self._store.has(article_id):
            raise NotFoundError(f"There is no article {article_id}; newsreader search shows which there are")

    def prepare_search(self, report: Report | None = None) -> None:
        """Repair the full-text index if it is behind, missing or damaged, as far as this user may."""
        self._searcher.prepare(report)

    def mend_search(self, report: Report | None = None) -> None:
        """Build the full-text index anew if it is damaged anywhere; reads all of it, waits for a writer."""
        self._searcher.mend(report)

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
        fold: bool = False,
        advise: bool = True,
    ) -> Results:
        """The articles that match a query; see :meth:`index.archive.Archive.search`."""
        return self._finder.search(
            query, sort, _bounded(limit), _bounded(offset), typing=typing, fold=fold, advise=advise
        )

    def facets(
        self, query: str, facet: Facet, *, limit: int = 10, typing: bool = False
    ) -> tuple[FacetCount, ...]:
        """How many articles that match have what; see :meth:`index.archive.Archive.facets`."""
        from index.query.parser import parse

        return self._counter.count(parse(query, typing).node, facet, _bounded(limit))

    def complete(self, text: str, cursor: int, limit: int = 8) -> tuple[Completion, ...]:
        """What may stand at a place of a query; see :meth:`index.archive.Archive.complete`."""
        from index.query.completing import complete

        return self._searcher.repairing(lambda: complete(text, cursor, self._vocabulary(), _bounded(limit)))

    def quotes(
        self,
        *,
        by: str | None = None,
        speaker_id: int | None = None,
        about: str | None = None,
        match: str | None = None,
        limit: int = 100,
        indirect: bool = False,
    ) -> tuple[QuoteInArticle, ...]:
        """Quotes, newest article first; see :meth:`index.archive.Archive.quotes`."""
        from index.storage.quoting import find_quotes

        speakers: Collection[int] | None = None
        if by is not None and by.strip():
            named = self._people.entities_named if indirect else self._people.speakers_named
            speakers = named(by)
        if speaker_id is not None:
            if not self._people.exists(speaker_id):
                raise NotFoundError(
                    f"There is no speaker {speaker_id}; newsreader speakers shows who there is"
                )
            speakers = {speaker_id} if speakers is None else {speaker_id}.intersection(speakers)
        return find_quotes(
            self._people, self._candidates, speakers, about, match, _bounded(limit), indirect=indirect
        )

    def _candidates(self, node: Node) -> set[int]:
        """The articles that match a query, from the full-text index."""
        return self._searcher.matching(node)

    def speakers(self, prefix: str = "", *, limit: int = 1000) -> tuple[Speaker, ...]:
        """Who is quoted, most quoted first; ``prefix`` is the beginning of any word of a name."""
        return self._people.speakers(prefix, _bounded(limit))

    def speaker(
        self, speaker_id: int, *, match: str = "", limit: int = 50, offset: int = 0
    ) -> SpeakerProfile:
        """What the archive tells of somebody who speaks; see :meth:`index.archive.Archive.speaker`."""
        return self._speaking.profile(speaker_id, match, _bounded(limit), _bounded(offset))

    def quote(self, quote_id: int) -> QuoteInArticle:
        """One quote, also one that is reported without marks."""
        return self._statements.quote(quote_id)

    def statement(self, quote_id: int) -> Statement:
        """A quote with those of other articles that report the same words."""
        with self._store.database.snapshot():
            return self._statements.statement(quote_id)

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
        with writer_lock(self._path), Indexer(self._searcher, report) as indexer:
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
