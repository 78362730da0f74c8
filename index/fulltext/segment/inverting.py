"""Turns documents into a segment in one pass over their words."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

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
    FAR,
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
from index.fulltext.segment.postings import Packed
from index.fulltext.segment.vocabulary import Placed, Terms, Vocabulary
from index.fulltext.segment.writer import Lengths, PerDocument, SegmentWriter
from index.query.terms import term_texts
from index.similarity import signature

_LOWER = (1 << 64) - 1
_MOST = 65_535
_NONE: array[int] = array("I")


class _Field:
    """The postings of one field while it is built, by the numbers of its terms."""

    def __init__(self, spec: FieldSpec, terms: Terms) -> None:
        self.spec = spec
        self.terms = terms
        self.documents: defaultdict[int, array[int]] = defaultdict(lambda: array("H"))
        self.frequencies: defaultdict[int, bytearray] = defaultdict(bytearray)
        self.following: defaultdict[int, bytearray] = defaultdict(bytearray)
        self.places: defaultdict[int, array[int]] = defaultdict(lambda: array("H"))
        self.far: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        self.overflow: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        self.lengths = bytearray()
        self.total = 0

    def add(self, document: int, counts: Mapping[int, int], length: int) -> None:
        """Add what a document has of each term; documents come in order."""
        documents, frequencies = self.documents, self.frequencies
        for number, count in counts.items():
            documents[number].append(document)
            if count < MOST_FREQUENT:
                frequencies[number].append(count)
            else:
                frequencies[number].append(MOST_FREQUENT)
                self.overflow[number].append(count)
        self.lengths.append(length_byte(length))
        self.total += length

    def write(self, writer: SegmentWriter) -> None:
        """Write the field, its terms in order."""
        writer.begin_field(self.spec)
        texts = self.terms.texts
        order = sorted((texts[number].encode("utf-8", "replace"), number) for number in self.documents)
        for term, number in order:
            packed = Packed(
                self.documents[number],
                self.frequencies[number],
                self._extra(number),
                self.overflow.get(number, _NONE),
                self.places[number].tobytes() if self.spec.positions else b"",
                self.far[number].tobytes() if number in self.far else b"",
            )
            writer.add_term(term, packed)
        writer.end_field()

    def _extra(self, number: int) -> bytes | bytearray:
        """The impacts of a term, or which words follow it."""
        if self.spec.following:
            return self.following[number]
        if not self.spec.impacts:
            return b""
        table, lengths = impact_table(), self.lengths
        pairs = zip(self.documents[number], self.frequencies[number], strict=True)
        return bytes([table[frequency][lengths[document]] for document, frequency in pairs])


class Inverter:
    """Collects documents, and writes them as one segment. It holds about 8 kB of memory a document."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        """A ``vocabulary`` that has seen other documents saves time; it may not be in use elsewhere."""
        self._vocabulary = Vocabulary() if vocabulary is None else vocabulary
        words = self._vocabulary.words
        terms = {WORDS: words, STEMS: words.stems, TITLE: words.stems, QUOTES: words.stems}
        self._fields = {spec: _Field(spec, terms[spec] if spec in terms else Terms()) for spec in FIELDS}
        self._columns = {column.name: array(column.code) for column in COLUMNS}
        self._outlets = {"": 0}
        self._following = bytearray()

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
        title_size = len(self._vocabulary.read(document.title)[0])
        counts = self._add_words(number, words, joined)
        self._add_stems(number, counts, words[:title_size], len(words))
        self._add_quotes(number, document.quotes)
        self._add_short(SOURCE, number, term_texts(document.source))
        for spec in (*NAMES, SPEAKERS):
            self._add_short(spec, number, map(str, document.entities.get(spec.name, ())))
        likeness = signature(map(self._vocabulary.words.texts.__getitem__, counts))
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

    def _add_words(self, document: int, words: Sequence[int], joined: Sequence[Placed]) -> Mapping[int, int]:
        """Add the words as they are written; ``joined`` are the compounds. How often each is, in order."""
        field, buckets = self._fields[WORDS], self._vocabulary.words.buckets
        places, following = field.places, self._following
        following.extend(bytes(len(buckets) - len(following)))
        after = [*map(buckets.__getitem__, words), 0]
        counts = Counter(words)
        for place, word in enumerate(words[:FAR]):
            places[word].append(place)
            following[word] |= after[place + 1]
        for place, word in enumerate(words[FAR:], FAR):
            places[word].append(FAR)
            field.far[word].append(place)
            following[word] |= after[place + 1]
        if joined:
            for place, word in joined:
                places[word].append(min(place, FAR))
                following[word] |= after[place + 1]
                if place >= FAR:
                    field.far[word].append(place)
            counts.update([word for _, word in joined])
            for word in {word for _, word in joined}:
                tail = slice(-counts[word], None)
                places[word][tail] = array("H", sorted(places[word][tail]))
                if word in field.far:
                    tail = slice(-places[word][tail].count(FAR) or len(field.far[word]), None)
                    field.far[word][tail] = array("I", sorted(field.far[word][tail]))
        field.add(document, counts, len(words))
        kept = field.following
        for word in counts:
            kept[word].append(following[word])
            following[word] = 0
        return counts

    def _add_stems(self, document: int, words: Mapping[int, int], title: Sequence[int], size: int) -> None:
        """Add the stems of the words; those of the title count more, and in a field of their own."""
        stem_of = self._vocabulary.words.stem_of
        counts: dict[int, int] = {}
        for word, count in words.items():
            number = stem_of[word]
            counts[number] = counts.get(number, 0) + count
        titles = Counter(map(stem_of.__getitem__, title))
        for number, count in titles.items():
            counts[number] += (TITLE_WEIGHT - 1) * count
        self._fields[STEMS].add(document, counts, size + (TITLE_WEIGHT - 1) * len(title))
        self._fields[TITLE].add(document, titles, len(title))

    def _add_quotes(self, document: int, quotes: Sequence[str]) -> None:
        """Add the stems of what is quoted."""
        words, joined = self._vocabulary.read("\n".join(quotes))
        stem_of = self._vocabulary.words.stem_of
        counts = Counter(map(stem_of.__getitem__, chain(words, (word for _, word in joined))))
        self._fields[QUOTES].add(document, counts, len(words))

    def _add_short(self, spec: FieldSpec, document: int, terms: Iterable[str]) -> None:
        """Add the terms of a field that has few."""
        field = self._fields[spec]
        numbers = [field.terms[term] for term in islice(terms, _MOST)]
        field.add(document, Counter(numbers), len(numbers))
        if spec.positions:
            for place, number in enumerate(numbers):
                field.places[number].append(place)

    def write(self, stem: Path) -> None:
        """Write the segment's files under a stem. They are on disk when this returns."""
        writer = SegmentWriter(stem, self.size)
        try:
            for field in self._fields.values():
                field.write(writer)
            lengths = {
                spec.name: Lengths(bytes(field.lengths), field.total) for spec, field in self._fields.items()
            }
            writer.finish(PerDocument(self._columns, list(self._outlets), lengths))
        except BaseException:
            writer.abandon()
            raise
