"""Quotes with the articles they stand in and the sentences around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.models import Article, Quote, QuoteInArticle
from index.text import paragraphs, sentences

if TYPE_CHECKING:
    from index.archive import Archive

LONGEST = 2000
"""Code points of the sentences around a quote, at most; of longer ones the nearest are kept."""

OMITTED = "[…]"
"""What stands for sentences between two that are kept."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote, its article, and on one line the sentences that hold its words, its speaker and its cue."""

    item: QuoteInArticle
    article: Article
    sentence: str

    @property
    def quote(self) -> Quote:
        """The quote itself."""
        return self.item.quote


class PassageReader:
    """Reads the surroundings of quotes from an archive; keeps the last article at hand."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._article: Article | None = None
        self._sentences = Sentences("")

    def passage(self, item: QuoteInArticle) -> Passage:
        """A quote with its surroundings. Raises NotFoundError when its article is gone."""
        article = self._article
        if article is None or article.id != item.article.id:
            article = self._archive.article(item.article.id)
            self._article, self._sentences = article, Sentences(article.text)
        return Passage(item, article, self._sentences.around(item.quote))


class Sentences:
    """The sentences of a text around the quotes in it. A paragraph is divided once, when it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraphs = paragraphs(text)
        self._divided: dict[int, list[Range]] = {}

    def around(self, quote: Quote) -> str:
        """The sentences that hold the words of a quote, its speaker or its cue, on one line.

        :data:`OMITTED` stands where sentences between them are left out. If they are longer than
        :data:`LONGEST`, it is the text around the words alone. The quote's offsets count from the
        start of the text.
        """
        places = (
            (quote.start, quote.end),
            (quote.speaker_start, quote.speaker_end),
            (quote.cue_start, quote.cue_end),
        )
        kept = sorted({each for a, b in places if a is not None and b is not None for each in self._at(a, b)})
        if sum(end - start for start, end in kept) > LONGEST:
            return self._cut(quote)
        return self._joined(kept)

    def _at(self, start: int, end: int) -> Iterator[Range]:
        """The sentences that a range touches."""
        number = max(bisect_right(self._paragraphs, start, key=_first) - 1, 0)
        while number < len(self._paragraphs) and self._paragraphs[number][0] < end:
            divided = self._sentences_of(number)
            at = max(bisect_right(divided, start, key=_first) - 1, 0)
            for first, last in divided[at : bisect_right(divided, end - 1, key=_first)]:
                if start < last:
                    yield first, last
            number += 1

    def _sentences_of(self, number: int) -> list[Range]:
        """The sentences of a paragraph."""
        if number not in self._divided:
            self._divided[number] = sentences(self._text, *self._paragraphs[number])
        return self._divided[number]

    def _joined(self, kept: Iterable[Range]) -> str:
        """Sentences on one line, with a mark where something between them is left out."""
        parts: list[str] = []
        before: int | None = None
        for start, end in kept:
            if before is not None and self._text[before : min(start, before + LONGEST)].strip():
                parts.append(OMITTED)
            parts.append(self._text[start:end])
            before = end
        return _folded(" ".join(parts))

    def _cut(self, quote: Quote) -> str:
        """The words of a quote with as much around them as there is room for."""
        own = list(self._at(quote.start, quote.end)) or [(quote.start, quote.end)]
        first, last = own[0][0], own[-1][1]
        room = max(LONGEST - (quote.end - quote.start), 0) // 2
        start = max(quote.start - room, first)
        end = min(quote.end + room, start + LONGEST, last)
        cut = _folded(self._text[start:end])
        return ("…" if start > first else "") + cut + ("…" if end < last else "")


def _first(span: Range) -> int:
    return span[0]


def _folded(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())
