"""The quotes of a document, marked and indirect, with speakers, evidence and confidence."""

from __future__ import annotations

from collections.abc import Iterator

from index.annotate import indirect
from index.annotate.attribution.chains import Chains
from index.annotate.attribution.decoding import Choice, decode
from index.annotate.attribution.denials import is_denied
from index.annotate.attribution.referent import UNKNOWN, Referent
from index.annotate.attribution.weights import load
from index.annotate.context import Context
from index.annotate.indirect import Indirect
from index.annotate.subjects import Subject
from index.models import Quote, QuoteKind

_LEAST_NAMED = 0.35
"""Under it, two of three names are wrong: the words of the text stand alone."""
_DENIED = 0.6
_FEWEST_WORDS = 3
"""Reported words that are fewer are the torn end of a clause."""


def attribute(context: Context) -> list[Quote]:
    """The quotes of a document in order of start; of two at one place the longer first."""
    return sorted(_Quoting(context).quotes(), key=lambda quote: (quote.start, -quote.end))


class _Quoting:
    """Makes the quotes of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._weights = load()
        self._decoded = decode(context, self._weights)
        self._chains = Chains(context)

    def quotes(self) -> Iterator[Quote]:
        """All quotes, the marked ones first."""
        yield from map(self._marked, self._decoded.choices)
        for found in indirect.find(self._context, self._decoded.clauses):
            if found.stop - found.first >= _FEWEST_WORDS:
                yield self._unmarked(found)

    def _marked(self, choice: Choice) -> Quote:
        """A passage in marks, or a turn of a transcript."""
        passage = self._context.passages[choice.number]
        subject = choice.source.subject if choice.source is not None else None
        share = self._weights.mention(choice.probability, choice.stated)
        confidence = share * self._weights.certainty(choice.referent, subject)
        if is_denied(self._context, choice.number, choice.cue):
            confidence = min(confidence, _DENIED)
        place = (passage.start, passage.end)
        return self._quote(place, choice.kind, subject, choice.referent, choice.cue, confidence)

    def _unmarked(self, found: Indirect) -> Quote:
        """Words that are reported without marks."""
        tokens = self._context.tokens
        referent = self._decoded.resolve(found.subject)
        first, stop = self._whole(found)
        place = (tokens.starts[first], tokens.ends[stop - 1])
        confidence = found.weight * self._weights.certainty(referent, found.subject)
        return self._quote(place, QuoteKind.INDIRECT, found.subject, referent, found.cue, confidence)

    def _whole(self, found: Indirect) -> tuple[int, int]:
        """The tokens of reported words, with all of each marked piece that they cut, and without "that"."""
        first, stop = found.first, found.stop
        while self._context.tokens.lower[first] == "that" and first + 1 < stop:
            first += 1
        for index in (first, stop - 1):
            number = self._context.inside[index]
            if number >= 0:
                begin, end = self._context.ranges[number]
                first, stop = min(first, begin), max(stop, end)
        return first, stop

    def _quote(
        self,
        place: tuple[int, int],
        kind: QuoteKind,
        subject: Subject | None,
        referent: Referent,
        cue: int | None,
        confidence: float,
    ) -> Quote:
        """A quote as the models have it; ``cue`` is a token."""
        if confidence < _LEAST_NAMED:
            referent = UNKNOWN
        tokens, entity = self._context.tokens, referent.entity
        start = tokens.starts[subject.first] if subject is not None else None
        end = tokens.ends[subject.stop - 1] if subject is not None else None
        return Quote(
            *place,
            tokens.text[slice(*place)],
            kind,
            speaker=None if start is None or end is None else tokens.text[start:end],
            speaker_start=start,
            speaker_end=end,
            speaker_name=entity.name if entity is not None else None,
            speaker_id=entity.id if entity is not None else None,
            cue=tokens.words[cue] if cue is not None else None,
            cue_start=tokens.starts[cue] if cue is not None else None,
            cue_end=tokens.ends[cue] if cue is not None else None,
            confidence=round(confidence, 2) if entity is not None or subject is not None else 0.0,
            chain=self._chains.of(subject, referent),
        )
