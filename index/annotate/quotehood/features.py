"""What tells a quote from a title, a nickname and a word held at arm's length: features of a marked passage.

A feature is a short string, "next verb" or "words 5"; the table of weights has one number for each.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from index.annotate.context import Context
from index.annotate.lexicon import cues, roles, word_set
from index.models import Label

_WORDS = (1, 2, 3, 4, 5, 7, 10, 15)
_TOKENS = (0, 1, 2, 3, 6, 12)
_LENGTHS = (0, 25, 50, 75)
_MOST_WORDS = 40
_MOST_CHARACTERS = 400
_REACH_LEFT = 24
_REACH_RIGHT = 16
_BESIDE = 5
_SUBJECT = 3
_ENDS = frozenset(",.?!…")
_WORKS = word_set(
    """anthem song songs album albums book books novel film films movie movies series show shows program
    programme episode documentary drama sitcom comedy play musical magazine column essay article podcast
    video single track hit memoir biography bestseller thriller trilogy franchise sequel remake adaptation
    cartoon opera poem painting exhibition game soundtrack season reboot spinoff starring stars starred
    directed director host hosts co-host hosted titled entitled author headline headlined paper edition
    soap ballad classic blockbuster segment tune playwright screenplay novelist singer aired"""
)
_NAMING = word_set(
    """called titled named entitled dubbed nicknamed known so-called nickname billed labeled labelled branded
    term terms word words phrase phrases slogan motto hashtag code-named codenamed name title aka alias
    category label moniker coined hashtags mantra definition meaning means spelled sign signs banner banners
    t-shirt t-shirts shirt shirts hat hats cap caps poster posters placard placards button sticker
    stickers campaign codename acronym expression translates synonym"""
)
_KINDS = {
    "article": word_set("a an the this that these those any no some such each every another"),
    "owner": word_set("his her its their my our your 's '"),
    "link": word_set(
        """is was were are be been being am 're seem seems seemed appears appeared became become becomes look
        looks looked feel feels felt sound sounds sounded remain remains remained"""
    ),
    "to": frozenset({"to"}),
    "as": frozenset({"as", "like"}),
    "of": frozenset({"of"}),
    "preposition": word_set(
        """for in on at by with from about into over under between through against among than without within
        via during after before"""
    ),
    "and": word_set("and or but nor"),
    "that": frozenset({"that"}),
    "joint": word_set("whether if because when while where who which how why what"),
    "pronoun": word_set("he she they it we i you"),
}
_KIND_OF = {
    **dict.fromkeys(cues.WEAK | cues.BASE, "weak"),
    **dict.fromkeys(cues.STRONG, "verb"),
    **{word: kind for kind, words in _KINDS.items() for word in words},
}
_ADDRESS = word_set(
    """i me my mine we us our ours you your yours i'm i've i'll i'd we're we've we'll we'd you're you've
    you'll you'd let's myself ourselves"""
)
_VERBS = word_set(
    """is are was were am be been has have had do does did will would can could should must may might don't
    doesn't didn't won't can't isn't aren't wasn't weren't wouldn't couldn't shouldn't it's that's there's
    he's she's they're i'm we're you're i've we've i'll we'll think know want need get got going make say said
    cannot ain't"""
)
_SPEAKERS = roles.SPEAKING | {"he", "she", "they", "it", "we", "i", "who"}


@dataclass(frozen=True, slots=True)
class _View:
    """A passage as the features see it: its tokens, the first and last of its words, its size in bins."""

    context: Context
    number: int
    first: int
    stop: int
    words: list[str]
    size: int
    before: int
    after: int


def features(context: Context, number: int) -> list[str]:
    """The features of a passage; how many there are, and the work for them, has a bound whatever the text."""
    view = _view(context, number)
    return ["any", *_inside(view), *_beside(view), *_cued(view), *_siblings(view), *_marks(view)]


def _bin(bounds: tuple[int, ...], value: int) -> int:
    """The largest bound that a value reaches, or -1."""
    index = bisect_right(bounds, value)
    return bounds[index - 1] if index else -1


def _view(context: Context, number: int) -> _View:
    """What the features look at; ``before`` and ``after`` are -1 at the ends of the paragraph."""
    tokens, passage = context.tokens, context.passages[number]
    first, stop = context.ranges[number]
    paragraph = tokens.paragraph
    words = tokens.text[passage.start : min(passage.end, passage.start + _MOST_CHARACTERS)].split(
        None, _MOST_WORDS
    )
    before = first - 1 if first and paragraph[first - 1] == paragraph[first] else -1
    after = stop if stop < len(tokens) and paragraph[stop] == paragraph[first] else -1
    return _View(context, number, first, stop, words, _bin(_WORDS, len(words)), before, after)


def _kind(view: _View, index: int) -> str:
    """What a token beside a passage is: a kind of word, a label of entity, or the sign itself."""
    if index < 0:
        return "edge"
    word = view.context.tokens.words[index]
    span = view.context.span_at[index]
    if span >= 0 and word[0].isalpha():
        return view.context.spans[span].label.value
    kind = _KIND_OF.get(view.context.tokens.lower[index])
    if kind is not None:
        return kind
    if word[0].isalpha():
        return "name" if word[0].isupper() else "word"
    return "number" if word[0].isdigit() else word[0]


def _case(words: list[str]) -> str:
    """How a passage begins: with a capital, a small letter, a figure, or something else."""
    first = words[0].lstrip("[('‘\"“")[:1] or words[0][0]
    return "A" if first.isupper() else "a" if first.islower() else "1" if first.isdigit() else "-"


def _capitals(words: list[str]) -> str:
    """How many of the longer words have capitals."""
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    upper = sum(word[0].isupper() for word in long)
    if not long:
        return "nothing"
    return (
        "all" if upper == len(long) else "none" if not upper else "few" if 2 * upper < len(long) else "most"
    )


def _inside(view: _View) -> list[str]:
    """Size, capitals, how it begins and ends, and whether it addresses somebody and has a verb."""
    passage, text = view.context.passages[view.number], view.context.tokens.text
    last = text[passage.end - 1]
    end = last if last in _ENDS else "a"
    sign = text[passage.outer_end : passage.outer_end + 1]
    follows = "|" if not sign or sign == "\n" else "_" if sign.isspace() else "a" if sign.isalnum() else sign
    shown = text[passage.start : min(passage.end, passage.start + _MOST_CHARACTERS)]
    lower = {word.strip(".,?!;:") for word in shown.lower().replace("’", "'").split(None, _MOST_WORDS)}
    case, capitals, size = _case(view.words), _capitals(view.words), view.size
    said = f"{not lower.isdisjoint(_ADDRESS):d}{not lower.isdisjoint(_VERBS):d}"
    return [
        f"words {size}",
        f"end {end} {follows}",
        f"words {size} end {end}",
        f"words {size} case {case}",
        f"case {case} {_kind(view, view.before)}",
        f"capitals {capitals} {min(size, 4)}",
        f"capitals {capitals} end {end}",
        f"said {said} {min(size, 5)}",
    ]


def _beside(view: _View) -> list[str]:
    """The words on either side."""
    lower, words = view.context.tokens.lower, view.context.tokens.words
    before, after = _kind(view, view.before), _kind(view, view.after)
    found = [f"before {before}", f"after {after}"]
    if view.before >= 0 and lower[view.before][0].isalpha():
        found.append(f"word before {lower[view.before]}")
    if view.after >= 0 and words[view.after][0].islower():
        found.append(f"word after {lower[view.after]}")
    if before == after == Label.PERSON.value:
        found.append("within a name")
    return found


def _cued(view: _View) -> list[str]:
    """The verbs of saying near by, and the nouns for works and names."""
    tokens = view.context.tokens
    left = range(view.first - 1, max(-1, view.first - 1 - _REACH_LEFT), -1)
    right = range(view.stop, min(len(tokens), view.stop + _REACH_RIGHT))
    one, other = _cue(view, left, view.first), _cue(view, right, view.stop - 1)
    found = [f"cue left {one}", f"cue right {other}", f"cues {one[:2]}{other[:2]} {min(view.size, 5)}"]
    for side, indexes in (("left", left), ("right", right)):
        near = {
            tokens.lower[index]
            for index in indexes[:_BESIDE]
            if view.context.inside[index] < 0 and tokens.paragraph[index] == tokens.paragraph[view.first]
        }
        found += [f"work {side}"] * (not near.isdisjoint(_WORKS))
        found += [f"naming {side}"] * (not near.isdisjoint(_NAMING))
    return found


def _cue(view: _View, indexes: range, edge: int) -> str:
    """The nearest verb of saying on one side, as strength, subject, distance; "-" where there is none."""
    context, tokens = view.context, view.context.tokens
    for distance, index in enumerate(indexes):
        if tokens.paragraph[index] != tokens.paragraph[edge]:
            break
        word = tokens.lower[index]
        if context.inside[index] >= 0 or context.span_at[index] >= 0 or word not in cues.CUES:
            continue
        strength = "S" if word in cues.STRONG or word in ("according", "per") else "w"
        other = "" if tokens.sentence[index] == tokens.sentence[edge] else " other"
        return f"{strength}{_has_subject(context, index):d} {_bin(_TOKENS, distance)}{other}"
    return "-"


def _has_subject(context: Context, cue: int) -> bool:
    """Whether somebody who can speak stands close to a verb."""
    for index in range(max(0, cue - _SUBJECT), min(len(context.inside), cue + _SUBJECT + 1)):
        span = context.span_at[index]
        if context.inside[index] >= 0:
            continue
        if span >= 0 and context.spans[span].label in (Label.PERSON, Label.ORG):
            return True
        if context.tokens.lower[index] in _SPEAKERS:
            return True
    return False


def _siblings(view: _View) -> list[str]:
    """The passages before and after in the same paragraph: how far away, how long, how joined."""
    context, passages = view.context, view.context.passages
    found = []
    for side, number in (("left", view.number - 1), ("right", view.number + 1)):
        there = 0 <= number < len(passages)
        if not there or passages[number].paragraph != passages[view.number].paragraph:
            found.append(f"sibling {side} -")
            continue
        first, stop = context.ranges[number]
        gap = view.first - stop if side == "left" else first - view.stop
        length = _bin(_LENGTHS, passages[number].end - passages[number].start)
        found.append(f"sibling {side} {_bin(_TOKENS, gap)} {length}")
        if gap == 1:
            found.append(f"joint {side} {context.tokens.lower[stop if side == 'left' else first - 1][:4]}")
    return found


def _marks(view: _View) -> list[str]:
    """Whether the closing mark is missing or comes a paragraph later, and brackets within the marks."""
    passages = view.context.passages
    following = passages[view.number + 1 : view.number + 2]
    goes_on = bool(following) and following[0].continues
    found = ["bracket"] * (view.words[0][0] == "(")
    if not passages[view.number].closed:
        found.append("goes on" if goes_on else "open")
    return found
