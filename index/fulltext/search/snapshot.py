"""One generation of an index, open for searching."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from index.deadline import current
from index.fulltext.catalogue import Catalogue, read
from index.fulltext.errors import DamagedIndexError
from index.fulltext.lru import SizedCache
from index.fulltext.segment.columns import ARTICLE, SIGNATURE, SIGNATURE_REST
from index.fulltext.segment.postings import Postings
from index.fulltext.segment.reader import Segment

_CACHED = 32 << 20  # bytes
_RETRIES = 5


class Snapshot:
    """The segments of a generation; they stay as they are when the index grows.

    Raises DamagedIndexError on opening and reading whenever something is not as it was written.
    """

    def __init__(self, directory: Path, previous: Snapshot | None = None) -> None:
        """Open the last generation; segments that ``previous`` has open are taken over."""
        self.catalogue, self.segments = _open(directory, previous)
        self.total = sum(segment.size for segment in self.segments)
        self.count = sum(segment.count for segment in self.segments)
        self._postings: SizedCache[tuple[str, str, bytes], Postings] = (
            previous._postings if previous else SizedCache(_CACHED)
        )
        self._missing: set[tuple[str, str, bytes]] = set()
        self._means: dict[str, float] = {}
        self._totals: dict[str, list[tuple[int, int]]] = {}

    @property
    def generation(self) -> int:
        """Its number."""
        return self.catalogue.generation

    def article_ids(self) -> Iterator[int]:
        """The articles of all documents that are not deleted."""
        for segment in self.segments:
            articles = segment.columns[ARTICLE.name]
            if not segment.deleted:
                yield from articles
            else:
                gone = segment.deleted_documents
                yield from (each for at, each in enumerate(articles) if at not in gone)

    @cached_property
    def has_doubles(self) -> bool:
        """Whether an article stands in it twice."""
        return len(set(self.article_ids())) != self.count

    @cached_property
    def last_article(self) -> int:
        """The highest id of an article, 0 without any."""
        return max(self.article_ids(), default=0)

    def damage(self) -> list[str]:
        """What is not as it was written. Reads everything."""
        found = []
        for segment in self.segments:
            try:
                segment.check()
            except DamagedIndexError as error:
                found.append(str(error))
        return found

    def signatures(self, articles: Collection[int]) -> dict[int, int]:
        """The signatures of some articles."""
        found: dict[int, int] = {}
        for segment in self.segments:
            lower, upper = segment.columns[SIGNATURE.name], segment.columns[SIGNATURE_REST.name]
            for article, document in segment.documents_of(articles).items():
                found[article] = upper[document] << 64 | lower[document]
        return found

    def postings(self, segment: Segment, field: str, term: bytes) -> Postings | None:
        """The postings of a term in one segment, None when it has none."""
        key = (segment.name, field, term)
        found = self._postings.get(key)
        if found is None and key not in self._missing:
            index = segment.find(field, term)
            if index < 0:
                if len(self._missing) > 10_000:
                    self._missing.clear()
                self._missing.add(key)
                return None
            found = segment.postings(field, index)
            self._postings.put(key, found, found.memory)
        return found

    def frequency(self, field: str, term: bytes) -> int:
        """In how many documents a term is, as Whoosh counts: with the deleted ones."""
        found = (self.postings(segment, field, term) for segment in self.segments)
        return sum(each.count for each in found if each is not None)

    def mean_length(self, field: str) -> float:
        """How many terms a field has on average, at least a hundredth."""
        mean = self._means.get(field)
        if mean is None:
            length = sum(segment.total_length(field) for segment in self.segments)
            mean = self._means[field] = max(0.01, length / self.total) if self.total else 1.0
        return mean

    def entity_totals(self, field: str) -> Sequence[tuple[int, int]]:
        """The entities of a field that are in more than one document, and in how many, the most first.

        Deleted documents are counted too.
        """
        found = self._totals.get(field)
        if found is None:
            totals: Counter[int] = Counter()
            for segment in self.segments:
                current().check()
                totals.update(_totals_of(segment, field))
            several = {entity: count for entity, count in totals.items() if count > 1}
            found = self._totals[field] = Counter(several).most_common()
        return found


def _totals_of(segment: Segment, field: str) -> dict[int, int]:
    """In how many documents of a segment each entity of a field is."""
    lexicon = segment.lexicon(field)
    try:
        return dict(zip(map(int, lexicon.terms(range(len(lexicon)))), lexicon.counts, strict=True))
    except ValueError as error:
        raise DamagedIndexError(f"the terms of {field} in the segment {segment.name} are none") from error


def _open(directory: Path, previous: Snapshot | None) -> tuple[Catalogue, tuple[Segment, ...]]:
    """The last catalogue and its segments; a writer may take files away while they are opened."""
    for attempt in range(_RETRIES):
        try:
            catalogue = read(directory)
        except OSError as error:
            if attempt + 1 == _RETRIES:
                raise DamagedIndexError(str(error)) from error
            continue
        try:
            return catalogue, tuple(_segments(directory, catalogue, previous))
        except DamagedIndexError:
            if attempt + 1 == _RETRIES or read(directory).generation == catalogue.generation:
                raise
    raise AssertionError("unreachable")


def _segments(directory: Path, catalogue: Catalogue, previous: Snapshot | None) -> Iterator[Segment]:
    """The segments of a catalogue that have documents left."""
    known = {segment.name: segment for segment in previous.segments} if previous else {}
    for entry in catalogue.segments:
        if entry.count:
            segment = known.get(entry.name)
            if segment is None:
                segment = Segment(directory / entry.name, entry.deleted)
            elif segment.deleted != entry.deleted:
                segment = segment.with_deleted(entry.deleted)
            if segment.size != entry.size:
                raise DamagedIndexError(f"the segment {entry.name} is not the one that was written")
            yield segment
