"""The fields of the index as Whoosh knows them: what they make of texts and of queries, and what is kept."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from index.fulltext.internals import whoosh
from index.fulltext.segment.columns import ARTICLE, COLUMNS, DATE, OUTLET
from index.fulltext.segment.fields import FIELDS, NAMES, QUOTES, SPEAKERS, STEMS, TITLE, FieldSpec
from index.fulltext.whoosh_codec.analysis import analyse
from index.query.terms import fold, stem, term_spans, term_texts

_NUMBERED = (*NAMES, SPEAKERS)
_STEMMED = (STEMS, TITLE, QUOTES)


class Counts(whoosh.formats.Format):  # type: ignore[misc]
    """Postings that tell how often a term is in a document, and nothing else."""

    posting_size = 0

    def decode_frequency(self, value: bytes) -> int:
        """Once, for a value does not tell; matchers know better."""
        return 1


class Places(whoosh.formats.Format):  # type: ignore[misc]
    """Postings that tell where a term stands: 4 bytes a place, then in some fields a class for each."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self._width = 4 + spec.following

    def decode_positions(self, value: bytes) -> list[int]:
        """The places, which count terms."""
        return array("I", value[: 4 * self.decode_frequency(value)]).tolist()

    def decode_frequency(self, value: bytes) -> int:
        """How many places there are."""
        return len(value) // self._width

    def decode_weight(self, value: bytes) -> float:
        """The same as the frequency."""
        return float(self.decode_frequency(value))


class TermTokenizer(whoosh.analysis.Tokenizer):  # type: ignore[misc]
    """Cuts text into the terms of :mod:`index.query.terms`, or into their stems."""

    def __init__(self, stemmed: bool) -> None:
        self.stemmed = stemmed
        self.is_morph = stemmed

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        tokenize: bool = True,
        mode: str = "",
        **options: Any,
    ) -> Iterator[Any]:
        """The tokens of a text, one object over and over, as Whoosh has it.

        Whatever is not to be cut, as the beginning of a word or a pattern, is folded and not stemmed.
        """
        token = whoosh.analysis.Token(positions, chars, removestops=removestops, mode=mode, **options)
        if tokenize:
            terms = term_texts(value)
            spans = term_spans(value, len(terms))
        else:
            terms, spans = [fold(value) if value else ""], [(0, len(value))]
        for place, (term, (start, end)) in enumerate(zip(terms, spans, strict=True)):
            token.text = stem(term) if self.stemmed and tokenize else term
            token.original = value[start:end]
            token.boost, token.stopped = 1.0, False
            token.pos = start_pos + place
            token.startchar, token.endchar = start_char + start, start_char + end
            yield token


class ArrayField(whoosh.fields.FieldType):  # type: ignore[misc]
    """A field of :mod:`index.fulltext.segment.fields`."""

    def __init__(self, spec: FieldSpec) -> None:
        if spec in _NUMBERED:
            analyzer = whoosh.analysis.SpaceSeparatedTokenizer()
        else:
            analyzer = TermTokenizer(spec in _STEMMED)
        super().__init__(
            Places(spec) if spec.positions else Counts(),
            analyzer,
            scorable=True,
            multitoken_query="phrase" if spec.positions else "and",
        )
        self.spec = spec

    def index(self, value: Any, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The postings of one document: term, what it adds to the length, how often it is there, value."""
        for term, found in analyse(self.spec, value).items():
            yield self.to_bytes(term), found.length, float(found.count), found.value(self.spec)

    def to_bytes(self, value: str | bytes) -> bytes:
        """A term as it is stored."""
        return value if isinstance(value, bytes) else value.encode("utf-8", "replace")

    def from_bytes(self, value: bytes) -> str:
        """A term from its stored form."""
        return value.decode("utf-8", "replace")


class NumberField(whoosh.fields.NUMERIC):  # type: ignore[misc]
    """A column of numbers that can also be searched: each number in it is a term, without tiers."""

    def __init__(self, code: str, bits: int, signed: bool, **options: Any) -> None:
        column = whoosh.columns.NumericColumn(code, default=0)
        super().__init__(int, bits, signed=signed, shift_step=0, sortable=column, default=0, **options)

    def index(self, value: int, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Nothing: the terms are made from the column when they are asked for."""
        return iter(())

    def to_column_value(self, value: int) -> int:
        """A number as it lies in the column, which is as it is."""
        return int(self.prepare_number(value))

    def from_column_value(self, value: int) -> int:
        """A number from the column."""
        return value


class NameColumn(whoosh.columns.Column):  # type: ignore[misc]
    """A column of names, kept as numbers."""

    def default_value(self, reverse: bool = False) -> str:
        """No name."""
        return ""


@lru_cache(maxsize=1)
def schema() -> Any:
    """The schema: the fields, and the columns under their names. It is the same for all indexes."""
    fields: dict[str, Any] = {spec.name: ArrayField(spec) for spec in FIELDS}
    for column in COLUMNS:
        if column is ARTICLE:
            fields[column.name] = NumberField("q", 64, True, stored=True, unique=True)
        elif column is DATE:
            fields[column.name] = NumberField("I", 32, False)
        elif column is OUTLET:
            fields[column.name] = whoosh.fields.COLUMN(NameColumn())
        else:
            fields[column.name] = whoosh.fields.COLUMN(whoosh.columns.NumericColumn(column.code))
    return whoosh.fields.Schema(**fields)
