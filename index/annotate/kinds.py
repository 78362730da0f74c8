"""Which marked passages are somebody's words: not titles, nicknames and words held at arm's length."""

from __future__ import annotations

from index.annotate.context import Context
from index.annotate.lexicon import cues, word_set
from index.models import QuoteKind

_FEW = 3
_ENDINGS = frozenset(",.?!…")
_NAMED = word_set(
    """called titled named entitled dubbed nicknamed known so-called program programme show series book song
    film movie album magazine column single"""
)
_BEFORE_TITLE = word_set(
    """of 's titled entitled host anthem song album book show novel film movie series commentary essay"""
)
_LINKING = word_set("""as is was were are be been being it's he's she's that's not so very too""")
_OBJECT = cues.WEAK | cues.STRONG


def classify(context: Context, number: int, attributed: bool) -> QuoteKind | None:
    """What a passage is; None when it is no quote.

    ``attributed`` says whether its sentence outside the marks has a verb of saying with a subject.
    """
    passage = context.passages[number]
    words = context.tokens.text[passage.start : passage.end].split()
    whole = _is_whole(context, number)
    if passage.continues:
        return QuoteKind.DIRECT
    if words[0][0] == "(" and words[-1][-1] == ")":
        return None
    if _is_title(context, number, words, attributed):
        return None
    if len(words) > _FEW:
        return QuoteKind.DIRECT if whole else QuoteKind.MIXED
    if whole and attributed:
        return QuoteKind.DIRECT
    if whole and words[-1][-1] in "?!,":
        return QuoteKind.DIRECT
    if not attributed or _is_modifier(context, number, len(words)):
        return None
    return QuoteKind.MIXED


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


def _is_title(context: Context, number: int, words: list[str], attributed: bool) -> bool:
    """Whether a passage is a title or name: capitals throughout, no end of its own."""
    first, stop = context.ranges[number]
    lower = context.tokens.lower
    before = lower[first - 1] if first else ""
    after = lower[stop] if stop < len(lower) else ""
    long = [word for word in words if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    titled = capitals == len(long) > 0 and words[0][0].isupper()
    if titled and before in _BEFORE_TITLE:
        return True
    if titled and len(words) > 1 and not (attributed and words[-1][-1] in "!?,."):
        return len(words) > 2 or before not in cues.CUES
    return len(words) <= _FEW and ((before in _NAMED and before != "called") or after in _NAMED)


def _is_modifier(context: Context, number: int, size: int) -> bool:
    """Whether a short passage only colours the noun that follows: “unlimited” friendship."""
    first, stop = context.ranges[number]
    lower, words = context.tokens.lower, context.tokens.words
    following = words[stop] if stop < len(words) and _same_paragraph(context, first, stop) else "."
    before = lower[first - 1] if first else ""
    noun = following.islower() and following[0].isalpha() and following not in _FUNCTION
    if size == 1:
        return noun or (before not in _OBJECT and before not in _LINKING and following not in _ENDINGS)
    return noun and before in _NOUN_PHRASE


_NOUN_PHRASE = frozenset(
    {"a", "an", "this", "his", "her", "its", "their", "these", "those", "any", "no", "of", "'s"}
)
_FUNCTION = word_set(
    """of to for in on at by with from and or but that which who will would is was are were be if when while
    because as than about before after during against over under between into through among if he she it
    they his her"""
)
