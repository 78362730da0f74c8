"""What to tell somebody whose query finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.errors import QueryError
from index.fulltext.searching import Searcher
from index.models import Sort, Suggestion
from index.query.nodes import Query
from index.query.parser import parse
from index.query.scan import Kind
from index.query.suggesting import suggest, unknown_words
from index.query.terms import term_texts
from index.query.values import iter_values
from index.query.vocabulary import Vocabulary
from index.text import clean_line

MOST_CORRECTED = 6
"""Unknown words of a query up to which it is corrected: each takes some milliseconds."""

MOST_TOLD, LONGEST_WORD = 5, 40
"""Unknown words that are told, and code points of each."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A query that finds something, or a remark on words that the archive does not know; or neither."""

    suggestion: Suggestion | None = None
    remark: str | None = None


class Adviser:
    """Corrects queries by what one archive knows."""

    def __init__(self, searcher: Searcher, vocabulary: Callable[[], Vocabulary]) -> None:
        self._searcher = searcher
        self._vocabulary = vocabulary

    def advise(self, query: Query, *, typing: bool) -> Advice:
        """What to tell of a query that found nothing; with ``typing`` its last word may be a beginning."""
        vocabulary = self._vocabulary()
        begun = typing and _ends_in_word(query.text)
        asked = Query(query.text + "*", query.node) if begun else query
        unknown = unknown_words(asked, vocabulary)
        found = suggest(asked, vocabulary) if 0 < len(unknown) <= MOST_CORRECTED else None
        if found is not None:
            text = found.text.removesuffix("*") if begun else found.text
            if self._finds(text, typing=typing):
                return Advice(Suggestion(text, found.replaced))
        words = [query.text[start:end] for start, end in unknown]
        return Advice(remark=_remark([word for word in words if not _is_written(word, vocabulary)]))

    def _finds(self, text: str, *, typing: bool) -> bool:
        """Whether a query finds anything."""
        try:
            node = parse(text, typing).node
        except QueryError:
            return False
        return node is not None and self._searcher.page(node, Sort.NEWEST, 0).total > 0


def _is_written(word: str, vocabulary: Vocabulary) -> bool:
    """Whether some article has a word, if not where the query asks for it."""
    return all(vocabulary.written(term) for term in term_texts(word))


def _remark(unknown: Iterable[str]) -> str | None:
    """What to tell of words that the archive does not know."""
    words = [f"“{clean_line(word, LONGEST_WORD)}”" for word in dict.fromkeys(unknown)]
    if not words:
        return None
    more = f" and {len(words) - MOST_TOLD} more" if len(words) > MOST_TOLD else ""
    return f"Not in the archive: {', '.join(words[:MOST_TOLD])}{more}"


def _ends_in_word(text: str) -> bool:
    """Whether a query ends in a word that may be half typed."""
    if not text[-1:].isalnum():
        return False
    last = None
    for last in iter_values(text):  # noqa: B007
        pass
    if last is None or last.piece.kind is not Kind.WORD or last.field is None:
        return False
    return last.piece.end == len(text) and not last.piece.text.startswith("=")
