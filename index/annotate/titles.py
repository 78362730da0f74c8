"""The phrases in which a text says what its persons and bodies are, as it writes them.

They stand before a name ("Russian Defense Minister Sergei Shoigu", "the ministry's spokesman, Wu Qian,")
or after it (see :mod:`index.annotate.appositions`). Articles, pronouns ("his lawyer") and words of time
("then-", "current") are no part of them. What cannot be told to be such a phrase is left out rather than
guessed: readers take these as facts.
"""

from __future__ import annotations

from index.annotate import appositions
from index.annotate.countries import nation_of
from index.annotate.grouping import Grouping
from index.annotate.lexicon import common, occupations, people, word_set
from index.annotate.phrases import Phrases, Range
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import Label

MOST = 8
"""How many phrases of one entity of a text are kept, the first ones."""

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OF = frozenset({"of", "for"})
_IN = word_set("in at near outside across inside into")
_TOLD = word_set("told tells telling asked")
_NO_OWNERS = word_set(
    """country nation city region town state today yesterday tomorrow tonight year week month world man
    woman person day season night one area province county island"""
)
_TIMES = common.MONTHS_AND_DAYS | word_set(
    "now then new newly current currently today yesterday tomorrow tonight newly-elected newly-appointed "
    "sitting incumbent"
)
_ADJECTIVES = word_set("former retired veteran longtime long-time leading prominent top senior ex")
_SUFFIXES = word_set("ltd inc corp co plc llc sa ag jr sr")
_SPEECH = frozenset("\"'“”‘’«»„")
_DETERMINERS = word_set("a an the his her its their 's ’s")
_ARTICLES = word_set("a an the his her its their my our your for but and or")
_ADVERBIAL = ("ly", "ed", "ing")


def find(tokens: Tokens, spans: list[Span], groups: Grouping) -> dict[int, tuple[str, ...]]:
    """For each entity of a document, by id, the phrases that say what it is, in order of place."""
    finder = _Finder(Phrases(tokens, spans))
    found: dict[int, dict[str, str]] = {}
    for number, span in enumerate(spans):
        if span.label not in (Label.PERSON, Label.ORG):
            continue
        told = found.setdefault(groups.of_span[number], {})
        for phrase in finder.of(number, span):
            if len(told) < MOST:
                told.setdefault(phrase.casefold(), phrase)
    return {entity: tuple(told.values()) for entity, told in found.items() if told}


class _Finder:
    """Finds the phrases beside the names of one text."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.tokens = phrases.tokens
        self._shared: tuple[int, str] | None = None

    def of(self, number: int, span: Span) -> list[str]:
        """The phrases beside one name."""
        if self.phrases.is_headline(span.first):
            return []
        if span.label is Label.ORG:
            return [
                *self._text(self._before_body(span.first)),
                *self._text(appositions.of_body(self.phrases, span)),
            ]
        titles = self._shared_title(number, span) or self._text(self._before(span))
        return [*titles, *self._text(appositions.of_person(self.phrases, span))]

    def _text(self, found: Range | None) -> list[str]:
        """A phrase as written, on one line; none if it says nothing."""
        return [self.phrases.text(found)] if found and self.phrases.says_something(found) else []

    def _before(self, span: Span) -> Range | None:
        """The title before a person's name."""
        tokens, first = self.tokens, span.first
        end = self._skip_honorifics(first)
        if end and tokens.words[end - 1] == ",":
            return self._before_comma(span, end - 1)
        if self._same_sentence(end - 1, first) and self.phrases.ends_title(end - 1):
            head = end - 2 if tokens.words[end - 1] == "." else end - 1
            return self._trimmed(self._begin(head, first), end)
        return self._of_title(end, first)

    def _skip_honorifics(self, first: int) -> int:
        """The end of what stands before "Mr." and the like."""
        end = first
        while end > 0 and self._same_sentence(end - 1, first):
            at = end - 2 if self.tokens.words[end - 1] == "." and end > 1 else end - 1
            if self.tokens.lower[at] not in people.HONORIFICS:
                break
            end = at
        return end

    def _same_sentence(self, index: int, other: int) -> bool:
        return index >= 0 and self.tokens.sentence[index] == self.tokens.sentence[other]

    def _begin(self, head: int, first: int) -> int:
        """The first token of a title whose last noun is at ``head``, before a name at ``first``."""
        index = head
        while index > 0 and head - index < appositions.LONGEST and self._same_sentence(index - 1, first):
            step = self._step(index - 1, index)
            if not step:
                break
            index -= step
        return index

    def _step(self, at: int, after: int, left: int = appositions.LONGEST) -> int:
        """How many tokens up to ``at`` belong before a title that goes on at ``after``; 0 ends it.

        At most ``left`` tokens before ``after`` are looked at.
        """
        tokens = self.tokens
        word, lower = tokens.words[at], tokens.lower[at]
        if lower in _POSSESSIVE:
            return int(at > 0 and (len(lower) > 1 or tokens.lower[at - 1][-1] == "s") and self._owns(at - 1))
        if lower in ("and", "&"):
            return self._step_over_and(at, after, left)
        if lower == "of":
            inner = at and tokens.words[at - 1][0].isupper() and tokens.words[after][0].isupper()
            return int(bool(inner) and not self.phrases.is_head(at - 1))
        if word == ".":
            return int(at > 0 and tokens.lower[at - 1] in occupations.ABBREVIATIONS)
        if lower == "the" and at > 1 and tokens.lower[at - 1] == "of" and tokens.words[after][0].isupper():
            inner = tokens.words[at - 2][0].isupper() and not self.phrases.is_head(at - 2)
            return 2 if inner and not self._opens(at - 2) else 0
        if self._is_time(at) or lower in people.HONORIFICS or lower in _ARTICLES:
            return 0
        if word[0].isupper():
            return int(not self._opens(at))
        known = lower in occupations.BEFORE or self.phrases.is_head(at) or nation_of(word) is not None
        hyphened = "-" in lower and lower[-1].isalpha() and not lower[0].isdigit()
        return int(known or hyphened or self._modifies(at))

    def _is_time(self, at: int) -> bool:
        """Whether a word says when, and is no part of a name: "New Jersey"."""
        return self.tokens.lower[at] in _TIMES and (
            self.tokens.words[at].islower() or self.phrases.span_at(at) is None
        )

    def _modifies(self, at: int) -> bool:
        """Whether an unknown word must be a modifier by what stands before it: "a retired aerospace"."""
        lower = self.tokens.lower[at]
        if not at or not lower.isalpha() or lower.endswith(_ADVERBIAL):
            return False
        if lower in common.OPENERS or lower in appositions.CLAUSE or lower in appositions.SAYING:
            return False
        before = self.tokens.lower[at - 1]
        return (
            before in _DETERMINERS
            or before in _ADJECTIVES
            or nation_of(self.tokens.words[at - 1]) is not None
        )

    def _owns(self, at: int) -> bool:
        """Whether the word at a token owns what follows, and the text tells who it is."""
        word, lower = self.tokens.words[at], self.tokens.lower[at]
        if word[0].isupper():
            return lower not in _TIMES and not (self._opens(at) and lower in _NO_OWNERS)
        return lower in occupations.BODIES or lower in ("government", "president", "minister")

    def _step_over_and(self, at: int, after: int, left: int) -> int:
        """Whether "and" joins two roles or portfolios of one person: "president and CEO"."""
        words = self.tokens.words
        if not at or (words[at - 1][0].isupper() != words[after][0].isupper() and not words[after].isupper()):
            return 0
        before, following = self.tokens.lower[at - 1], self.tokens.lower[after]
        if before in people.PORTFOLIO and following in people.PORTFOLIO:
            return 2
        joins = (
            self.phrases.is_head(at - 1) and at > 1 and self.tokens.lower[at - 2] not in ("the", "a", "an")
        )
        return 2 if joins and left > 2 and self._step(at - 2, at - 1, left - 2) else 0

    def _opens(self, at: int) -> bool:
        """Whether a word has its capital from the beginning of a sentence or of a quotation."""
        lower = self.tokens.lower[at]
        if self.phrases.is_head(at) or nation_of(self.tokens.words[at]):
            return False
        first = at == self.tokens.sentence_starts[self.tokens.sentence[at]]
        if not first and self.tokens.words[at - 1] not in _SPEECH and self.tokens.words[at - 1] != ":":
            return False
        known = lower in occupations.BEFORE
        return not known and (lower in common.OPENERS or self.phrases.span_at(at) is None)

    def _trimmed(self, begin: int, end: int) -> Range | None:
        """A title without what cannot begin it; None if it is no title of its own."""
        tokens = self.tokens
        while begin < end and (tokens.lower[begin] in (*_POSSESSIVE, *_SUFFIXES, "and", "&", ".", "of")):
            begin += 1
        if begin >= end:
            return None
        before = tokens.lower[begin - 1] if begin and self._same_sentence(begin - 1, begin) else ""
        place = self.phrases.span_at(begin)
        apart = place is not None and ((before in _IN and place.label is Label.PLACE) or before in _TOLD)
        if place is not None and apart and place.first == begin and place.stop < end:
            return self._trimmed(place.stop, end)
        if before in _OF and place is not None and place.label is Label.PERSON:
            return None
        return begin, end

    def _of_title(self, end: int, first: int, *, closed: bool = False) -> Range | None:
        """A title of the kind "Secretary of State" that ends at ``end``; ``closed`` when a comma follows."""
        tokens = self.tokens
        floor = max(end - appositions.LONGEST, tokens.sentence_starts[tokens.sentence[first]])
        for index in range(end - 1, floor - 1, -1):
            if index < end - 1 and self.phrases.is_head(index) and tokens.lower[index + 1] in _OF:
                return self._trimmed(self._begin(index, first), end) if index < end - 2 else None
            if self.phrases.is_person(index) or not (
                self._is_inside(index) or (closed and self._may_be_inside(index))
            ):
                return None
        return None

    def _is_inside(self, index: int) -> bool:
        """Whether a word can stand after the "of" of a title."""
        lower = self.tokens.lower[index]
        return self.tokens.words[index][0].isupper() or lower in people.PORTFOLIO or lower in ("&", "'s")

    def _may_be_inside(self, index: int) -> bool:
        """Whether a word can stand there if the title has an article and a comma: no verb, no mark."""
        lower = self.tokens.lower[index]
        return lower.isalpha() and lower not in appositions.CLAUSE and lower not in appositions.SAYING

    def _before_comma(self, span: Span, comma: int) -> Range | None:
        """The phrase with an article or an owner before a comma and a name: "the mayor, Ann Hale,"."""
        if not self.phrases.ends_apposition(span.stop) or comma < 2:
            return None
        found = (
            self._trimmed(self._begin(comma - 1, span.first), comma)
            if self.phrases.is_head(comma - 1)
            else None
        )
        if found is None:
            found = self._of_title(comma, span.first, closed=True)
        if found is None:
            return None
        begin = found[0]
        before = self.tokens.lower[begin - 1] if self._same_sentence(begin - 1, begin) else ""
        owned = any(word in _POSSESSIVE for word in self.tokens.lower[begin : comma - 1])
        if before in ("the", "his", "her", "its", "their") or owned:
            opener = begin - 2 if before else begin - 1
            joined = self._same_sentence(opener, begin) and self.tokens.lower[opener] in (
                ",",
                "and",
                "of",
                "for",
            )
            return None if joined else found
        return None

    def _shared_title(self, number: int, span: Span) -> list[str]:
        """The title in the plural that several names share: "Senators Ann Hale and Bo Reyes"."""
        tokens, first = self.tokens, span.first
        shared, self._shared = self._shared, None
        if shared and shared[0] == first - 1 and tokens.lower[first - 1] in ("and", ","):
            self._shared = (span.stop, shared[1])
            return [shared[1]]
        head = first - 2 if first > 1 and tokens.words[first - 1] == "." else first - 1
        lower = tokens.lower[head] if self._same_sentence(head, first) else ""
        single = {"sens": "sen", "reps": "rep", "govs": "gov"}.get(lower, lower[:-1])
        if not lower.endswith("s") or self.phrases.is_head(head) or single not in occupations.PERSONS:
            return []
        joined = self.tokens.lower[span.stop : span.stop + 1] in (["and"], [","])
        if not joined or not tokens.words[head][0].isupper():
            return []
        found = self._trimmed(self._begin(head, first), head + 1)
        if found is None:
            return []
        title = self.phrases.text(found)[:-1]
        self._shared = (span.stop, title)
        return [title]

    def _before_body(self, first: int) -> Range | None:
        """The phrase in lower case before the name of a body: "research firm Gartner"."""
        tokens = self.tokens
        if not self._same_sentence(first - 1, first) or tokens.lower[first - 1] not in occupations.BODIES:
            return None
        begin = first - 1
        if tokens.words[begin][0].isupper():
            return None
        while self._same_sentence(begin - 1, first) and first - begin < appositions.LONGEST:
            word, lower = tokens.words[begin - 1], tokens.lower[begin - 1]
            demonym = nation_of(word) is not None and self.phrases.is_adjective(begin - 1)
            if not (lower in occupations.BODY_BEFORE or demonym or lower.endswith("-based")):
                break
            begin -= 1
        return (
            None
            if begin and tokens.lower[begin - 1] in ("to", "will", "would", "can", "could")
            else (begin, first)
        )
