"""What an index knows of words and sources, for suggestions and completions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index.fulltext.search.expansion import starting
from index.fulltext.search.facets import count_sources
from index.fulltext.search.matching import EXACT, STEMMED, encoded
from index.fulltext.search.sets import DocumentSet
from index.fulltext.search.snapshot import Snapshot
from index.fulltext.segment.fields import WORDS
from index.query.nodes import Field
from index.query.terms import term_texts


class Words:
    """The words and sources of a snapshot. Counts are of documents, the deleted ones included."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def count(self, field: Field, term: str) -> int:
        """How many documents have a term in a field; where the field is stemmed, a word with this stem."""
        name = STEMMED[field] if field.stemmed else EXACT[field]
        return self._snapshot.frequency(name, encoded(term))

    def written(self, term: str) -> int:
        """How many documents have a word as it is written, or a compound."""
        return self._snapshot.frequency(WORDS.name, encoded(term))

    def starting(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """The words that begin so, with their counts, most frequent first."""
        counts: Counter[str] = Counter()
        for segment in self._snapshot.segments:
            lexicon = segment.lexicon(WORDS.name)
            for index in starting(segment, WORDS.name, prefix, max(limit, 1)):
                counts[lexicon.term(index).decode("utf-8", "replace")] += lexicon.counts[index]
        return counts.most_common(limit)

    def sources_starting(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """The sources of which each word of ``prefix`` begins a word, with their counts, largest first."""
        wanted = term_texts(prefix)
        everything = [DocumentSet(each.size, bitmap=each.alive) for each in self._snapshot.segments]
        found = [
            (name, count)
            for name, count in count_sources(self._snapshot, everything).most_common()
            if name and begin_words(wanted, term_texts(name))
        ]
        return found[:limit]


def begin_words(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each of some terms begins one of others."""
    return all(any(word.startswith(each) for word in words) for each in wanted)
