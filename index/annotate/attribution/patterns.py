"""The hand-written patterns that find a source for a passage, each with its weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from index.annotate import clauses, transcripts
from index.annotate.attribution import proposals
from index.annotate.attribution.layout import Layout
from index.annotate.attribution.proposals import Attribution, Paragraph
from index.annotate.attribution.sources import Source
from index.annotate.context import Context
from index.annotate.subjects import Form, Subject
from index.models import Label

STATED = frozenset({"after", "before", "noun", "colon", "signature", "label", "continued", "interrupted"})
"""Those by which the paragraph itself names the source."""

CERTAIN = 0.85
_REACH = 200

Last = tuple[int, Source] | None
"""The number of the quote before a passage, and its source."""

Found = list[tuple[str, Attribution]]
"""Names of patterns, each with what it found."""


class Patterns:
    """Applies the patterns to the passages of one document."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.context = layout.context
        self._answers: list[Attribution] | None = None
        self._lasting: dict[int, tuple[Found, Found]] = {}

    def find(self, number: int, paragraph: Paragraph, last: Last) -> Found:
        """What the patterns find for a passage."""
        # Only what the last quote tells changes between two readings of a document.
        lasting = self._lasting.get(number)
        if lasting is None:
            lasting = self._lasting[number] = (
                self._beside(number, paragraph),
                self._named(number, paragraph),
            )
        return [*lasting[0], *self._from_last(number, last), *lasting[1]]

    def _beside(self, number: int, paragraph: Paragraph) -> Found:
        """What the words beside a passage tell."""
        context = self.context
        found = {
            "after": proposals.after(context, paragraph, number),
            "before": proposals.before(context, paragraph, number),
            "noun": proposals.noun(context, number),
            "colon": proposals.colon(context, paragraph, number),
            "signature": proposals.signature(context, paragraph, number),
            "label": proposals.label(context, number),
            "interviewee": self._interviewee(number),
        }
        return _with_subjects(found)

    def _from_last(self, number: int, last: Last) -> Found:
        """What the quote before a passage tells."""
        if last is None:
            return []
        found = {
            "continued": self._continued(number, last),
            "interrupted": self._interrupted(number, last),
        }
        return _with_subjects(found)

    def _named(self, number: int, paragraph: Paragraph) -> Found:
        """Whom the sentence, the paragraph and those before name."""
        found = {
            "sentence": self._sentence_subject(number, paragraph),
            "introduced": self._introduced(paragraph.number),
            "first": self._subject_of(paragraph.number - 1),
        }
        return _with_subjects(found)

    def asks(self, number: int) -> bool:
        """Whether a passage is the turn of an interviewer who has no name: "Q: ..."."""
        return self._letter(number) in transcripts.ASKING

    def _letter(self, number: int) -> str:
        """The word before the words of a turn, in lower case; empty where there is none, or no turn."""
        passage = self.context.passages[number]
        if not passage.turn:
            return ""
        index = self.context.tokens.at(passage.start) - 1
        tokens = self.context.tokens
        while (
            index >= 0 and tokens.paragraph[index] == passage.paragraph and not tokens.lower[index].isalpha()
        ):
            index -= 1
        here = index >= 0 and tokens.paragraph[index] == passage.paragraph
        return tokens.lower[index] if here else ""

    def _interviewee(self, number: int) -> Attribution | None:
        """The person most often named before the first turn, for the turn of whoever answers: "A: ..."."""
        if self._letter(number) not in transcripts.ANSWERING:
            return None
        if self._answers is None:
            self._answers = _interviewee(self.context)
        return self._answers[0] if self._answers else None

    def _continued(self, number: int, last: tuple[int, Source]) -> Attribution | None:
        """The source of the passage before where a passage without a label goes on from it."""
        if last[0] != number - 1 or not self.context.passages[number].continues:
            return None
        labelled = proposals.label(self.context, number) is not None
        return None if labelled else Attribution(last[1].subject, 0.95)

    def _interrupted(self, number: int, last: tuple[int, Source]) -> Attribution | None:
        """The source of the passage before in the same paragraph: the second of “A,” he said, “B.”."""
        if self.context.passages[last[0]].paragraph != self.context.passages[number].paragraph:
            return None
        words = self.context.tokens.words
        begin = self.context.ranges[number][0]
        gap = begin - self.context.ranges[last[0]][1]
        return Attribution(last[1].subject, 0.82 if gap < 8 and words[begin - 1] in ".,?!—" else 0.64)

    def _sentence_subject(self, number: int, paragraph: Paragraph) -> Attribution | None:
        """The first person or body named before a passage in its sentence."""
        tokens = self.context.tokens
        begin = self.context.ranges[number][0]
        if begin <= paragraph.first:
            return None
        floor = max(paragraph.first, tokens.sentence_starts[tokens.sentence[begin]], begin - _REACH)
        subject = clauses.sentence_subject(self.context, floor, begin)
        return Attribution(subject, 0.5) if subject is not None else None

    def _introduced(self, paragraph: int) -> Attribution | None:
        """The source that the paragraph before sets up: its last strong clause, or any before a colon."""
        before = paragraph - 1
        if before < 0:
            return None
        here = self.layout.paragraphs[before].clauses
        start, end = self.context.tokens.paragraphs[before]
        if self.context.tokens.text[start:end].rstrip()[-1:] == ":":
            subject = here[-1].subject if here else self._last_subject(before)
            return Attribution(subject, 0.85 if here else 0.75) if subject is not None else None
        strong = [clause for clause in here if clause.strong]
        return Attribution(strong[-1].subject, 0.66) if strong else None

    def _last_subject(self, paragraph: int) -> Subject | None:
        """The first person or body named in the last sentence of a paragraph."""
        stop = self.layout.paragraphs[paragraph].stop
        tokens = self.context.tokens
        start = max(tokens.sentence_starts[tokens.sentence[stop - 1]], stop - _REACH)
        return clauses.sentence_subject(self.context, start, stop)

    def _subject_of(self, paragraph: int) -> Attribution | None:
        """The first person or body named in a paragraph."""
        if paragraph < 0:
            return None
        bounds = self.layout.paragraphs[paragraph]
        subject = clauses.sentence_subject(
            self.context, bounds.first, min(bounds.stop, bounds.first + _REACH)
        )
        return Attribution(subject, 0.45) if subject is not None else None


def _with_subjects(found: Mapping[str, Attribution | None]) -> Found:
    """What some patterns have found, in their order."""
    return [(name, each) for name, each in found.items() if each is not None and each.subject is not None]


def _interviewee(context: Context) -> list[Attribution]:
    """The person most often named before the first turn; surer when no other is. None or one."""
    first = next(
        stop for passage, (stop, _) in zip(context.passages, context.ranges, strict=True) if passage.turn
    )
    grouping = context.grouping
    named = Counter(
        grouping.of_span[number]
        for number, span in enumerate(context.spans)
        if span.stop <= first and span.label is Label.PERSON
    )
    if not named:
        return []
    person, _ = named.most_common(1)[0]
    number = grouping.entities[person].mentions[0]
    span = context.spans[number]
    subject = Subject(span.first, span.stop, Form.NAME, number)
    return [Attribution(subject, 0.9 if len(named) == 1 else 0.6)]


def second_hand(context: Context, near: Iterable[Source], rules: Found) -> set[int]:
    """Sources by "according to" behind a clause that names the speaker: Hale said, according to Acme.

    ``near`` are the sources around a passage and ``rules`` what the patterns find for it. Gives first
    tokens.
    """
    cues = [each.cue for name, each in rules if name == "after" and each.weight >= CERTAIN]
    lower = context.tokens.lower
    if not cues or cues[0] is None or lower[cues[0]] == "according":
        return set()
    return {
        each.first
        for each in near
        if each.clause is not None and lower[each.clause.cue] == "according" and each.clause.cue > cues[0]
    }
