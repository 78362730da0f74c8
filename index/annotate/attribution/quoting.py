"""The quotes of a document, marked and indirect, with speakers, evidence and confidence."""

from __future__ import annotations

from collections.abc import Iterator

from index.annotate import indirect
from index.annotate.attribution.chains import Chains
from index.annotate.attribution.decoding import Choice, decode
from index.annotate.attribution.referent import Referent
from index.annotate.attribution.weights import load
from index.annotate.context import Context
from index.annotate.indirect import Indirect
from index.annotate.subjects import Subject
from index.models import Quote, QuoteKind

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
        place = (passage.start, passage.end)
        return self._quote(place, choice.kind, subject, choice.referent, choice.cue, confidence)

    def _unmarked(self, found: Indirect) -> Quote:
        """Words that are reported without marks."""
        tokens = self._context.tokens
        referent = self._decoded.resolve(found.subject)
        place = (tokens.starts[found.first], tokens.ends[found.stop - 1])
        confidence = found.weight * self._weights.certainty(referent, found.subject)
        return self._quote(place, QuoteKind.INDIRECT, found.subject, referent, found.cue, confidence)

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
