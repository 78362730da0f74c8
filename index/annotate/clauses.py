"""Finding who says something: cue verbs outside quotation marks, each with its subject."""

from __future__ import annotations

from dataclasses import dataclass

from index.annotate import subjects
from index.annotate.context import Context
from index.annotate.lexicon import cues, word_set
from index.annotate.subjects import Form, Subject
from index.models import Label


@dataclass(frozen=True, slots=True)
class Clause:
    """A cue verb and its subject.

    ``inverted`` when the verb stands first ("said Smith"), ``relative`` when it belongs to a clause
    with "who".
    """

    cue: int
    subject: Subject
    strong: bool
    inverted: bool
    relative: bool = False

    @property
    def first(self) -> int:
        """The first token of the clause."""
        return min(self.cue, self.subject.first)

    @property
    def stop(self) -> int:
        """The token after the clause."""
        return max(self.cue + 1, self.subject.stop)


_NOUN_BEFORE = word_set(
    """the a an his her its their these this that those of no any some my our 's ’s in for latest recent to"""
)
_CLOSED = frozenset("\"'”’“»«)]")
_REACH = 45
_MAX_ADVERBS = 8


def find(context: Context) -> list[Clause]:
    """The clauses of a text in the order of their cues."""
    found: list[Clause] = []
    lower = context.tokens.lower
    for index, word in enumerate(lower):
        if word in cues.CUES and context.inside[index] < 0 and context.span_at[index] < 0:
            clause = _read(context, index, found[-1] if found else None)
            if clause is not None:
                found.append(clause)
    return found


def _bounds(context: Context, cue: int) -> tuple[int, int]:
    """The tokens around a cue in its paragraph that can hold its subject."""
    tokens = context.tokens
    sentence = tokens.sentence[cue]
    floor = max(tokens.sentence_starts[sentence], cue - _REACH)
    limit = (
        tokens.sentence_starts[sentence + 1] if sentence + 1 < len(tokens.sentence_starts) else len(tokens)
    )
    return floor, min(limit, cue + _REACH)


def _read(context: Context, cue: int, previous: Clause | None) -> Clause | None:
    """The clause of one cue; None where the word is no verb or has no subject."""
    lower = context.tokens.lower
    word = lower[cue]
    floor, limit = _bounds(context, cue)
    if word in ("put", "puts", "putting") and lower[cue + 1 : cue + 2] != ["it"]:
        return None
    if word in ("according", "per"):
        return _according(context, cue, limit)
    if cue > floor and lower[cue - 1] in _NOUN_BEFORE and not (lower[cue - 1] == "that" and cue - 1 > floor):
        return None
    if _is_passive(context, cue, floor):
        return _agent(context, cue, limit)
    strong = word in cues.STRONG or word in cues.STRONG_BASE
    subject = _left(context, cue, floor, previous)
    if word in cues.BASE and subject is not None and not _is_plural(context, subject):
        return None
    right = None
    if subject is None or _ends_quote_before(context, subject.first, cue, floor):
        right = _right(context, cue, floor, limit)
    if right is not None and (subject is None or not _close(subject, cue)):
        return Clause(cue, right, strong, True)
    if subject is None or (not strong and _is_place(context, subject) and word not in cues.NO_INVERSION):
        return None
    return Clause(cue, subject, strong, False, _is_relative(context, cue, floor))


def _is_passive(context: Context, cue: int, floor: int) -> bool:
    """Whether a participle says what is done to its subject: "was described as"."""
    lower = context.tokens.lower
    if not lower[cue].endswith(("ed", "wn", "ught", "told", "said")) or lower[cue] == "quoted":
        return False
    index = cue - 1
    while index >= floor and (
        lower[index].endswith("ly") or lower[index] in ("also", "often", "once", "not", "later")
    ):
        index -= 1
    return index >= floor and lower[index] in ("was", "were", "been", "is", "are", "be", "being")


def _agent(context: Context, cue: int, limit: int) -> Clause | None:
    """The clause of a passive verb with "by"."""
    lower = context.tokens.lower
    for index in range(cue + 1, min(cue + 3, limit - 1)):
        if lower[index] == "by":
            subject = subjects.starting(context, index + 1, limit)
            return Clause(cue, subject, lower[cue] in cues.STRONG, True) if subject is not None else None
    return None


def _is_relative(context: Context, cue: int, floor: int) -> bool:
    """Whether a relative pronoun stands before a verb and its adverbs."""
    index = _past_adverbs(context, cue - 1, floor)
    return index > floor and context.tokens.lower[index] in ("who", "which")


def _is_place(context: Context, subject: Subject) -> bool:
    """Whether a subject is a place, which may know and want things without saying them."""
    return subject.form is Form.NAME and context.spans[subject.span].label is Label.PLACE


def _close(subject: Subject, cue: int) -> bool:
    """Whether a subject stands directly before its verb."""
    return subject.stop == cue


def _is_plural(context: Context, subject: Subject) -> bool:
    """Whether a base form ("say") agrees with its subject."""
    if subject.form is Form.NAME:
        return False
    last = context.tokens.lower[subject.stop - 1]
    return last in (
        "they",
        "we",
        "i",
        "two",
        "three",
        "both",
        "pair",
        "couple",
        "others",
        "people",
        "police",
        "media",
        "many",
        "some",
        "others",
    ) or last.endswith("s")


def _according(context: Context, cue: int, limit: int) -> Clause | None:
    """The clause of "according to X"."""
    start = cue + 1
    if context.tokens.lower[cue] == "according":
        if start >= limit or context.tokens.lower[start] != "to":
            return None
        start += 1
    subject = subjects.starting(context, start, limit)
    if subject is None or subject.form is Form.PRONOUN:
        return None
    return Clause(cue, subject, True, True)


def _ends_quote_before(context: Context, first: int, cue: int, floor: int) -> bool:
    """Whether a passage ends between a subject and its supposed verb, or right before the verb."""
    return any(context.inside[index] >= 0 for index in range(max(first, floor, cue - _MAX_ADVERBS), cue))


def _left(context: Context, cue: int, floor: int, previous: Clause | None) -> Subject | None:
    """The subject before a verb, past adverbs, appositions and relative pronouns."""
    index = _past_adverbs(context, cue - 1, floor)
    if index < floor or context.inside[index] >= 0:
        return None
    lower = context.tokens.lower
    word = lower[index]
    if word in ("and", "but", "or", "then"):
        return _shared(context, cue, index, floor, previous)
    if word in ("who", "which", "that"):
        before = index - 1
        if before >= floor and lower[before] in (",", ")"):
            before = before - 1 if lower[before] == "," else _before_bracket(context, before, floor)
        return subjects.ending(context, before, floor)
    if word in (",", ")", "—", "–", "-", "]"):
        if lower[cue] in cues.PARTICIPLES:
            return _shared(context, cue, index, floor, previous) or _past_apposition(context, index, floor)
        return _past_apposition(context, index, floor)
    if lower[cue] in cues.PARTICIPLES and index == cue - 1 and lower[cue] != word:
        shared = (
            subjects.ending(context, index, floor)
            if word in subjects.PRONOUNS or context.span_at[index] >= 0
            else None
        )
        return shared or _shared(context, cue, index, floor, previous)
    return subjects.ending(context, index, floor)


def _past_adverbs(context: Context, index: int, floor: int) -> int:
    """The token before adverbs, auxiliaries and dates: "Biden on Sunday also said"."""
    lower = context.tokens.lower
    for _ in range(_MAX_ADVERBS):
        if index < floor or context.inside[index] >= 0:
            return index
        word = lower[index]
        number = context.span_at[index]
        is_date = number >= 0 and context.spans[number].label is Label.DATE
        if not (
            word in cues.ADVERBS or is_date or word.endswith("n't") or (word.endswith("ly") and len(word) > 4)
        ):
            return index
        if number >= 0 and not is_date:
            return index
        index -= 1
    return index


def _shared(context: Context, cue: int, index: int, floor: int, previous: Clause | None) -> Subject | None:
    """The subject that a verb after "and" or a participle shares with what comes before it."""
    if (
        previous is not None
        and not previous.relative
        and previous.cue >= floor
        and context.tokens.sentence[previous.cue] == context.tokens.sentence[cue]
    ):
        return previous.subject
    return sentence_subject(context, floor, index)


def sentence_subject(context: Context, floor: int, limit: int) -> Subject | None:
    """The first person, pronoun or body named between two tokens, outside marks; None if there is none."""
    lower = context.tokens.lower
    fallback: Subject | None = None
    for index in range(floor, limit):
        if context.inside[index] >= 0:
            continue
        number = context.span_at[index]
        if number >= 0:
            span = context.spans[number]
            following = lower[span.stop] if span.stop < len(lower) else ""
            if following in ("'s", "’s") or span.first != index:
                continue
            if span.label is Label.PERSON:
                return Subject(span.first, span.stop, Form.NAME, number)
            if span.label is Label.ORG and fallback is None:
                fallback = Subject(span.first, span.stop, Form.NAME, number)
        elif lower[index] in ("he", "she"):
            return Subject(index, index + 1, Form.PRONOUN)
    return fallback


def _before_bracket(context: Context, index: int, floor: int) -> int:
    """The token before the bracket that closes at ``index``."""
    while index > floor and context.tokens.words[index] not in "([":
        index -= 1
    return index - 1


def _past_apposition(context: Context, index: int, floor: int) -> Subject | None:
    """The subject before an apposition that ends at ``index``: "Zhao Lijian, a spokesman, said"."""
    words = context.tokens.words
    if words[index] in ")]":
        return subjects.ending(context, _before_bracket(context, index, floor), floor)
    best = _best_before(context, index, floor)
    last = subjects.ending(context, index - 1, floor) if index > floor else None
    if best is not None and best.form is Form.NOMINAL and last is not None and last.form is Form.NAME:
        return last if _is_person(context, last) else best
    return best or _before_comma(context, index, floor)


def _best_before(context: Context, index: int, floor: int) -> Subject | None:
    """The best phrase that ends before an earlier mark like the one at ``index``: persons, and early ones."""
    words = context.tokens.words
    best: Subject | None = None
    for before in range(index - 1, floor, -1):
        if context.inside[before] >= 0:
            break
        if words[before] == words[index]:
            last = _before_bracket(context, before - 1, floor) if words[before - 1] == ")" else before - 1
            subject = subjects.ending(context, last, floor)
            if subject is not None and _is_better(context, subject, best):
                best = subject
    return best


def _is_better(context: Context, subject: Subject, best: Subject | None) -> bool:
    """Whether an earlier phrase is more likely to be the subject than the best later one."""
    if best is None:
        return subject.form is Form.NOMINAL or (subject.form is Form.NAME and _is_speaker(context, subject))
    if subject.form is not Form.NAME or not _is_speaker(context, subject):
        return False
    return best.form is not Form.NAME or _is_person(context, subject) or not _is_person(context, best)


def _before_comma(context: Context, index: int, floor: int) -> Subject | None:
    """The subject right before a lone comma: only a person or pronoun that opens the sentence."""
    subject = subjects.ending(context, index - 1, floor)
    return (
        subject if subject is not None and subject.first <= floor + 2 and subject.form is Form.NAME else None
    )


def _is_speaker(context: Context, subject: Subject) -> bool:
    """Whether a name is a person's or an organisation's."""
    return context.spans[subject.span].label in (Label.PERSON, Label.ORG)


def _is_person(context: Context, subject: Subject) -> bool:
    """Whether a name is a person's."""
    return context.spans[subject.span].label is Label.PERSON


def _right(context: Context, cue: int, floor: int, limit: int) -> Subject | None:
    """The subject after a verb: "said Smith", right after a passage, a comma or at the head of a sentence."""
    lower = context.tokens.lower
    if lower[cue] in cues.NO_INVERSION or lower[cue] in cues.PARTICIPLES:
        return None
    before = _past_adverbs(context, cue - 1, floor)
    if (
        before >= floor
        and context.inside[before] < 0
        and lower[before] not in _CLOSED
        and lower[before] not in (",", "—", "–")
    ):
        return None
    start = cue + 1
    while start < limit and (
        lower[start] in ("also", "then", "later")
        or (lower[start].endswith("ly") and context.span_at[start] < 0)
    ):
        start += 1
    found = subjects.starting(context, start, limit)
    if found is None and before >= floor and context.inside[before] >= 0 and lower[cue] in cues.STRONG:
        return subjects.unlisted(context, start, limit)
    return found
