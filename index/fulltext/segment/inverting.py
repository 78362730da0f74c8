"""Turns documents into a segment in one pass over their words."""

from __future__ import annotations

import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
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
    """The postings of one field while it is built, by the numbers of its terms.

    A posting is one number: the document, then the frequency, then the extra byte (see ``postings``). So
    there is one array a term, and one of its places.
    """

    def __init__(self, spec: FieldSpec, terms: Terms) -> None:
        self.spec = spec
        self.terms = terms
        self.postings: defaultdict[int, array[int]] = defaultdict(_postings)
        self.places: defaultdict[int, array[int]] = defaultdict(_places)
        self.far: defaultdict[int, array[int]] = defaultdict(_postings)
        self.overflow: defaultdict[int, array[int]] = defaultdict(_postings)
        self.lengths = bytearray()
        self.total = 0

    def add(
        self, document: int, counts: Mapping[int, int], length: int, extra: bytearray | None = None
    ) -> None:
        """Add what a document has of each term; documents come in order.

        ``extra`` has the extra byte of each term, and is emptied.
        """
        kind = length_byte(length)
        postings, packed = self.postings, _packed_counts(kind if self.spec.impacts else None)
        if counts and max(counts.values()) >= MOST_FREQUENT:
            counts = self._bounded(counts)
        if extra is None:
            for number, count in counts.items():
                postings[number].append(document + packed[count])
        else:
            for number, count in counts.items():
                postings[number].append(document + packed[count] + (extra[number] << 24))
                extra[number] = 0
        self.lengths.append(kind)
        self.total += length

    def _bounded(self, counts: Mapping[int, int]) -> Mapping[int, int]:
        """Frequencies that fit into a byte; what is beyond is kept aside."""
        for number, count in counts.items():
            if count >= MOST_FREQUENT:
                self.overflow[number].append(count)
        return {number: min(count, MOST_FREQUENT) for number, count in counts.items()}

    def write(self, writer: SegmentWriter) -> None:
        """Write the field, its terms in order."""
        writer.begin_field(self.spec)
        texts, postings = self.terms.texts, self.postings
        order = sorted([(texts[number].encode("utf-8", "replace"), number) for number in postings])
        keeps = self.spec.impacts or self.spec.following
        for term, number in order:
            documents, frequencies, extra = _unpacked(postings[number])
            packed = Packed(
                documents,
                frequencies,
                extra if keeps else b"",
                self.overflow.get(number, _NONE),
                self.places[number].tobytes() if self.spec.positions else b"",
                self.far[number].tobytes() if number in self.far else b"",
            )
            writer.add_term(term, packed)
        writer.end_field()


def _postings() -> array[int]:
    return array("I")


def _places() -> array[int]:
    return array("H")


@lru_cache(maxsize=257)
def _packed_counts(length: int | None) -> tuple[int, ...]:
    """What each frequency adds to a posting in a document of a length, for None without impacts."""
    if length is None:
        return tuple(count << 16 for count in range(256))
    return tuple(count << 16 | row[length] << 24 for count, row in enumerate(impact_table()))


def _unpacked(postings: array[int]) -> tuple[array[int], bytes, bytes]:
    """The documents, the frequencies and the extra bytes of postings."""
    if sys.byteorder == "big":
        postings = postings[:]
        postings.byteswap()
    data = postings.tobytes()
    documents = array("H", data)[::2]
    if sys.byteorder == "big":
        documents.byteswap()
    return documents, data[2::4], data[3::4]


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
        field.add(document, counts, len(words), following)
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
