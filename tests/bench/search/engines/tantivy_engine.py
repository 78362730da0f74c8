"""tantivy, where it is installed: titles and bodies with weights, fast columns for date and source."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.bench.search.engines.base import (
    TITLE_WEIGHT,
    TOP,
    Answer,
    UnsupportedError,
    directory_bytes,
    parts,
)
from tests.bench.search.model import Document, Query

_HEAP = 200_000_000
_FIELDS = ["title", "body"]


class Tantivy:
    """tantivy by its binding for Python."""

    name = "tantivy"

    def __init__(self) -> None:
        self._library: Any = importlib.import_module("tantivy")
        self._index: Any = None
        self._searcher: Any = None
        self._schema: Any = None

    def build(self, directory: Path, documents: Iterable[Document], segments: int, count: int) -> None:
        """Index in one thread, with a commit for each segment; tantivy may merge them."""
        index = self._library.Index(self._make_schema(), path=str(directory))
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        rest = iter(documents)
        for size in parts(count, segments):
            for _ in range(size):
                each = next(rest)
                document = self._library.Document()
                document.add_unsigned("number", each.number)
                document.add_text("title", each.title)
                document.add_text("body", each.body)
                document.add_unsigned("day", each.published.toordinal())
                document.add_text("source", each.source)
                writer.add_document(document)
            writer.commit()
        writer.wait_merging_threads()

    def _make_schema(self) -> Any:
        """The fields; only the number is stored."""
        builder = self._library.SchemaBuilder()
        builder.add_unsigned_field("number", stored=True, fast=True)
        for field in _FIELDS:
            builder.add_text_field(field, stored=False, tokenizer_name="default", index_option="position")
        builder.add_unsigned_field("day", indexed=True, fast=True)
        builder.add_text_field("source", tokenizer_name="raw", fast=True, index_option="basic")
        return builder.build()

    def index_bytes(self, directory: Path) -> int:
        """All of it: no texts are stored."""
        return directory_bytes(directory)

    def open(self, directory: Path) -> None:
        """Map the index; one searcher is kept."""
        self._index = self._library.Index.open(str(directory))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def search(self, query: Query) -> Answer:
        """One search; facets are an aggregation over a second."""
        tree = self._tree(query)
        options = {"order_by_field": "day"} if query.kind == "newest" else {}
        found = self._searcher.search(tree, TOP, **options).hits
        ids = [self._searcher.doc(address)["number"][0] for _, address in found]
        if query.kind != "facet":
            return Answer(ids)
        wanted = {"by": {"terms": {"field": "source", "size": 1000}}}
        buckets = self._searcher.aggregate(tree, wanted)["by"]["buckets"]
        return Answer(ids, {bucket["key"]: bucket["doc_count"] for bucket in buckets})

    def _tree(self, query: Query) -> Any:
        """A query as tantivy takes it."""
        make, occur = self._library.Query, self._library.Occur
        word = query.words[0]
        if query.kind in ("prefix", "typed"):
            each = [make.regex_query(self._schema, field, word + ".*") for field in _FIELDS]
            return make.boolean_query([(occur.Should, one) for one in each])
        if query.kind == "fuzzy":
            each = [make.fuzzy_term_query(self._schema, field, word, distance=1) for field in _FIELDS]
            return make.boolean_query([(occur.Should, one) for one in each])
        if query.kind == "phrase":
            return self._parsed('"' + " ".join(query.words) + '"')
        if query.kind == "dates":
            first, last = (datetime(year, 1, 1).toordinal() for year in (query.year, query.year + 1))
            return self._parsed(f"+{word} +day:[{first} TO {last - 1}]")
        sign = "" if query.kind in ("or2", "or3") else "+"
        return self._parsed(" ".join(sign + each for each in query.words))

    def _parsed(self, text: str) -> Any:
        """A query in tantivy's own language."""
        try:
            return self._index.parse_query(text, _FIELDS, field_boosts={"title": TITLE_WEIGHT})
        except ValueError as error:
            raise UnsupportedError(str(error)) from error

    def forget(self) -> None:
        """tantivy remembers no answers."""

    def close(self) -> None:
        """Nothing is to be released."""
