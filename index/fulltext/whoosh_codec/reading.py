"""Terms, postings, columns and lengths of a segment as Whoosh asks for them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from index.fulltext.internals import whoosh
from index.fulltext.segment.columns import ARTICLE, COLUMNS, DATE, OUTLET
from index.fulltext.segment.fields import BY_NAME
from index.fulltext.segment.lengths import LENGTHS
from index.fulltext.segment.postings import Postings
from index.fulltext.segment.reader import Segment
from index.fulltext.whoosh_codec.matching import ArrayMatcher, Walk
from index.fulltext.whoosh_codec.schema import schema

Term = tuple[str, bytes]

SEARCHABLE = {ARTICLE.name: False, DATE.name: True}
"""The columns whose numbers are terms, and whether 0 stands for what is unknown and is none."""


class TermList(Protocol):
    """The terms of one field in order, known by their index."""

    def __len__(self) -> int: ...

    def term(self, index: int) -> bytes:
        """The term of an index."""

    def seek(self, term: bytes) -> int:
        """The index of the first term that is not before another."""

    def count(self, index: int) -> int:
        """In how many documents a term is."""

    def walk(self, index: int) -> Walk:
        """The postings of a term."""


class FieldTerms:
    """The terms of a field, with their postings."""

    def __init__(self, segment: Segment, field: str) -> None:
        self._segment = segment
        self._field = field
        self._lexicon = segment.lexicon(field)
        self.term = self._lexicon.term
        self.seek = self._lexicon.seek

    def __len__(self) -> int:
        return len(self._lexicon)

    def count(self, index: int) -> int:
        """In how many documents a term is."""
        return self._lexicon.counts[index]

    def walk(self, index: int) -> Walk:
        """The postings of a term."""
        postings = self._segment.postings(self._field, index)
        values = _FieldValues(self._segment, self._field, index, postings)
        return Walk(postings.documents, postings.counts, self._segment.lengths(self._field), values)


class _FieldValues:
    """What is kept of each posting of a term; places are read when they are first asked for."""

    def __init__(self, segment: Segment, field: str, index: int, postings: Postings) -> None:
        self._segment, self._field, self._index = segment, field, index
        self._spec = BY_NAME[field]
        self._postings = postings
        self._starts: Sequence[int] = ()
        self._places: Sequence[int] = ()
        self._following = b""

    def places(self, at: int) -> Sequence[int]:
        """Where the term stands in a document."""
        if not self._starts:
            self._starts = self._postings.starts()
            self._places = self._segment.places(self._field, self._index, self._postings)
        return self._places[self._starts[at] : self._starts[at + 1]]

    def __getitem__(self, at: int) -> bytes:
        if not self._spec.positions:
            return b""
        places = array("I", self.places(at)).tobytes()
        if self._spec.following and not self._following:
            self._following = self._segment.following(self._field, self._index, self._postings)
        return places + self._following[self._starts[at] : self._starts[at + 1]]


class ColumnTerms:
    """The numbers of a column as terms, in order."""

    def __init__(self, segment: Segment, name: str) -> None:
        field = schema()[name]
        found: dict[int, list[int]] = {}
        for document, number in enumerate(segment.columns[name]):
            if number or not SEARCHABLE[name]:
                found.setdefault(number, []).append(document)
        self._keys: list[bytes] = [field.to_bytes(number) for number in sorted(found)]
        self._documents = [documents for _, documents in sorted(found.items())]

    def __len__(self) -> int:
        return len(self._keys)

    def term(self, index: int) -> bytes:
        """The term of an index."""
        return self._keys[index]

    def seek(self, term: bytes) -> int:
        """The index of the first term that is not before another."""
        return bisect_left(self._keys, term)

    def count(self, index: int) -> int:
        """In how many documents a number is."""
        return len(self._documents[index])

    def walk(self, index: int) -> Walk:
        """The documents of a number."""
        documents = self._documents[index]
        return Walk(documents, [1] * len(documents), b"", _NoValues())


class _NoValues:
    """Nothing is kept of a posting."""

    def __getitem__(self, at: int) -> bytes:
        return b""

    def places(self, at: int) -> Sequence[int]:
        """Nowhere."""
        return ()


class ArrayTermsReader(whoosh.codec.base.TermsReader):  # type: ignore[misc]
    """The terms of a segment; those of a field are opened when they are first asked for."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._lists: dict[str, TermList] = {}
        self._names = sorted([*BY_NAME, *SEARCHABLE])

    def _list(self, field: str) -> TermList | None:
        """The terms of a field; None for one that has none."""
        found = self._lists.get(field)
        if found is None and field in self._names:
            found = (
                ColumnTerms(self._segment, field) if field in SEARCHABLE else FieldTerms(self._segment, field)
            )
            self._lists[field] = found
        return found

    def _find(self, field: str, term: bytes) -> tuple[TermList, int] | None:
        """A term by its field's list and its index there."""
        terms = self._list(field)
        if terms is None:
            return None
        index = terms.seek(term)
        return (terms, index) if index < len(terms) and terms.term(index) == term else None

    def __contains__(self, term: Term) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms in this segment."""
        return [name for name in self._names if len(self._list(name) or ())]

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        """A cursor over the terms of a field."""
        return ArrayCursor(self._list(fieldname) or (), fieldobj)

    def _each_from(self, field: str, term: bytes) -> Iterator[tuple[Term, TermList, int]]:
        """The terms from one on, through all fields."""
        for name in self._names:
            terms = self._list(name) if name >= field else None
            if terms is not None:
                for index in range(terms.seek(term) if name == field else 0, len(terms)):
                    yield (name, terms.term(index)), terms, index

    def terms(self) -> Iterator[Term]:
        """All terms, in order of field and bytes."""
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """The terms from one on."""
        return (term for term, _, _ in self._each_from(fieldname, prefix))

    def items(self) -> Iterator[tuple[Term, Any]]:
        """All terms with what is known of them."""
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, Any]]:
        """The terms from one on with what is known of them."""
        return (
            (term, term_info(terms.walk(index))) for term, terms, index in self._each_from(fieldname, prefix)
        )

    def term_info(self, fieldname: str, text: bytes) -> Any:
        """What is known of a term. Raises TermNotFound."""
        terms, index = self._found(fieldname, text)
        return term_info(terms.walk(index))

    def _found(self, field: str, term: bytes) -> tuple[TermList, int]:
        """Like _find. Raises TermNotFound."""
        found = self._find(field, term)
        if found is None:
            raise whoosh.reading.TermNotFound(f"No term {field}:{term!r}")
        return found

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term is in all documents."""
        found = self._find(fieldname, text)
        return float(sum(found[0].walk(found[1]).counts)) if found else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents a term is, deleted ones included."""
        found = self._find(fieldname, text)
        return found[0].count(found[1]) if found else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        """A matcher over the postings of a term. Raises TermNotFound."""
        terms, index = self._found(fieldname, text)
        return ArrayMatcher(terms.walk(index), format_, (fieldname, text), scorer)


def term_info(walk: Walk) -> Any:
    """What is known of a term, from its postings."""
    lengths = [walk.lengths[document] for document in walk.documents] if walk.lengths else [1]
    return whoosh.reading.TermInfo(
        weight=float(sum(walk.counts)),
        df=len(walk.documents),
        minlength=LENGTHS[min(lengths)],
        maxlength=LENGTHS[max(lengths)],
        maxweight=float(max(walk.counts)),
        minid=walk.documents[0],
        maxid=walk.documents[-1],
    )


class ArrayCursor(whoosh.codec.base.FieldCursor):  # type: ignore[misc]
    """Stands at a term of a field. Terms are given and taken as text."""

    def __init__(self, terms: TermList | tuple[()], field: Any) -> None:
        self._terms = terms
        self._field = field
        self._at = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term that is not before another."""
        if isinstance(term, str):
            # halves of surrogate pairs come from automata; their bytes keep the order
            term = term.encode("utf-8", "surrogatepass")
        self._at = self._terms.seek(term) if self._terms else 0
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        """The term; None after the last one."""
        if not self.is_valid():
            return None
        found: str = self._field.from_bytes(self._terms.term(self._at))  # type: ignore[union-attr]
        return found

    term = text

    def term_info(self) -> Any:
        """What is known of the term; None after the last one."""
        return term_info(self._terms.walk(self._at)) if self.is_valid() else None  # type: ignore[union-attr]

    def is_valid(self) -> bool:
        """Whether there is a term."""
        return self._at < len(self._terms)


class ArrayColumnReader(whoosh.columns.ColumnReader):  # type: ignore[misc]
    """The values of a column, one a document."""

    def __init__(self, values: Sequence[Any]) -> None:
        self._values = values
        self._reverse = False

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, document: int) -> Any:
        return self._values[document]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def load(self) -> list[Any]:
        """All values."""
        return list(self._values)

    def set_reverse(self) -> None:
        """Have sort_key give keys that sort the other way."""
        self._reverse = True

    def sort_key(self, document: int) -> Any:
        """What a document is sorted by."""
        value = self._values[document]
        return -value if self._reverse else value


class ArrayPerDocumentReader(whoosh.codec.base.PerDocumentReader):  # type: ignore[misc]
    """Columns and lengths of a segment; Whoosh's segment says what is deleted, for writers note it there."""

    def __init__(self, segment: Segment, entry: Any) -> None:
        self._segment = segment
        self._entry = entry

    def doc_count(self) -> int:
        """How many documents are not deleted."""
        return self._segment.size - int(self._entry.deleted_count())

    def doc_count_all(self) -> int:
        """How many documents there are."""
        return self._segment.size

    def has_deletions(self) -> bool:
        """Whether a document is deleted."""
        return bool(self._entry.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return bool(self._entry.is_deleted(docnum))

    def deleted_docs(self) -> Any:
        """The documents that are deleted."""
        return self._entry.deleted_docs()

    def supports_columns(self) -> bool:
        """Columns are kept."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether there is a column of a name."""
        return fieldname in self._segment.columns

    def list_columns(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in COLUMNS]

    def column_reader(self, fieldname: str, column: Any) -> ArrayColumnReader:
        """The values of a column; of the outlets, their names."""
        values: Sequence[Any] = self._segment.columns[fieldname]
        if fieldname == OUTLET.name:
            values = [self._segment.outlets[number] for number in values]
        return ArrayColumnReader(values)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """About how many terms a field has in a document; ``default`` when it has none."""
        if fieldname not in BY_NAME:
            return default
        return self._segment.length(fieldname, docnum) or default

    def field_length(self, fieldname: str) -> int:
        """How many terms a field has in all documents, deleted ones included."""
        return self._segment.total_length(fieldname)

    def min_field_length(self, fieldname: str) -> int:
        """About the length of a field where it is shortest."""
        return LENGTHS[min(self._lengths(fieldname), default=0)]

    def max_field_length(self, fieldname: str) -> int:
        """About the length of a field where it is longest."""
        return LENGTHS[max(self._lengths(fieldname), default=0)]

    def _lengths(self, field: str) -> bytes:
        """The bytes of the lengths of a field."""
        return self._segment.lengths(field) if field in BY_NAME else b""

    def stored_fields(self, docnum: int) -> dict[str, int]:
        """What is stored of a document: which article it is."""
        return {ARTICLE.name: self._segment.articles[docnum]}
