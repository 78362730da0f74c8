"""Turns documents into a segment in one pass over their words."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from struct import Struct
from typing import TypeAlias

from index.fulltext.document import Document
from index.fulltext.segment.columns import (
    ARTICLE,
    COLUMNS,
    DATE,
    OUTLET,
    QUOTE_COUNT,
    SIGNATURE,
    SIGNATURE_REST,
    TITLE_SIZE,
)
from index.fulltext.segment.fields import (
    FIELDS,
    MOST_DOCUMENTS,
    MOST_FREQUENT,
    NAMES,
    QUOTES,
    SOURCE,
    SPEAKERS,
    STEMS,
    TITLE,
    TITLE_WEIGHT,
    WORDS,
    FieldSpec,
)
from index.fulltext.segment.impacts import impact_table
from index.fulltext.segment.lengths import length_byte
from index.fulltext.segment.postings import Written, places_as_bytes
from index.fulltext.segment.tokens import Tokens, as_counts
from index.fulltext.segment.vocabulary import Placed, Terms, Vocabulary
from index.fulltext.segment.writer import Lengths, PerDocument, SegmentWriter
from index.query.terms import term_texts
from index.similarity.signatures import signature_of

_LOWER = (1 << 64) - 1
_MOST = 65_535
_ONE = b"\1"
# postings of a term that is once in one document, without and with an extra byte, and its place
_ONCE, _SINGLE, _PLACE = Struct("=HB"), Struct("=HBB"), Struct("=HBB")

Counted: TypeAlias = "tuple[array[int], Sequence[int]]"
"""The documents that a term is in, in increasing order, and how often it is in each."""


class _Field:
    """A field while it is built: of each term the documents, one for each occurrence, and the places."""

    def __init__(self, spec: FieldSpec, terms: Terms) -> None:
        self.spec = spec
        self.terms = terms
        self.documents: defaultdict[int, array[int]] = defaultdict(_numbers)
        self.places: defaultdict[int, array[int]] = defaultdict(_numbers)
        self.lengths = bytearray()
        self.total = 0

    def add(self, document: int, terms: Sequence[int]) -> None:
        """Add the terms of the next document."""
        documents = self.documents
        for term in terms:
            documents[term].append(document)
        if self.spec.positions:
            for place, term in enumerate(terms):
                self.places[term].append(place)
        self.add_length(len(terms))

    def add_length(self, length: int) -> None:
        """Add the length of the next document in terms."""
        self.lengths.append(length_byte(length))
        self.total += length

    def counted(self, term: int) -> Counted:
        """In which documents a term of the field is, and how often."""
        documents = self.documents[term]
        if len(documents) == 1:
            return documents, _ONE
        counts = Counter(documents)
        if len(counts) == len(documents):
            return documents, _ONE * len(documents)
        return array("H", counts), as_counts(counts.values())

    def write(self, writer: SegmentWriter) -> None:
        """Write the field, its terms in order."""
        writer.begin_field(self.spec)
        for text, term in self.terms.ordered(self.documents):
            places = self.places[term].tobytes() if self.spec.positions else b""
            _add(writer, text, *self.counted(term), places=places)
        writer.end_field()


def _numbers() -> array[int]:
    return array("H")


def _add(
    writer: SegmentWriter,
    term: bytes,
    documents: array[int],
    counts: Sequence[int],
    extra: bytes = b"",
    places: bytes = b"",
) -> None:
    """Write a term; what does not fit into a byte of the frequencies is kept aside."""
    if isinstance(counts, bytes):
        writer.add_parts(term, documents.tobytes(), counts, extra, b"", places)
        return
    frequencies = bytes([min(count, MOST_FREQUENT) for count in counts])
    overflow = array("I", [count for count in counts if count >= MOST_FREQUENT])
    writer.add_parts(term, documents.tobytes(), frequencies, extra, overflow.tobytes(), places)


class Inverter:
    """Collects documents, and writes them as one segment. It holds about 8 kB of memory a document."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        """A ``vocabulary`` that has seen other documents saves time; it may not be in use elsewhere."""
        self._vocabulary = Vocabulary() if vocabulary is None else vocabulary
        words = self._vocabulary.words
        terms = {WORDS: words, STEMS: words.stems, TITLE: words.stems, QUOTES: words.stems}
        self._fields = {spec: _Field(spec, terms[spec] if spec in terms else Terms()) for spec in FIELDS}
        self._tokens = Tokens(words)  # of the words, whose stems are counted when the segment is written
        self._columns = {column.name: array(column.code) for column in COLUMNS}
        self._outlets = {"": 0}

    @property
    def size(self) -> int:
        """How many documents there are."""
        return len(self._columns[ARTICLE.name])

    @property
    def is_full(self) -> bool:
        """Whether a segment has no room for another document."""
        return self.size >= MOST_DOCUMENTS

    def add(self, document: Document) -> None:
        """Add a document. Raises OverflowError when the segment is full."""
        if self.is_full:
            raise OverflowError("the segment is full")
        number = self.size
        words, joined = self._vocabulary.read(document.text)
        title, joined_in_title = self._vocabulary.read(document.title)
        title_size = len(title)
        self._tokens.add(number, words, joined, title_size)
        self._fields[WORDS].add_length(len(words))
        self._add_title(number, title, joined_in_title, len(words))
        self._add_quotes(number, document.quotes)
        self._add_short(SOURCE, number, term_texts(document.source))
        for spec in (*NAMES, SPEAKERS):
            self._add_short(spec, number, map(str, document.entities.get(spec.name, ())))
        likeness = self._likeness(dict.fromkeys(chain(words, (word for _, word in joined))))
        values = {
            ARTICLE.name: document.article_id,
            DATE.name: document.date,
            TITLE_SIZE.name: min(title_size, _MOST),
            QUOTE_COUNT.name: min(len(document.quotes), _MOST),
            OUTLET.name: self._outlets.setdefault(document.source, len(self._outlets)),
            SIGNATURE.name: likeness & _LOWER,
            SIGNATURE_REST.name: likeness >> 64,
        }
        for name, value in values.items():
            self._columns[name].append(value)

    def _likeness(self, words: Iterable[int]) -> int:
        """The signature of a document with these distinct words."""
        known = self._vocabulary.words
        return signature_of(map(known.votes.__getitem__, words), map(known.texts.__getitem__, words))

    def _add_title(self, document: int, title: Sequence[int], joined: Sequence[Placed], size: int) -> None:
        """Add the stems of the title, which count more than those of the ``size`` words in all."""
        self._add_stems(TITLE, document, title, joined)
        self._fields[STEMS].add_length(size + (TITLE_WEIGHT - 1) * len(title))

    def _add_quotes(self, document: int, quotes: Sequence[str]) -> None:
        """Add the stems of what is quoted."""
        self._add_stems(QUOTES, document, *self._vocabulary.read("\n".join(quotes)))

    def _add_stems(
        self, spec: FieldSpec, document: int, words: Sequence[int], joined: Sequence[Placed]
    ) -> None:
        """Add the stems of words and of their compounds, which do not count for the length."""
        stem_of = self._vocabulary.words.stem_of
        field = self._fields[spec]
        field.add(document, list(map(stem_of.__getitem__, words)))
        for _, word in joined:
            field.documents[stem_of[word]].append(document)

    def _add_short(self, spec: FieldSpec, document: int, terms: Iterable[str]) -> None:
        """Add the terms of a field that has few."""
        field = self._fields[spec]
        field.add(document, [field.terms[term] for term in islice(terms, _MOST)])

    def write(self, stem: Path) -> None:
        """Write the segment's files under a stem. They are on disk when this returns."""
        writer = SegmentWriter(stem, self.size)
        try:
            self._write_stems(writer, self._write_words(writer))
            for spec, field in self._fields.items():
                if spec not in (WORDS, STEMS):
                    field.write(writer)
            lengths = {
                spec.name: Lengths(bytes(field.lengths), field.total) for spec, field in self._fields.items()
            }
            writer.finish(PerDocument(self._columns, list(self._outlets), lengths))
        except BaseException:
            writer.abandon()
            raise

    def _write_words(self, writer: SegmentWriter) -> dict[int, Counted]:
        """Write the words as they are written in the texts, and tell where each is."""
        found: dict[int, Counted] = {}
        writer.begin_field(WORDS)
        for text, word in self._vocabulary.words.ordered(self._tokens.words()):
            single = self._tokens.single(word)
            if single is not None:
                document, following, place = single
                writer.add_term(text, Written(1, _ONCE.pack(document, 1), _PLACE.pack(place, following, 0)))
                found[word] = array("H", (document,)), _ONE
                self._tokens.forget(word)
                continue
            documents, counts, *places = self._tokens.occurrences(word)
            _add(writer, text, documents, counts, places=places_as_bytes(*places))
            found[word] = documents, counts
            self._tokens.forget(word)
        writer.end_field()
        return found

    def _write_stems(self, writer: SegmentWriter, words: Mapping[int, Counted]) -> None:
        """Write the stems of the words."""
        words_of: defaultdict[int, list[int]] = defaultdict(list)
        stem_of = self._vocabulary.words.stem_of
        for word in words:
            words_of[stem_of[word]].append(word)
        titles, lengths = self._fields[TITLE], self._fields[STEMS].lengths
        once = lengths.translate(impact_table()[1])  # the impact of one occurrence in each document
        writer.begin_field(STEMS)
        for text, stem in self._vocabulary.words.stems.ordered(words_of):
            parts = [words[word] for word in words_of[stem]]
            title = titles.counted(stem) if stem in titles.documents else None
            documents, counts = _together(parts, title)
            if counts == _ONE:
                (document,) = documents
                writer.add_term(text, Written(1, _SINGLE.pack(document, 1, once[document])))
                continue
            if sum(counts) == len(counts):
                impacts = bytes(map(once.__getitem__, documents))
            else:
                impacts = _impacts(documents, counts, lengths)
            _add(writer, text, documents, counts, impacts)
        writer.end_field()


def _together(parts: Sequence[Counted], title: Counted | None) -> Counted:
    """Where a stem is whose words are ``parts``; an occurrence in the title counts more."""
    if len(parts) == 1 and title is None:
        return parts[0]
    total = dict(zip(*parts[0], strict=True))
    for documents, counts in parts[1:]:
        for document, count in zip(documents, counts, strict=True):
            total[document] = total.get(document, 0) + count
    if title is not None:
        for document, count in zip(*title, strict=True):
            total[document] += (TITLE_WEIGHT - 1) * count
    order = array("H", total if len(parts) == 1 else sorted(total))
    return order, as_counts(list(map(total.__getitem__, order)))


def _impacts(documents: Iterable[int], counts: Sequence[int], lengths: Sequence[int]) -> bytes:
    """The impact of each posting in documents of these lengths."""
    rows = impact_table()
    if not isinstance(counts, bytes):
        counts = [min(count, MOST_FREQUENT) for count in counts]
    sizes = map(lengths.__getitem__, documents)
    return bytes([rows[count][size] for count, size in zip(counts, sizes, strict=True)])
