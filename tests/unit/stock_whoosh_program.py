"""Stock Whoosh in a process of its own; see ``stock_whoosh``."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

import whoosh.fields
import whoosh.filedb.filestore
import whoosh.formats
import whoosh.query

from index.fulltext.segment.fields import STEMS, WORDS, FieldSpec
from index.fulltext.whoosh_codec.analysis import Titled, analyse
from tests.unit.stock_whoosh import hits


class Field(whoosh.fields.FieldType):  # type: ignore[misc]
    """The same terms, frequencies, lengths and positions as ours, in Whoosh's own format."""

    def __init__(self, spec: FieldSpec) -> None:
        form = whoosh.formats.Positions() if spec.positions else whoosh.formats.Frequency()
        super().__init__(form, None, scorable=True)
        self.spec = spec

    def index(self, value: Any, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, found in analyse(self.spec, value).items():
            kept = self.format.encode(found.places) if self.spec.positions else bytes(4)
            yield term.encode(), found.length, float(found.count), kept


def main() -> None:
    """Read from standard input what is to be indexed and searched, and write the hits."""
    told = json.load(sys.stdin)
    schema = whoosh.fields.Schema(
        words=Field(WORDS),
        stems=Field(STEMS),
        article=whoosh.fields.NUMERIC(int, 64, stored=True),
        date=whoosh.fields.NUMERIC(int, 32, signed=False, sortable=True, default=0),
    )
    index = whoosh.filedb.filestore.RamStorage().create_index(schema)
    for documents in told["commits"]:
        writer = index.writer()
        for each in documents:
            writer.add_document(
                words=Titled(each["title"], each["text"]),
                stems=Titled(each["title"], each["text"]),
                article=each["article_id"],
                date=each["date"],
            )
        writer.commit(merge=False)
    writer = index.writer()
    for article in told["deleted"]:
        writer.delete_by_term("article", article)
    writer.commit(merge=False)
    with index.searcher() as searcher:
        json.dump([hits(searcher, whoosh.query, spec) for spec in told["queries"]], sys.stdout)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        tempfile.tempdir = own  # Whoosh has temporary files under one name for all processes
        main()
