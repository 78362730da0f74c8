"""An archive in a directory: SQLite for the articles, a full-text index beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import NotFoundError, ReadOnlyError
from index.fulltext.searching import Searcher
from index.models import (
    AddReport,
    Article,
    Draft,
    EntityCount,
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
    from index.query.nodes import Node, Query

Report = Callable[[Progress], None]


class LocalArchive:
    """An :class:`index.archive.Archive` in one directory. Opening it loads no search engine."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open or, with ``create``, make the archive in a directory that exists and is trusted."""
        self._path = path
        self._store = Store(path, create=create)
        self._people = People(self._store.database)
        self._searcher = Searcher(path, self._store, lambda leaf: self._people.names.articles(leaf))

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
        return self._store.page(sort, max(0, limit), max(0, offset))

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

        limit, offset = max(0, limit), max(0, offset)
        parsed = parse(query, typing)
        if parsed.node is None:
            return self._search_all(parsed, sort, limit, offset)
        hits = self._searcher.rank(parsed.node, sort).hits
        page = hits[offset : offset + limit]
        articles = self._store.articles(number for number, _ in page)
        found = [_hit(articles[number], score, parsed) for number, score in page if number in articles]
        return Results(tuple(found), len(hits), parsed.problem)

    def _search_all(self, parsed: Query, sort: Sort, limit: int, offset: int) -> Results:
        """What an empty query shows."""
        ids = [each.id for each in self._store.page(sort, limit, offset)]
        articles = self._store.articles(ids)
        hits = tuple(_hit(articles[number], 0.0, parsed) for number in ids if number in articles)
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
        return find_quotes(self._people, self._candidates, speakers, about, match, max(0, limit))

    def _candidates(self, node: Node) -> set[int]:
        """The articles that match a query, from the full-text index."""
        return {number for number, _ in self._searcher.rank(node, Sort.NEWEST).hits}

    def speakers(self, prefix: str = "", *, limit: int = 1000) -> tuple[Speaker, ...]:
        """Who is quoted, most quoted first; ``prefix`` is the beginning of any word of a name."""
        return self._people.speakers(prefix, max(0, limit))

    def entities(self, label: Label | None = None, *, limit: int = 1000) -> tuple[EntityCount, ...]:
        """The entities of the archive, most often named first."""
        return self._people.entities(label, max(0, limit))

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
        from index.adding.pipeline import add_items
        from index.adding.pool import in_process, in_processes
        from index.lock import writer_lock

        if not self.writable:
            raise ReadOnlyError(
                f"You may read the archive {self._path} but not add to it; ask its owner, "
                "or choose another with --archive"
            )
        with writer_lock(self._path):
            indexer = _Indexer(self._searcher, report)
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

    def check(self, *, repair: bool = False, report: Report | None = None) -> Sequence[Problem]:
        """What is not whole; see :meth:`index.archive.Archive.check`."""
        from index.checking import check

        return check(self._path, self._store, self._searcher, repair=repair, report=report)

    def close(self) -> None:
        """Release the files."""
        self._searcher.close()
        self._store.close()


class _Indexer:
    """Indexes while articles are added; what goes wrong is told, and nothing stored is lost."""

    def __init__(self, searcher: Searcher, report: Report | None) -> None:
        self._searcher = searcher
        self._report = report
        self._indexed = 0
        self._problem: Problem | None = None

    def stored(self, added: int) -> None:
        """Take note of how many articles have been added; index when there is a chunk of them."""
        from index.fulltext.indexing import CHUNK

        if added - self._indexed >= CHUNK:
            self._update()
            self._indexed = added

    def finish(self) -> tuple[Problem, ...]:
        """Index the rest."""
        self._update()
        return (self._problem,) if self._problem else ()

    def _update(self) -> None:
        """Bring the index up to date once more unless that has failed."""
        if self._problem:
            return
        try:
            self._searcher.update(self._report)
        except Exception as error:
            self._problem = Problem(
                str(self._searcher.fulltext().directory),
                f"the articles are stored, but could not be made searchable ({error}); "
                "newsreader check --repair tries again",
            )


def _hit(article: Article, score: float, query: Query) -> Hit:
    """A search result with its snippet."""
    from index.query.matches import find_matches
    from index.query.snippets import make_snippet

    matches = find_matches(query, article.text, body_start=article.body_start)
    snippet: Snippet = make_snippet(article.text, matches, start=article.body_start)
    return Hit(article.summary, score, snippet)
