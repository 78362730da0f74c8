"""newsreader's own full-text index, with everything that it indexes of an article but names and quotes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from index.fulltext.documents import make_document
from index.fulltext.engine import FullText
from index.fulltext.search.facets import Facet
from index.models import Article, PartialDate, Sort
from index.query import parse
from tests.bench.search.engines.base import TOP, Answer, directory_bytes, parts
from tests.bench.search.model import Document, Query

_FOLDER = "whoosh"
_ARCHIVE = "bench"
_SOURCES = 1000  # more than there are


class Newsreader:
    """The engine behind ``newsreader search``, without the store and without the search process."""

    name = "newsreader"

    def __init__(self) -> None:
        self._fulltext: FullText | None = None
        self._revision = 0

    def build(self, directory: Path, documents: Iterable[Document], segments: int, count: int) -> None:
        """Add documents in a commit for each segment; if one is asked for, in as few as the format allows."""
        articles = (_article(document) for document in documents)
        fulltext = FullText(directory / _FOLDER, _ARCHIVE)
        with fulltext.rebuilt() as fresh:
            for size in parts(count, segments):
                some = (make_document(article) for article in islice(articles, size))
                fresh.add(some, merge_all=segments == 1)
        fulltext.close()

    def index_bytes(self, directory: Path) -> int:
        """All of it: no texts are stored."""
        return directory_bytes(directory)

    def open(self, directory: Path) -> None:
        """Name the index; it is opened with the first query."""
        self._fulltext = FullText(directory / _FOLDER, _ARCHIVE, revision=lambda: self._revision)

    def search(self, query: Query) -> Answer:
        """What a user has who types the query."""
        assert self._fulltext is not None
        return _answer(self._fulltext, query)

    def forget(self) -> None:
        """Rankings are kept for one revision."""
        self._revision += 1

    def close(self) -> None:
        """Release the files."""
        assert self._fulltext is not None
        self._fulltext.close()


def _answer(fulltext: FullText, query: Query) -> Answer:
    """The first articles; here alone the engine is asked."""
    node = parse(written(query), typing=query.kind == "typed").node
    if node is None:
        return Answer([])
    sort = Sort.NEWEST if query.kind == "newest" else Sort.RELEVANCE
    ids = [article for article, _ in fulltext.page(node, sort, TOP).hits]
    if query.kind == "facet":
        return Answer(ids, dict(fulltext.count_by(node, Facet.SOURCE, _SOURCES)))
    return Answer(ids)


def written(query: Query) -> str:
    """A query as somebody types it."""
    words = " ".join(query.words)
    match query.kind:
        case "or2" | "or3":
            return " OR ".join(query.words)
        case "phrase":
            return f'"{words}"'
        case "prefix":
            return words + "*"
        case "fuzzy":
            return words + "~"
        case "dates":
            return f"{words} date:{query.year}"
        case _:
            return words


def _article(document: Document) -> Article:
    """The article of a document."""
    day = document.published
    return Article(
        id=document.number,
        title=document.title,
        text=f"{document.title}\n\n{document.body}",
        body_start=len(document.title) + 2,
        source=document.source,
        author=None,
        published=PartialDate(day.year, day.month, day.day),
        dateline=None,
        address=None,
        words=0,
    )
