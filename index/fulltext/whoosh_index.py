"""Everything that touches Whoosh: writing documents and reading postings.

Whoosh keeps the postings; the query language, matching and ranking are this project's own, because
Whoosh's prefix queries take seconds and its scoring a Python call per hit and method.
"""

from __future__ import annotations

import errno
import itertools
import math
import sys
import warnings
import weakref
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    import whoosh.codec.base
    import whoosh.codec.whoosh3
    import whoosh.columns
    import whoosh.fields
    import whoosh.filedb.compound
    import whoosh.filedb.filestore
    import whoosh.filedb.filetables
    import whoosh.filedb.structfile
    import whoosh.formats
    import whoosh.index
    import whoosh.legacy
    import whoosh.matching
    import whoosh.matching.wrappers
    import whoosh.reading
    import whoosh.util.loading
    import whoosh.writing

from index.fulltext.lru import SizedCache
from index.fulltext.reader import EMPTY, DamagedIndexError, Document, IndexField, Postings
from index.fulltext.unpickle import harden

harden()

_ID, _DATE, _TITLE_SIZE, _QUOTES, _SIZE = "id", "date", "title_size", "quote_count", "size"
_COLUMNS = (_ID, _DATE, _TITLE_SIZE, _QUOTES, _SIZE)
_MEMORY_MB = 256  # as Whoosh counts; beyond it sorts on disk, which takes twice the time
_COMPOUND = False  # Whoosh 2.7 reads a segment of one file into memory as a whole
_TIER = 8
_LARGE = 2000
_CACHED_POSTINGS = 2_000_000
_CACHED_WORDS = 500_000


class _Terms(whoosh.fields.FieldType):  # type: ignore[misc]
    """A field that takes terms with their positions and keeps how often, or also where."""

    def __init__(self, positional: bool) -> None:
        form = whoosh.formats.Positions() if positional else whoosh.formats.Existence()
        # without lengths Whoosh looks for their file at every posting that it writes
        super().__init__(form, None, scorable=True)
        self.positional = positional

    def index(
        self, value: Mapping[str, Sequence[int]], **_: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The postings of one document, as Whoosh takes them."""
        for term, places in value.items():
            encoded = _encode_positions(places) if self.positional else b""
            yield _term_bytes(term), len(places), _count(len(places)), encoded

    def to_bytes(self, value: str | bytes) -> bytes:
        """A term as it is stored."""
        return value if isinstance(value, bytes) else value.encode("utf-8", "replace")

    def from_bytes(self, value: bytes) -> str:
        """A term from its stored form."""
        return value.decode("utf-8", "replace")


@lru_cache(maxsize=65536)
def _term_bytes(term: str) -> bytes:
    """A term as it is stored; the writer holds millions of them, so equal ones are one object."""
    return term.encode("utf-8", "replace")


@lru_cache(maxsize=256)
def _count(number: int) -> float:
    """A weight as Whoosh takes it, one object for equal ones."""
    return float(number)


def _schema() -> Any:
    """The fields of the index."""
    fields: dict[str, Any] = {name: _Terms(name in IndexField.POSITIONAL) for name in IndexField.ALL}
    for name in _COLUMNS:
        fields[name] = whoosh.fields.COLUMN(whoosh.columns.NumericColumn("i"))
    return whoosh.fields.Schema(**fields)


def _encode_positions(places: Sequence[int]) -> bytes:
    """Increasing positions as bytes: a letter for the width, then little-endian numbers."""
    code = "H" if places[-1] < 65536 else "I"
    numbers = array(code, places)
    if sys.byteorder == "big":
        numbers.byteswap()
    return code.encode() + numbers.tobytes()


def _decode_positions(data: bytes) -> Sequence[int]:
    """The positions in bytes that _encode_positions made."""
    numbers = array("H" if data[:1] == b"H" else "I")
    numbers.frombytes(data[1:])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


@contextmanager
def _damage() -> Iterator[None]:
    """Whoosh's errors have no common class: whatever comes out of reading means damage."""
    try:
        yield
    except (DamagedIndexError, MemoryError):
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE):
            raise
        raise DamagedIndexError(str(error)) from error
    except Exception as error:
        raise DamagedIndexError(f"{type(error).__name__}: {error}") from error


class _Storage(whoosh.filedb.filestore.FileStorage):  # type: ignore[misc]
    """A directory of files; remembers which were opened, for Whoosh does not close them all."""

    def __init__(self, directory: Path) -> None:
        super().__init__(str(directory))
        self._opened: list[Any] = []

    def open_file(self, name: str, **options: object) -> Any:
        """Open a file for reading."""
        file = super().open_file(name, **options)
        self._opened.append(file)
        return file

    def index(self) -> Any:
        """Whoosh's index in the directory; its own schema, which is a pickle, is not read."""
        return whoosh.index.FileIndex(self, schema=_schema())

    def close_files(self) -> None:
        """Close what is still open."""
        for file in self._opened:
            with suppress(Exception):
                file.close()
        self._opened.clear()


def create(directory: Path) -> None:
    """Make an empty index in an empty directory."""
    storage = whoosh.filedb.filestore.FileStorage(str(directory))
    whoosh.index.FileIndex.create(storage, _schema())


def append(directory: Path, documents: Iterable[Document], replaced: Collection[int] = ()) -> None:
    """Add documents in one commit, which takes those of the articles ``replaced`` out.

    What fails in reading what is there raises DamagedIndexError.
    """
    storage = _Storage(directory)
    try:
        with _damage():
            writer = whoosh.writing.SegmentWriter(
                storage.index(), timeout=5.0, limitmb=_MEMORY_MB, compound=_COMPOUND
            )
        try:
            with _damage():
                _delete(writer, replaced)
            for document in documents:
                _write(writer, document)
            with _damage():
                writer.commit(mergetype=_merge)
        except BaseException:
            _abandon(writer)
            raise
    finally:
        storage.close_files()


def _abandon(writer: Any) -> None:
    """Undo what a writer has begun and free its lock, which Whoosh 2.7 keeps after a failed commit."""
    with suppress(Exception):
        writer.cancel()
    with suppress(Exception):
        writer.writelock.release()


def _delete(writer: Any, articles: Collection[int]) -> None:
    """Take the documents of articles out of the segments that a writer has read."""
    for segment in writer.segments if articles else ():
        reader = whoosh.reading.SegmentReader(writer.storage, writer.schema, segment)
        ids = reader.column_reader(_ID).load()
        reader.close()
        for doc, article in enumerate(ids):
            if article in articles:
                segment.delete_document(doc)


def _write(writer: Any, document: Document) -> None:
    """Add one document to a writer."""
    fields: dict[str, Any] = {name: terms for name, terms in document.terms.items() if terms}
    size = sum(len(places) for places in document.terms[IndexField.WORDS].values())
    values = (document.article_id, document.date, document.title_size, document.quotes, size)
    writer.add_document(**fields, **dict(zip(_COLUMNS, values, strict=True)))


def _merge(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """Merges segments of one tier of size when there are many; large ones stay as they are.

    So a document is written again a few times at most, however many small commits there are.
    Segments of which more is deleted than left are written again, those that are empty go.
    """
    tiers: dict[int, list[Any]] = {}
    segments = [segment for segment in segments if segment.deleted_count() < segment.doc_count_all()]
    for segment in segments:
        size = segment.doc_count_all()
        if size < _LARGE:
            tiers.setdefault(int(math.log(max(size, 1), _TIER)), []).append(segment)
    merged = [segment for tier in tiers.values() if len(tier) >= _TIER for segment in tier]
    merged += [
        segment
        for segment in segments
        if segment not in merged and segment.deleted_count() > segment.doc_count_all() // 2
    ]
    for segment in merged:
        reader = whoosh.reading.SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in merged]


def latest_generation(directory: Path) -> int:
    """The number of the last commit; -1 without an index. Cheap: it lists the directory."""
    found = [-1]
    pattern = whoosh.index.TOC._pattern("MAIN")
    for path in directory.iterdir():
        match = pattern.match(path.name)
        if match:
            found.append(int(match.group(1)))
    return max(found)


def current_files(directory: Path) -> list[str]:
    """The names of the files that the last commit consists of."""
    storage = _Storage(directory)
    try:
        with _damage():
            toc = storage.index()._read_toc()
            names = [whoosh.index.TOC._filename("MAIN", toc.generation)]
            present = {path.name for path in directory.iterdir()}
            for segment in toc.segments:
                stem = segment.segment_id() + "."
                names.extend(sorted(name for name in present if name.startswith(stem)))
            return names
    finally:
        storage.close_files()


class _Segment:
    """One segment: Whoosh's reader of it and its columns in memory.

    Documents are counted without those that are deleted; Whoosh counts these too.
    """

    def __init__(self, reader: Any, columns: Mapping[str, Sequence[int]] | None) -> None:
        self.reader = reader
        self.name: str = reader.segment().segment_id()
        self._all: int = reader.doc_count_all()
        self._numbers = self._count_left(set(reader.segment().deleted_docs()))
        self.size = self._all if self._numbers is None else self._all - self._numbers.count(-1)
        self.columns = columns or {name: self._column(name) for name in _COLUMNS}

    def _count_left(self, deleted: set[int]) -> array[int] | None:
        """The number of each document, -1 for one that is deleted; None when none is."""
        if not deleted:
            return None
        count = itertools.count()
        return array("i", (-1 if doc in deleted else next(count) for doc in range(self._all)))

    def _column(self, name: str) -> Sequence[int]:
        """The values of a column, with those of deleted documents."""
        values = self.reader.column_reader(name).load()
        if len(values) != self._all:
            raise DamagedIndexError(f"column {name} has {len(values)} values for {self._all} documents")
        return array("i", values)

    def values(self, name: str) -> Sequence[int]:
        """The values of a column."""
        values = self.columns[name]
        if self._numbers is None:
            return values
        return array("i", (value for value, number in zip(values, self._numbers, strict=True) if number >= 0))

    def postings(self, field: str, term: str) -> tuple[list[int], list[float]]:
        """The documents of a term, counted within the segment, and how often each has it."""
        docs: list[int] = []
        counts: list[float] = []
        for block in self._blocks(field, term):
            docs.extend(block._ids)
            counts.extend(block._weights)
        if docs and not 0 <= docs[0] <= docs[-1] < self._all:
            raise DamagedIndexError(f"postings of {field}:{term} name documents that do not exist")
        if self._numbers is None:
            return docs, counts
        left = [(self._numbers[doc], count) for doc, count in zip(docs, counts, strict=True)]
        left = [each for each in left if each[0] >= 0]
        return [number for number, _ in left], [count for _, count in left]

    def positions(
        self, field: str, term: str, docs: Collection[int], offset: int
    ) -> dict[int, Sequence[int]]:
        """Where a term stands in some of the documents; numbers count from ``offset``."""
        found: dict[int, Sequence[int]] = {}
        for block in self._blocks(field, term):
            ids = block._ids
            if self._numbers is not None:
                # what is deleted gets a number that is in no segment
                ids = [
                    number if number >= 0 else -offset - 1 for number in map(self._numbers.__getitem__, ids)
                ]
            wanted = [(i, doc + offset) for i, doc in enumerate(ids) if doc + offset in docs]
            if wanted:
                if block._values is None:
                    block._read_values()
                found.update((doc, _decode_positions(block._values[i])) for i, doc in wanted)
        return found

    def _blocks(self, field: str, term: str) -> Iterator[Any]:
        """The matcher of a term at each of its blocks, ids and weights read."""
        fieldtype = self.reader.schema[field]
        try:
            # the reader's own postings() leaves out what is deleted, a document at a time
            matcher = self.reader._terms.matcher(field, fieldtype.to_bytes(term), fieldtype.format)
        except whoosh.reading.TermNotFound:
            return
        if not isinstance(matcher, whoosh.codec.whoosh3.W3LeafMatcher):
            yield matcher
            return
        while not matcher._atend:
            matcher._read_ids()
            matcher._read_weights()
            yield matcher
            matcher._next_block()

    def vocabulary(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """The terms that begin with a prefix, and how many documents have each."""
        start = prefix.encode("utf-8", "replace")
        for (name, term), info in self.reader.iter_from(field, prefix):
            if name != field or not term.startswith(start):
                return
            yield term.decode("utf-8", "replace"), info.doc_frequency()


class WhooshReader:
    """An :class:`index.fulltext.reader.IndexReader` over the last commit of a directory."""

    def __init__(self, directory: Path, previous: WhooshReader | None = None) -> None:
        """Open the last commit; what ``previous`` has in memory of its segments is taken over."""
        self._segments: list[_Segment] = []
        columns = {each.name: each.columns for each in previous._segments} if previous else {}
        self._storage = _Storage(directory)
        try:
            with _damage():
                self._whole: Any = self._storage.index().reader()
                self.generation: int = self._whole.generation()
                for leaf, _ in self._whole.leaf_readers():
                    if leaf.doc_count_all():
                        self._segments.append(_Segment(leaf, columns.get(leaf.segment().segment_id())))
        except BaseException:
            self._storage.close_files()
            raise
        weakref.finalize(self, self._storage.close_files)
        self._offsets = [sum(s.size for s in self._segments[:at]) for at in range(len(self._segments))]
        self.article_ids = self._join(_ID)
        self.dates = self._join(_DATE)
        self.title_sizes = self._join(_TITLE_SIZE)
        self.quote_counts = self._join(_QUOTES)
        self.sizes = self._join(_SIZE)
        self._postings: SizedCache[tuple[str, str], Postings] = SizedCache(_CACHED_POSTINGS)
        self._vocabulary: SizedCache[tuple[str, str], list[tuple[str, int]]] = SizedCache(_CACHED_WORDS)

    def _join(self, column: str) -> Sequence[int]:
        """A column of all segments."""
        values = array("i")
        for segment in self._segments:
            values.extend(segment.values(column))
        return values

    def postings(self, field: str, term: str) -> Postings:
        """The documents of a term."""
        found = self._postings.get((field, term))
        if found is None:
            found = self._read_postings(field, term)
            self._postings.put((field, term), found, len(found.docs) + 50)
        return found

    def _read_postings(self, field: str, term: str) -> Postings:
        """The documents of a term, from the files."""
        docs: list[int] = []
        counts: list[float] = []
        with _damage():
            for segment, offset in zip(self._segments, self._offsets, strict=True):
                some, weights = segment.postings(field, term)
                docs.extend([doc + offset for doc in some] if offset else some)
                counts.extend(weights)
        return Postings(docs, counts) if docs else EMPTY

    def positions(self, field: str, term: str, docs: Collection[int]) -> Mapping[int, Sequence[int]]:
        """Where a term stands in some documents."""
        found: dict[int, Sequence[int]] = {}
        with _damage():
            for segment, offset in zip(self._segments, self._offsets, strict=True):
                found.update(segment.positions(field, term, docs, offset))
        return found

    def vocabulary(self, field: str, prefix: str) -> Sequence[tuple[str, int]]:
        """The terms that begin with a prefix of at least 2 letters, and the number of their documents."""
        stem = prefix[:2]
        found = self._vocabulary.get((field, stem))
        if found is None:
            counts: dict[str, int] = {}
            with _damage():
                for segment in self._segments:
                    for term, count in segment.vocabulary(field, stem):
                        counts[term] = counts.get(term, 0) + count
            found = sorted(counts.items())
            self._vocabulary.put((field, stem), found, len(found) + 50)
        return [each for each in found if each[0].startswith(prefix)]

    def close(self) -> None:
        """Release the files."""
        with suppress(Exception):
            self._whole.close()
        self._storage.close_files()
