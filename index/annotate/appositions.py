"""Phrases after a name that say what somebody is: "Wu Qian, a spokesman for the ministry, said"."""

from __future__ import annotations

from collections.abc import Callable

from index.annotate.countries import nation_of
from index.annotate.lexicon import common, cues, occupations, word_set
from index.annotate.phrases import Phrases, Range, is_occupation
from index.annotate.spans import Span

LONGEST = 12
"""Tokens of a phrase, at most."""

_READ = 30
_BEFORE_HEAD = 8
_STOPS = frozenset(',.;:()[]—–!?“”"«»…')
_PRONOUNS = word_set("his her its their my our your")
_ARTICLES = frozenset({"a", "an", "the"})
_AGE = 120
_NOT_NOW = word_set("formerly once previously later soon perhaps probably possibly arguably not one both all")
_ADVERBS = word_set("now then currently also himself herself today still")
CLAUSE = word_set(
    """who whom whose which that where when while as because since after before until during although though
    if but or than so by is are was were be been being has have had will would can could may might must
    should do does did not he she it they i we you him them there what how why under within last next this
    these those earlier later ago now then today yesterday tomorrow tonight recently also
    based working specializing specialising living serving representing speaking covering including using
    overseeing following according focusing focused told said says told aged who'd who's died left joined
    came went got made took gave sat stood met led won lost ran hopes plans wants believes thinks
    here per via someone somebody anyone everyone about despite amid among through throughout between
    against"""
) | (common.MONTHS_AND_DAYS - {"may", "march", "sun"})
SAYING = cues.STRONG | cues.WEAK
_NOUNS_TOO = word_set(
    "report post state answer text object order issue charge release attack show call offer hope rail"
)
_PREPOSITIONS = word_set("of for at with in on from to")
_VERBS = word_set(
    """is are was were has have had will would can could may might must should do does did told said says
    came went got made took gave sat stood met led won lost ran hopes plans wants believes thinks died left
    joined"""
)
_QUOTATION = frozenset("\"'”’»“,")
_DATED = word_set("in on from since until at")
_OPEN = word_set("of for the a an and with in at 's ’s")
_CUT = word_set("at in with on from to")
_PHRASAL = word_set("serves served works worked acts acted")

Test = Callable[[int], bool]


def of_person(phrases: Phrases, span: Span) -> Range | None:
    """The phrase after a person's name, None where there is none for sure."""
    return _Reader(phrases, span, phrases.is_head).read()


def of_body(phrases: Phrases, span: Span) -> Range | None:
    """The phrase after the name of a body."""
    lower = phrases.tokens.lower
    reader = _Reader(phrases, span, lambda index: lower[index] in occupations.BODIES)
    return reader.read() if reader.article_follows() else None


class _Reader:
    """Reads one apposition from left to right."""

    def __init__(self, phrases: Phrases, span: Span, is_head: Test) -> None:
        self.phrases = phrases
        self.tokens = phrases.tokens
        self.is_head = is_head
        self.span = span
        starts = self.tokens.sentence_starts
        number = self.tokens.sentence[span.stop - 1]
        end = starts[number + 1] if number + 1 < len(starts) else len(self.tokens)
        self.end = min(end, span.stop + _READ)

    def article_follows(self) -> bool:
        """Whether a comma and an article follow the name."""
        words = self.tokens.lower[self.span.stop : self.span.stop + 2]
        return len(words) > 1 and words[0] == "," and words[1] in _ARTICLES

    def read(self) -> Range | None:
        """The phrase; None where there is none for sure."""
        start = self._start()
        if start is None:
            return None
        begin, sure = start
        head = self._head(begin, sure)
        if head is None:
            return None
        end = self._complement(head + 1)
        if end is None or self._is_another(end):
            return None
        return self._shortened(self._first(begin, head), head, end)

    def _start(self) -> tuple[int, bool] | None:
        """Where a phrase begins after its article; whether it has one, so that any noun phrase fits."""
        lower, at = self.tokens.lower, self.span.stop
        if at >= self.end or lower[at] not in (",", "—", "–"):
            return None
        at = self._after_age(at + 1)
        relative = at < self.end and lower[at] == "who"
        if relative:
            linked = self._after_who(at + 1)
            if linked is None:
                return None
            at = linked
        while at < self.end and lower[at] in _ADVERBS:
            at += 1
        if at >= self.end or lower[at] in _NOT_NOW:
            return None
        if lower[at] in _ARTICLES or lower[at] in _PRONOUNS:
            return (at + 1, True) if at + 1 < self.end else None
        return at, False

    def _after_age(self, at: int) -> int:
        """The place after an age and its comma: "Hale, 45, a teacher"."""
        words = self.tokens.words
        if at + 1 < self.end and words[at].isdigit() and len(words[at]) < 4 and words[at + 1] == ",":
            return at + 2
        return at

    def _after_who(self, at: int) -> int | None:
        """The place after "is", "was" or "serves as"."""
        lower = self.tokens.lower
        while at < self.end and lower[at] in (*_ADVERBS, "currently"):
            at += 1
        if at + 1 >= self.end:
            return None
        if lower[at] in ("is", "was"):
            return at + 1
        if lower[at] in ("has", "had") and lower[at + 1] == "been":
            return at + 2
        return at + 2 if lower[at] in _PHRASAL and lower[at + 1] == "as" else None

    def _head(self, begin: int, sure: bool) -> int | None:
        """The last noun before prepositions, verbs and commas; None if it says not what somebody is."""
        head = None
        for index in range(begin, min(begin + _BEFORE_HEAD + 1, self.end)):
            lower = self.tokens.lower[index]
            if self._ends(index) or lower in _PREPOSITIONS:
                break
            if lower in ("and", "&"):
                if not self._joins(index, begin):
                    break
                continue
            if not (sure or self._fits(index)):
                return None
            if self.phrases.is_person(index) and not self._owner(index):
                return None
            head = index
        return head if head is not None and self.is_head(head) else None

    def _owner(self, index: int) -> bool:
        """Whether a name at a token owns or describes what follows: "Trump's lawyer"."""
        after = index + 1
        return after < self.end and (
            self.tokens.lower[after] in ("'s", "’s") or self.phrases.is_person(after) or self.is_head(after)
        )

    def _joins(self, index: int, begin: int) -> bool:
        """Whether "and" joins two words for what one person is."""
        if index == begin or index + 1 >= self.end:
            return False
        lower = self.tokens.lower
        if (
            lower[index + 1] in _ARTICLES
            or lower[index + 1] in _PRONOUNS
            or self.phrases.is_person(index + 1)
        ):
            return False
        reach = range(index + 1, min(index + 5, self.end))
        for at in reach:
            if self._ends(at) or lower[at] in _PREPOSITIONS:
                return at > index + 1 and (self.is_head(at - 1) or not self.is_head(index - 1))
        return False

    def _fits(self, index: int) -> bool:
        """Whether a word can stand in a phrase that begins without an article."""
        word, lower = self.tokens.words[index], self.tokens.lower[index]
        if word[0].isupper() or lower in ("'s", "’s"):
            return True
        return (
            lower in occupations.BEFORE or is_occupation(lower) or "-" in lower or nation_of(word) is not None
        )

    def _ends(self, index: int) -> bool:
        """Whether a token ends a noun phrase: a mark, a verb, or the beginning of a clause."""
        word, lower = self.tokens.words[index], self.tokens.lower[index]
        if word in _STOPS:
            inside = word == "." and self.tokens.starts[index + 1 : index + 2] == [self.tokens.ends[index]]
            short = word == "." and self.tokens.lower[index - 1] in occupations.ABBREVIATIONS
            return not (short or (inside and self.tokens.words[index + 1].isalnum()))
        if word[0].isupper():
            return lower in common.MONTHS_AND_DAYS and lower not in ("may", "march", "sun")
        return lower in CLAUSE or (lower in SAYING and lower not in _NOUNS_TOO)

    def _is_another(self, end: int) -> bool:
        """Whether a phrase that ends at a token can be about somebody else.

        It is when a name follows ("Quoting Hale, the mayor, Bo Lund, said"), or a verb, unless the name
        begins its sentence or follows a quotation ("Quoting Hale, the mayor said").
        """
        lower = self.tokens.lower[end] if end < self.end else ""
        if lower == ",":
            return self.phrases.is_person(end + 1)
        if lower not in _VERBS and (lower not in SAYING or lower in _NOUNS_TOO):
            return False
        first = self.span.first
        begins = first == self.tokens.sentence_starts[self.tokens.sentence[first]]
        return not begins and self.tokens.words[first - 1] not in _QUOTATION

    def _complement(self, begin: int) -> int | None:
        """The end of what prepositions add to a noun; None where the phrase does not end for sure."""
        lower = self.tokens.lower
        if begin < self.end and not self._ends(begin) and lower[begin] not in _PREPOSITIONS:
            return None
        for at in range(begin, self.end):
            other = lower[at] in ("and", "&") and self._begins_other(at + 1)
            dated = lower[at] in _PREPOSITIONS and self._dated(at)
            if self._ends(at) or other or dated or self._is_participle(at):
                return at
        return None if self.end == self.span.stop + _READ else self.end

    def _is_participle(self, at: int) -> bool:
        """Whether a word begins a clause without a verb of its own: "the bank hit by the strike"."""
        before = self.tokens.lower[at - 1]
        return (
            self.tokens.words[at].endswith("ed") and self.tokens.words[at].islower() and before not in _OPEN
        )

    def _dated(self, at: int) -> bool:
        """Whether a preposition begins a date: "in 2015", "at the time"."""
        following = self.tokens.lower[at + 1 : at + 3]
        if not following or self.tokens.lower[at] not in _DATED:
            return False
        first = following[1] if following[0] == "the" and len(following) > 1 else following[0]
        return (
            first[0].isdigit()
            or first in common.MONTHS_AND_DAYS
            or first in ("time", "moment", "early", "late", "last")
        )

    def _begins_other(self, at: int) -> bool:
        """Whether something else begins after "and": an article, a person, another role."""
        if at >= self.end:
            return True
        lower = self.tokens.lower[at]
        return (
            lower in _ARTICLES
            or lower in _PRONOUNS
            or self.phrases.is_person(at)
            or lower in ("former", "ex")
            or self.is_head(at)
            or self._ends(at)
        )

    def _first(self, begin: int, head: int) -> int:
        """The first token that counts: ages and words of time are left out."""
        lower = self.tokens.lower
        while begin < head and (
            lower[begin]
            in ("new", "then", "now", "current", "newly", "recently", "appointed", "elected", "'s", "’s")
            or lower[begin].endswith("-year-old")
            or lower[begin] in ("newly-elected", "newly-appointed")
            or lower[begin].isdigit()
        ):
            begin += 1
        return begin

    def _shortened(self, begin: int, head: int, end: int) -> Range | None:
        """A phrase of at most LONGEST words, cut before a preposition if need be."""
        lower = self.tokens.lower
        while end > head + 1 and (
            lower[end - 1] in _PREPOSITIONS or lower[end - 1] in (*_ARTICLES, "and", "&")
        ):
            end -= 1
        if end - begin <= LONGEST:
            return begin, end
        cuts = [
            at
            for at in range(head + 1, begin + LONGEST + 1)
            if lower[at] in _CUT or lower[at] in ("of", "for")
        ]
        wanted = [at for at in cuts if lower[at] in _CUT] or cuts
        return (begin, wanted[-1]) if wanted and wanted[-1] > begin else None
