"""Stock Whoosh with its own codec: title and body with weights and positions, sortable date and source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path
from typing import Any

from tests.bench.search.engines.base import BODY_WEIGHT, TITLE_WEIGHT, TOP, Answer, directory_bytes, parts
from tests.bench.search.model import Document, Query

_MEMORY_MB = 256


class StockWhoosh:
    """Whoosh as it is installed."""

    name = "stock Whoosh"

    def __init__(self) -> None:
        self._index: Any = None
        self._searcher: Any = None

    def build(self, directory: Path, documents: Iterable[Document], segments: int, count: int) -> None:
        """Index in one commit a segment, without merging."""
        from whoosh import fields, index

        schema = fields.Schema(
            number=fields.STORED,
            title=fields.TEXT(field_boost=TITLE_WEIGHT),
            body=fields.TEXT(field_boost=BODY_WEIGHT),
            day=fields.DATETIME(sortable=True),
            source=fields.ID(sortable=True),
        )
        made = index.create_in(str(directory), schema)
        rest = iter(documents)
        for size in parts(count, segments):
            writer = made.writer(limitmb=_MEMORY_MB)
            for _ in range(size):
                each = next(rest)
                writer.add_document(
                    number=each.number,
                    title=each.title,
                    body=each.body,
                    day=datetime.combine(each.published, time()),
                    source=each.source,
                )
            writer.commit(merge=False)
        made.close()

    def index_bytes(self, directory: Path) -> int:
        """All of it: no texts are stored."""
        return directory_bytes(directory)

    def open(self, directory: Path) -> None:
        """One searcher, which is kept."""
        from whoosh import index

        self._index = index.open_dir(str(directory))
        self._searcher = self._index.searcher()

    def search(self, query: Query) -> Answer:
        """Whoosh's own search for whatever it has."""
        options: dict[str, Any] = {"limit": TOP}
        if query.kind == "newest":
            options |= {"sortedby": "day", "reverse": True}
        if query.kind == "facet":
            options["groupedby"] = "source"
        results = self._searcher.search(_tree(query), **options)
        facets = None
        if query.kind == "facet":
            facets = {name: len(docs) for name, docs in results.groups("source").items()}
        return Answer([hit["number"] for hit in results], facets)

    def forget(self) -> None:
        """Whoosh remembers no answers."""

    def close(self) -> None:
        """Release the files."""
        self._searcher.close()
        self._index.close()


def _tree(query: Query) -> Any:
    """A query as Whoosh takes it; every word in title or body."""
    from whoosh import query as q

    if query.kind == "phrase":
        return q.Or([q.Phrase(field, list(query.words)) for field in ("title", "body")])
    if query.kind in ("prefix", "typed"):
        return q.Or([q.Prefix(field, query.words[0]) for field in ("title", "body")])
    if query.kind == "fuzzy":
        return q.Or([q.FuzzyTerm(field, query.words[0], prefixlength=1) for field in ("title", "body")])
    words = [q.Or([q.Term(field, word) for field in ("title", "body")]) for word in query.words]
    if query.kind == "dates":
        first, last = datetime(query.year, 1, 1), datetime(query.year, 12, 31)
        return q.And([words[0], q.DateRange("day", first, last)])
    if len(words) == 1:
        return words[0]
    return q.Or(words) if query.kind in ("or2", "or3") else q.And(words)
