"""From a draft to what the store keeps: cleaned, measured, annotated."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.models import Annotations, Article, Draft, Quote
from index.text import clean, clean_line, paragraphs, sentences, words

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article ready to be stored.

    ``article.id`` is 0; ``contexts`` are the sentences of each quote. ``annotator`` is the version
    that made the annotations, empty when it failed.
    """

    digest: bytes
    article: Article
    annotations: Annotations = field(default_factory=Annotations)
    contexts: tuple[Range, ...] = ()
    annotator: str = ""


def prepare(draft: Draft, source: str | None = None) -> Prepared | None:
    """The article of a draft, not yet annotated; None when no word is left of it after cleaning.

    ``source`` is taken when the draft names none.
    """
    title = clean_line(draft.title)
    body = clean(draft.body).strip()
    body_start = len(title) + 2 if title else 0
    text = f"{title}\n\n{body}" if title else body
    count = words(text)
    if not count:
        return None
    article = Article(
        id=0,
        title=title,
        text=text,
        body_start=body_start,
        source=_line(draft.source) or _line(source),
        author=_line(draft.author),
        published=draft.published,
        dateline=_line(draft.dateline),
        address=_line(draft.address),
        words=count,
    )
    return Prepared(digest(title, body), article)


def digest(title: str, body: str) -> bytes:
    """What identifies an article: SHA-256 of its title and body, white space folded."""
    folded = " ".join(title.split()) + "\n" + " ".join(body.split())
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).digest()


def with_annotations(prepared: Prepared, annotations: Annotations, annotator: str) -> Prepared:
    """The article with its annotations, who made them, and the sentences around its quotes."""
    contexts = find_contexts(prepared.article.text, annotations.quotes)
    return replace(prepared, annotations=annotations, contexts=contexts, annotator=annotator)


def find_contexts(text: str, quotes: Sequence[Quote]) -> tuple[Range, ...]:
    """For each quote the range of the sentences of its paragraph that it touches."""
    if not quotes:
        return ()
    blocks = paragraphs(text)
    cut: dict[Range, list[Range]] = {}
    contexts = []
    at = 0
    for quote in quotes:
        while at and blocks[at][0] > quote.start:
            at -= 1
        while at + 1 < len(blocks) and blocks[at][1] < quote.start:
            at += 1
        block = blocks[at] if blocks else (quote.start, quote.end)
        if block not in cut:
            cut[block] = sentences(text, *block)
        contexts.append(_around(quote, cut[block]))
    return tuple(contexts)


def _around(quote: Quote, pieces: Sequence[Range]) -> Range:
    """The hull of a quote and the sentences that it, its cue or its speaker touches."""
    begin = min(x for x in (quote.start, quote.cue_start, quote.speaker_start) if x is not None)
    end = max(x for x in (quote.end, quote.cue_end, quote.speaker_end) if x is not None)
    first = bisect_right(pieces, begin, key=lambda piece: piece[1])
    touched = pieces[first : bisect_left(pieces, end, key=lambda piece: piece[0])]
    if not touched:
        return quote.start, quote.end
    return min(quote.start, touched[0][0]), max(quote.end, touched[-1][1])


def _line(value: str | None) -> str | None:
    """A cleaned single line, or None when nothing is left."""
    return clean_line(value) or None if value else None
