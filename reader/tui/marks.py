"""What is marked in an article beside its entities, and how it looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.models import Mention, Quote
from reader.tui.highlight import Highlight
from reader.tui.styles import CHAIN, CUE, CURRENT, ENTITY, EVIDENCE, MARKED, MATCH, REPORTED

Span = tuple[int, int]

IN_QUOTE = "▌"
IN_CHAIN = "›"
IN_REPORT = "~"
"""The signs in front of rows: of the marked quote, of what it rests on, of speech without quotation marks."""


@dataclass(frozen=True, slots=True)
class QuoteMarks:
    """A quote and what its attribution rests on: ranges of the article's text, none where not known.

    ``chain`` are the mentions that lead from the speaker's mention to the full name, nearest first.
    """

    quote: Span | None = None
    speaker: Span | None = None
    cue: Span | None = None
    chain: tuple[Span, ...] = ()

    @classmethod
    def of(cls, quote: Quote, *, evidence: bool = False) -> QuoteMarks:
        """A quote with the mention of its speaker; with ``evidence`` also the cue and the chain of names."""
        speaker = _span(quote.speaker_start, quote.speaker_end)
        cue = _span(quote.cue_start, quote.cue_end) if evidence else None
        return cls((quote.start, quote.end), speaker, cue, quote.chain if evidence else ())

    @property
    def spans(self) -> tuple[Span, ...]:
        """All ranges, the quote first, then what is nearest to it in the attribution."""
        known = (self.quote, self.cue, self.speaker, *self.chain)
        return tuple(span for span in known if span is not None)


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything that is marked; ``reported`` is speech without quotation marks."""

    matches: tuple[Span, ...] = ()
    quote: QuoteMarks = field(default=QuoteMarks())
    reported: tuple[Span, ...] = ()
    current: Span | None = None


def highlights(mentions: Sequence[Mention], marks: Marks) -> Iterator[Highlight]:
    """The marks laid over the entities, in the order in which they cover each other."""
    for each in mentions:
        yield Highlight(each.start, each.end, ENTITY[each.label])
    for span in marks.reported:
        yield Highlight(*span, REPORTED)
    quote = marks.quote
    if quote.quote:
        yield Highlight(*quote.quote, MARKED)
    for span in marks.matches:
        yield Highlight(*span, MATCH)
    for span in quote.chain:
        yield Highlight(*span, CHAIN)
    if quote.cue:
        yield Highlight(*quote.cue, CUE)
    if quote.speaker:
        yield Highlight(*quote.speaker, EVIDENCE)
    if marks.current:
        yield Highlight(*marks.current, CURRENT)


def sign_of(marks: Marks, start: int, end: int) -> str:
    """The sign in front of a row that shows ``start:end`` of the text."""
    quote = marks.quote
    if quote.quote and _meet(quote.quote, start, end):
        return IN_QUOTE
    if any(_meet(span, start, end) for span in quote.chain):
        return IN_CHAIN
    if any(_meet(span, start, end) for span in marks.reported):
        return IN_REPORT
    return " "


def _meet(span: Span, start: int, end: int) -> bool:
    """Whether a range and a row have a character in common."""
    return span[0] < end and start < span[1]


def _span(start: int | None, end: int | None) -> Span | None:
    """A range, if it is known."""
    return None if start is None or end is None else (start, end)
