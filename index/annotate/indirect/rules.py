"""What each pattern of reporting takes for reported words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.annotate.clauses import Clause
from index.annotate.context import Context
from index.annotate.indirect import content, gaps
from index.annotate.indirect.content import Frame
from index.annotate.indirect.traits import Reading, read
from index.annotate.lexicon import cues, reporting
from index.annotate.subjects import Form, Subject
from index.models import Label

_LONGEST_PHRASE = 16
_LONGEST_SUBJECT = 12
_FARTHEST_OWNER = 3
_FULL_STOPS = frozenset(".!?")
_BREAKS = frozenset(",—–-")
_GROUPS = (
    ("lookalike", reporting.LOOKALIKES),
    ("say", reporting.SAYING),
    ("tell", reporting.TELLING),
    ("ask", reporting.ASKING),
    ("promise", reporting.PROMISING),
    ("find", reporting.FINDING),
    ("claim", reporting.CLAIMING),
)
_GROUP_OF = {word: name for name, words in reversed(_GROUPS) for word in words}
"""The group of each cue: of several the first."""
_CONFINED = {
    "wh": ("ask", "tell", "claim"),
    "to": ("ask", "promise"),
    "obj-to": ("ask", "tell", "promise"),
    "before-phrase": ("say", "tell"),
}
"""The rules that hold for some groups of cues only."""


def by_clause(context: Context, clauses: Sequence[Clause], number: int) -> Iterator[Reading]:
    """What a cue clause reports: each side of it where it interrupts the words."""
    of = content.frame(context, clauses, number)
    word = context.tokens.lower[of.clause.cue]
    if word in ("according", "per"):
        yield from _according(of)
        return
    group = _GROUP_OF.get(word)
    if group is None:
        return
    addressed, told = gaps.past_addressee(of)
    following = gaps.past_time(of, addressed)
    joined = _conjoined(of, following, told)
    if joined is not None:
        first, rule = joined
        if _holds(rule, group):
            yield from read(of, first, content.end(of, first), rule, group)
        return
    before = list(_before(of, following, group))
    yield from before
    if told if group == "tell" else not before and group in ("say", "claim", "find"):
        yield from _bare(of, following, group)


def _holds(rule: str, group: str) -> bool:
    """Whether a rule holds for a group of cues."""
    return group in _CONFINED.get(rule, (group,))


def _conjoined(of: Frame, following: int, told: bool) -> tuple[int, str] | None:
    """The "that", "whether" or "to" after a cue, at once or after a phrase, and the rule's name."""
    if following >= of.limit:
        return None
    word = of.context.tokens.lower[following]
    if word == "that" and _is_conjunction(of, following):
        return following, "that"
    if word in reporting.CONJUNCTIONS and word != "that":
        return following, "wh"
    if word == "to":
        return following, "obj-to" if told else "to"
    distant = _distant(of, following, told)
    if distant is None:
        return None
    return distant, "that-gap" if of.context.tokens.lower[distant] == "that" else "bare-gap"


def _is_conjunction(of: Frame, index: int) -> bool:
    """Whether "that" opens a clause: not "said that." or "said that day"."""
    return index + 2 < of.limit and content.is_finite(of.context, index + 1, of.limit)


def _distant(of: Frame, following: int, told: bool) -> int | None:
    """The "that" or the pronoun that opens a clause after a phrase: "said in a statement that"."""
    lower, words = of.context.tokens.lower, of.context.tokens.words
    if not told and lower[following] not in reporting.PREPOSITIONS and words[following] != ",":
        return None
    in_phrase = lower[following] in ("in", "at", "during", "on")
    for index in range(following + 1, min(of.limit, following + _LONGEST_PHRASE)):
        if lower[index] == "that":
            return index if _is_conjunction(of, index) else None
        if in_phrase and lower[index] in ("he", "she", "they"):
            return index
        if _ends_phrase(of, index) or (words[index] == "," and words[following] != ","):
            return None
    return None


def _ends_phrase(of: Frame, index: int) -> bool:
    """Whether a token cannot stand in the phrase between a cue and its "that"."""
    word = of.context.tokens.lower[index]
    return of.context.inside[index] >= 0 or word in ":;.—–" or word in cues.CUES or word in reporting.FINITE


def _before(of: Frame, following: int, group: str) -> Iterator[Reading]:
    """The words before a clause that closes or interrupts them: "..., he said", "..., he said, ..."."""
    comma = _comma_before(of)
    rule = _closing(of, following)
    if comma is None or rule is None or not _holds(rule, group):
        return
    first = of.floor + 1 if of.context.tokens.lower[of.floor] in ("but", "and") else of.floor
    found = list(read(of, first, comma, rule, group))
    yield from found
    if found and rule == "interrupted":
        yield from read(of, following + 1, content.end(of, following + 1), "resumed", group)


def _closing(of: Frame, following: int) -> str | None:
    """How a clause ends the words before it: it closes them, interrupts them, or goes on with a phrase."""
    words = of.context.tokens.words
    if following >= of.limit or words[following] in _FULL_STOPS:
        return "before"
    if words[following] in _BREAKS:
        if following + 1 < of.limit and of.context.inside[following + 1] >= 0:
            return None
        return "before-inverted" if of.clause.inverted else "interrupted"
    return "before-phrase" if of.context.tokens.lower[following] in reporting.PREPOSITIONS else None


def _comma_before(of: Frame) -> int | None:
    """The comma that ends the words before a clause; None where they are an utterance in marks."""
    context = of.context
    lower, words = context.tokens.lower, context.tokens.words
    index = (of.clause.cue if of.clause.inverted else of.clause.subject.first) - 1
    lowest = index if of.clause.inverted else max(of.floor, index - _LONGEST_SUBJECT)
    while index > lowest and words[index] != ",":
        if context.inside[index] >= 0 or lower[index] in reporting.JOINTS:
            return None
        index -= 1
    if index <= of.floor + 1 or words[index] != "," or context.inside[index] >= 0:
        return None
    return None if content.holds_utterance(context, of.floor + 1, index) else index


def _bare(of: Frame, following: int, group: str) -> Iterator[Reading]:
    """The clause that follows a verb without a conjunction: "said the bridge is safe"."""
    context = of.context
    lower, words = context.tokens.lower, context.tokens.words
    if following + 1 >= of.limit or of.clause.inverted or content.closes_marks(of):
        return
    if words[following] == ",":
        if context.inside[following + 1] < 0 and _resumes(of):
            first = following + 1
            yield from read(of, first, content.end(of, first), "resumed-late", group)
        return
    if not words[following][0].isalnum() and context.inside[following] < 0:
        return
    if lower[following] in reporting.FINITE or lower[following] in reporting.ANSWERS:
        return
    stop = content.end(of, following)
    opening = _opening(context, following)
    if opening == "preposition" and any(context.inside[index] >= 0 for index in range(following, stop)):
        return
    if content.has_early_verb(context, following, stop):
        yield from read(of, following, stop, f"bare-{opening}", group)
    elif group == "say":
        yield from read(of, following, stop, "bare-late", group)


def _resumes(of: Frame) -> bool:
    """Whether reported words began before a clause between commas: not "which, he said, is open"."""
    before = of.clause.first - 2
    return before >= of.floor and of.context.tokens.lower[before] not in reporting.JOINTS


def _opening(context: Context, index: int) -> str:
    """What kind of word opens a clause."""
    lower, words = context.tokens.lower, context.tokens.words
    word = lower[index]
    if word in reporting.PERSONAL:
        return "pronoun"
    if not word[0].isalnum():
        return "mark"
    if word in reporting.DETERMINERS:
        return "determiner"
    if word in reporting.PREPOSITIONS or word in reporting.SUBORDINATORS:
        return "preposition"
    if context.span_at[index] >= 0 or words[index][0].isupper():
        return "name"
    return "plural" if word.endswith("s") else "word"


def _according(of: Frame) -> Iterator[Reading]:
    """The words on the other side of "according to"."""
    words = of.context.tokens.words
    cue, stop = of.clause.cue, of.clause.stop
    if cue - of.floor > 2:
        comma = words[cue - 1] == ","
        rule = "according" if comma else "according-joined"
        yield from read(of, of.floor, cue - 1 if comma else cue, rule, "say")
        return
    comma_after = next((index for index in range(stop, of.limit) if words[index] == ","), None)
    if comma_after is not None:
        rule = "accordingly" if comma_after == stop else "accordingly-far"
        yield from read(of, comma_after + 1, content.end(of, comma_after + 1), rule, "say")


def by_noun(context: Context) -> Iterator[Reading]:
    """What the nouns of speech with an owner report: "the mayor denied Hale's claim that ..."."""
    lower = context.tokens.lower
    for index in range(2, len(lower) - 3):
        if lower[index] == "that" and lower[index - 1] in reporting.CLAIMS and context.inside[index] < 0:
            owner = _owner(context, index - 1)
            floor, limit = content.sentence(context, index)
            # Where the noun is the subject of the sentence, its verb follows the reported words.
            if owner is not None and content.has_verb(context, floor, owner.first):
                clause = Clause(index - 1, owner, True, False)
                of = Frame(context, (clause,), 0, clause, floor, limit)
                yield from read(of, index, content.end(of, index), "noun", "claim")


def _owner(context: Context, noun: int) -> Subject | None:
    """The name or pronoun that a noun belongs to, past its adjectives."""
    lower = context.tokens.lower
    floor = context.tokens.sentence_starts[context.tokens.sentence[noun]]
    for index in range(noun - 1, max(floor, noun - 1 - _FARTHEST_OWNER) - 1, -1):
        if lower[index] in ("his", "her", "their"):
            return Subject(index, index + 1, Form.PRONOUN)
        if lower[index] == "'s":
            number = context.span_at[index - 1] if index > floor else -1
            if number < 0 or context.spans[number].label not in (Label.PERSON, Label.ORG):
                return None
            return Subject(context.spans[number].first, context.spans[number].stop, Form.NAME, number)
    return None
