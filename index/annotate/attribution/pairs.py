"""What speaks for a mention being the source of a quote: the features of a pair, as names.

The features follow those of published attribution systems (O'Keefe and others 2012; Almeida, Almeida
and Martins 2014; Newell, Margolin and Ruths 2018): cue verb and order, distance, what stands between,
form of the mention, who spoke before. Those of a rule say which hand-written pattern found the mention.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.annotate.attribution.history import History
from index.annotate.attribution.joints import Joint
from index.annotate.attribution.proposals import Attribution
from index.annotate.attribution.sources import Source
from index.annotate.attribution.table import Group, Table, Weights, names
from index.annotate.context import Context

_FIRST_PERSON = frozenset(
    {"i", "i'm", "i've", "i'd", "i'll", "my", "me", "we", "our", "us", "we're", "we've"}
)
_MOST_KEPT = 1 << 14
_DISTANCES = (0, 1, 2, 4, 7, 12, 20, 35, 60, 100, 180)


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote as its pairs see it.

    ``begin`` and ``end`` are its tokens with the marks, ``opening`` the sentence of its first token and
    ``closing`` that of its last. ``mark`` is the class of the word before it, empty where it opens its
    paragraph; ``ending`` the stop that its words end with, else "x"; ``goes_on`` whether a small letter
    follows. ``kind`` is "direct" or "mixed", ``words`` its words in lower case, ``first_person`` whether
    "I" or "we" is among them.
    """

    number: int
    begin: int
    end: int
    paragraph: int
    opening: int
    closing: int
    mark: str
    ending: str
    goes_on: bool
    kind: str
    first_person: bool
    words: frozenset[str]


def passage_of(context: Context, number: int, kind: str) -> Passage:
    """A passage as its pairs see it."""
    tokens = context.tokens
    begin, end = context.ranges[number]
    passage = context.passages[number]
    paragraph = passage.paragraph
    before = begin - 1 if begin and tokens.paragraph[begin - 1] == paragraph else -1
    after = end if end < len(tokens) and tokens.paragraph[end] == paragraph else -1
    last = tokens.text[passage.end - 1]
    words = frozenset(tokens.lower[begin:end])
    return Passage(
        number,
        begin,
        end,
        paragraph,
        tokens.sentence[begin],
        tokens.sentence[end - 1],
        _mark(tokens.words[before]) if before >= 0 else "",
        last if last in ",.?!" else "x",
        after >= 0 and tokens.words[after][0].islower(),
        kind,
        not words.isdisjoint(_FIRST_PERSON),
        words,
    )


def _mark(word: str) -> str:
    """The class of a word before a quote."""
    if word in (",", ":", "that", "as", "—", "–", "-", "(") or word in ".!?":
        return word
    return "word" if word[0].isalnum() else "mark"


def binned(distance: int) -> int:
    """The number of the range that a distance in tokens lies in."""
    return bisect_left(_DISTANCES, distance)


Rules = Sequence[tuple[str, Attribution]]
"""The patterns that found a mention."""


class _Kept(NamedTuple):
    """Where a source lies of a passage, and the weights of the first feature and of those behind patterns."""

    source: Source
    place: str
    opening: Weights
    rest: list[float]


class Pairs:
    """Scores the passages and sources of one document.

    What stays the same from one reading of the document to the next is weighed once.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._weighed = table.weighed
        self._kept: dict[tuple[int, str, int], _Kept] = {}

    def score(
        self,
        passage: Passage,
        source: Source,
        rank: int,
        clauses: int,
        rules: Rules,
        best: int,
        history: History,
        entity: int | None,
    ) -> float:
        """The sum of the weights of :func:`features`, added in their order."""
        key = (passage.number, passage.kind, source.first)
        kept = self._kept.get(key)
        if kept is None or kept.source is not source:
            kept = self._keep(passage, source, rank, clauses)
            if len(self._kept) < _MOST_KEPT:
                self._kept[key] = kept
        weighed = self._weighed
        previous, speakers = _passing(passage, source, kept.place, history, entity)
        found = weighed[_rules(rules, best)]
        return sum([*kept.opening, *found, *kept.rest, *weighed[previous], *weighed[speakers]])

    def nobody(self, passage: Passage, best: int, gap: str) -> float:
        """The sum of the weights of :func:`nobody`."""
        return self._table.score([_nobody(passage, best, gap)])

    def _keep(self, passage: Passage, source: Source, rank: int, clauses: int) -> _Kept:
        """What is kept of a pair."""
        side, place = _place(passage, source)
        shape = source.shape
        weighed = self._weighed
        groups = _lasting(passage, source, rank, clauses, side, place, shape)
        rest = [weight for group in groups for weight in weighed[group]]
        return _Kept(source, place, weighed[_of_place, place, shape], rest)


def features(
    passage: Passage,
    source: Source,
    rank: int,
    clauses: int,
    rules: Rules,
    best: int,
    history: History,
    entity: int | None,
) -> list[str]:
    """The names of the features of a passage and a source.

    ``rank`` counts sources from the passage on their side, ``clauses`` those of them that are the
    subject of a cue verb.

    ``rules`` are the patterns that found the mention; ``best`` is the highest weight among all of them,
    in tenths; ``entity`` is the id of whom the source means.
    """
    side, place = _place(passage, source)
    shape = source.shape
    groups: list[Group] = [(_of_place, place, shape), _rules(rules, best)]
    groups += _lasting(passage, source, rank, clauses, side, place, shape)
    groups += _passing(passage, source, place, history, entity)
    return names(groups)


def _lasting(
    passage: Passage, source: Source, rank: int, clauses: int, side: str, place: str, shape: str
) -> list[Group]:
    """The features that no decision about another quote changes."""
    groups = _near(passage, source, side, place, shape)
    groups.append((_of_rank, side, min(rank, 6), place))
    if source.joint is None:
        groups.append((_of_no_clause, place))
    else:
        groups += _joined(passage, source.joint, side, place, shape, min(clauses, 3))
    return groups


def _passing(
    passage: Passage, source: Source, place: str, history: History, entity: int | None
) -> tuple[Group, Group]:
    """The features that depend on who spoke before, and who speaks next."""
    gap, whole = history.gap, not passage.mark
    return (
        (_of_previous, history.who(source.first, entity), gap, whole, place, passage.mark),
        (_of_speakers, history.share(entity), gap, history.following(entity), whole, place),
    )


def nobody(passage: Passage, best: int, gap: str) -> list[str]:
    """The names of the features of a passage that none of its sources says, or that is no quote after all.

    ``best`` is the highest weight of a pattern that found a source, in tenths; ``gap`` is as in a history.
    """
    return names([_nobody(passage, best, gap)])


def _nobody(passage: Passage, best: int, gap: str) -> Group:
    """The features of nobody."""
    length = min(passage.end - passage.begin, 12)
    return _of_nobody, best, passage.kind, gap, passage.mark, passage.ending, length


def _place(passage: Passage, source: Source) -> tuple[str, str]:
    """On which side a source lies, and where: in the sentence, the paragraph, or how many paragraphs away."""
    before = source.first < passage.end
    side = "before" if before else "after"
    away = source.paragraph - passage.paragraph
    if away:
        return side, f"p{away}"
    if before:
        return side, f"s-{min(passage.opening - source.sentence, 4)}"
    return side, f"s+{min(source.sentence - passage.closing, 3)}"


def _rules(found: Sequence[tuple[str, Attribution]], best: int) -> Group:
    """Which patterns found the mention, how they weigh it, and how well another is found."""
    if not found:
        return _of_rules, 0, best
    own = max(each.weight for _, each in found)
    return (_of_rules, int(own * 10), best, *((name, int(each.weight * 20)) for name, each in found))


def _near(passage: Passage, source: Source, side: str, place: str, shape: str) -> list[Group]:
    """Distance, what stands between and beside."""
    if side == "before":
        gap = passage.begin - source.subject.stop
        between = passage.number - source.behind
    else:
        gap = source.first - passage.end
        between = source.ahead - passage.number - 1
    named = source.family in passage.words
    return [
        (_of_distance, side, binned(gap), place, min(between, 3)),
        (_of_mention, source.governor, side, source.possessor, shape, source.opens, place, named),
        (_of_passage, passage.mark, place, passage.ending, passage.goes_on, passage.kind),
        (_of_person, passage.first_person, shape),
    ]


def _joined(passage: Passage, joint: Joint, side: str, place: str, shape: str, nearest: int) -> list[Group]:
    """How a cue verb joins the source to the quote; ``nearest`` counts cue verbs from the passage on."""
    before = side == "before"
    reach = binned(max(passage.begin - joint.stop if before else joint.first - passage.end, 0))
    return [
        (_of_clause, side, nearest, joint.strong, place, joint.how, shape),
        (_of_cue, side, reach, joint.strong, joint.cue, joint.strength),
        (_of_tail, joint.tail, side, passage.ending, joint.strength, place),
        (_of_reach, side, reach, passage.mark if before else passage.ending),
    ]


def _of_place(place: str, shape: str) -> list[str]:
    """Where the mention lies, and what it looks like."""
    return [f"place={place}", f"shape={shape}", f"place={place}|shape={shape}"]


def _of_rules(own: int, best: int, *found: tuple[str, int]) -> list[str]:
    """The patterns with their weights in twentieths, the best of them and the best of all in tenths."""
    named = [f"rule={name}{weight}" for name, weight in found]
    named.append(f"own={own}|best={best}")
    if len(found) > 1:
        named.append("rules=" + "+".join(sorted({name for name, _ in found})))
    return named


def _of_distance(side: str, distance: int, place: str, between: int) -> list[str]:
    """How far away the mention is, and how many passages lie between."""
    return [f"distance={side}{distance}", f"distance={distance}|{place}", f"between={side}{between}"]


def _of_mention(
    governor: str, side: str, possessor: bool, shape: str, opens: bool, place: str, named: bool
) -> list[str]:
    """What stands beside the mention, and whether the quote names it."""
    return [
        f"governor={governor}",
        f"governor={governor}|{side}",
        f"owner={possessor}|{shape}",
        f"opens={opens}|{place}",
        f"named={named}|{shape}",
    ]


def _of_passage(mark: str, place: str, ending: str, goes_on: bool, kind: str) -> list[str]:
    """What stands beside the quote, and its kind."""
    return [f"before={mark}|{place}", f"last={ending}{goes_on}|{place}", f"kind={kind}|{place}"]


def _of_person(first_person: bool, shape: str) -> list[str]:
    """Whether the quote says "I"."""
    return [f"person={first_person}|{shape}"]


def _of_rank(side: str, rank: int, place: str) -> list[str]:
    """How many mentions are nearer."""
    return [f"rank={side}{rank}", f"rank={side}{rank}|{place}"]


def _of_no_clause(place: str) -> list[str]:
    """A mention that is the subject of no cue verb."""
    return [f"clause=none|{place}"]


def _of_clause(side: str, nearest: int, strong: bool, place: str, how: str, shape: str) -> list[str]:
    """The form of the clause, and how many others are nearer."""
    return [
        f"nearest={side}{nearest}|{strong}",
        f"nearest={side}{nearest}|{place}",
        f"clause={how}|{side}",
        f"clause={strong}|{place}",
        f"clause={how}|{shape}",
    ]


def _of_cue(side: str, reach: int, strong: bool, cue: str, strength: str) -> list[str]:
    """The cue verb and how far away it is."""
    return [f"reach={side}{reach}|{strong}", f"cue={cue}|{side}", f"strength={strength}|{side}"]


def _of_tail(tail: str, side: str, ending: str, strength: str, place: str) -> list[str]:
    """What follows the clause, and how often the cue verb has a speaker."""
    return [f"tail={tail}|{side}|{ending}", f"strength={strength}|{place}"]


def _of_reach(side: str, reach: int, beside: str) -> list[str]:
    """How far away the clause is, and what stands at the mark of the quote that it is nearest to."""
    return [f"reach={side}{reach}|{beside}"]


def _of_previous(who: str, gap: str, whole: bool, place: str, mark: str) -> list[str]:
    """Who spoke before; ``whole`` is a quote that opens its paragraph."""
    return [
        f"previous={who}|{gap}",
        f"previous={who}|{gap}|{whole}",
        f"previous={who}|{place}",
        f"previous={who}|{mark}|{gap}",
    ]


def _of_speakers(share: str, gap: str, following: str, whole: bool, place: str) -> list[str]:
    """How often whoever is meant has spoken, and whether it is who speaks next."""
    return [f"share={share}|{gap}", f"ahead={following}", f"ahead={following}|{whole}|{place}"]


def _of_nobody(best: int, kind: str, gap: str, mark: str, ending: str, length: int) -> list[str]:
    """What speaks for none of the sources."""
    return [
        "nobody",
        f"nobody={best}",
        f"nobody={kind}|{best}",
        f"nobody={kind}|{gap}",
        f"nobody={mark}|{best}",
        f"nobody={ending}|{best}",
        f"nobody={length}",
    ]
