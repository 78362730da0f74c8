"""Which marked passages are somebody's words: not titles, nicknames and words held at arm's length."""

from __future__ import annotations

from index.annotate import quotehood
from index.annotate.context import Context
from index.annotate.lexicon import word_set
from index.models import QuoteKind

_FEW = 3
_FARTHEST = 20
_ADDRESS = word_set("i i'm i've i'll i'd my me we we're we've we'll our us you you're your")
_ENDINGS = frozenset(",.?!…")
_WORKS = word_set("book novel memoir film movie album song anthem hymn single poem play essay show series")


def classify(context: Context, number: int, attributed: bool) -> QuoteKind | None:
    """What a passage is; None when it is no quote.

    ``attributed`` says whether its sentence outside the marks has a verb of saying with a subject: a
    few words are an utterance of their own only then, and else a piece of reported speech.
    """
    passage = context.passages[number]
    if passage.turn:
        return QuoteKind.DIRECT
    if passage.heading:
        return _in_heading(context, number)
    if _is_aside(context, number) or _is_work(context, number):
        return None
    if not quotehood.is_quote(context, _begin(context, number)):
        return None
    if passage.continues:
        return QuoteKind.DIRECT
    whole = _is_whole(context, number)
    words = context.tokens.text.count(" ", passage.start, passage.end) + 1
    if words <= _FEW:
        whole = whole and (attributed or context.tokens.text[passage.end - 1] in "?!,")
    return QuoteKind.DIRECT if whole else QuoteKind.MIXED


def _begin(context: Context, number: int) -> int:
    """The passage with which one over several paragraphs begins; far from it, one of the middle."""
    floor = max(0, number - _FARTHEST)
    while number > floor and context.passages[number].continues:
        number -= 1
    return number


def _is_aside(context: Context, number: int) -> bool:
    """Whether a passage is all in brackets: "(CROSSTALK)"."""
    passage = context.passages[number]
    text = context.tokens.text
    return text[passage.start] in "([" and text[passage.start : passage.end].rstrip(".")[-1] in ")]"


def _is_work(context: Context, number: int) -> bool:
    """Whether a passage is the title of the work that is named before it: his book, “The Last Harbour”."""
    first, stop = context.ranges[number]
    lower = context.tokens.lower
    before = first - 2 if first > 1 and lower[first - 1] == "," else first - 1
    if before < 0 or lower[before] not in _WORKS:
        return False
    long = [word for word in context.tokens.words[first:stop] if len(word) > 3]
    return bool(long) and all(word[0].isupper() for word in long)


def _in_heading(context: Context, number: int) -> QuoteKind | None:
    """What a passage in a headline is: capitals tell nothing there, and a few words are held at arm's length.

    It is a quote after a name and a colon, before a colon and a name, and where somebody says "I" or "you".
    """
    first, stop = context.ranges[number]
    lower = context.tokens.lower
    colon = ":" in (*lower[max(0, first - 1) : first], *lower[stop : stop + 1])
    return QuoteKind.DIRECT if colon or not _ADDRESS.isdisjoint(lower[first:stop]) else None


def _is_whole(context: Context, number: int) -> bool:
    """Whether a passage is an utterance: begun with a capital, or after a comma, and ended as one."""
    passage = context.passages[number]
    text = context.tokens.text
    first = context.ranges[number][0]
    before = context.tokens.words[first - 1] if first and _same_paragraph(context, first - 1, first) else "."
    after = text[passage.outer_end : passage.outer_end + 1]
    opens = text[passage.start].isupper() or not text[passage.start].isalpha()
    ends = text[passage.end - 1] in _ENDINGS or after in _ENDINGS or not after.strip()
    follows = not before[0].isalnum() or before in ("said", "says", "asked")
    return ends and follows and (opens or before in (",", ":") or _goes_on(context, number))


def _same_paragraph(context: Context, one: int, other: int) -> bool:
    """Whether two tokens are in one paragraph."""
    return context.tokens.paragraph[one] == context.tokens.paragraph[other]


def _goes_on(context: Context, number: int) -> bool:
    """Whether a passage is the second half of an interrupted one."""
    first = context.ranges[number][0]
    return (
        number > 0 and context.tokens.words[first - 1] == "," and context.ranges[number - 1][1] > first - 12
    )
