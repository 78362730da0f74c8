"""What speaks for a mention being the source of a quote: the features of a pair, as names.

The features follow those of published attribution systems (O'Keefe and others 2012; Almeida, Almeida
and Martins 2014; Newell, Margolin and Ruths 2018): cue verb and order, distance, what stands between,
form of the mention, who spoke before. Those of a rule say which hand-written pattern found the mention.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from index.annotate.attribution.proposals import Attribution
from index.annotate.attribution.sources import Source
from index.annotate.context import Context

_FIRST_PERSON = frozenset(
    {"i", "i'm", "i've", "i'd", "i'll", "my", "me", "we", "our", "us", "we're", "we've"}
)
_COMPLEMENTS = frozenset(
    {
        "that",
        "nothing",
        "yes",
        "it",
        "so",
        "this",
        "he",
        "she",
        "they",
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "no",
    }
)
_ADJUNCTS = frozenset(
    {
        "in",
        "on",
        "at",
        "to",
        "during",
        "after",
        "before",
        "from",
        "of",
        "by",
        "with",
        "as",
        "when",
        "while",
        "via",
    }
)
_DISTANCES = (0, 1, 2, 4, 7, 12, 20, 35, 60, 100, 180)


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote as its pairs see it.

    ``begin`` and ``end`` are its tokens with the marks, ``opening`` the sentence of its first token and
    ``closing`` that of its last; ``before`` and ``after`` are the words around it, empty outside the
    paragraph; ``last`` the last character of its words. ``kind`` is "direct" or "mixed", ``words`` its
    words in lower case, ``first_person`` whether "I" or "we" is among them.
    """

    number: int
    begin: int
    end: int
    paragraph: int
    opening: int
    closing: int
    before: str
    after: str
    last: str
    kind: str
    first_person: bool
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class History:
    """What is decided so far, as a pair sees it.

    ``same`` tells that the mention is the one the previous quote was given to, ``entity`` that it means
    the same as that one, ``turn`` the same as the one before; ``gap`` is how the previous quote lies:
    "sentence", "paragraph", "next" paragraph, "far" or "none". ``share`` is how many of the quotes so
    far are the entity's; ``ahead`` how the next explicit speaker lies, if it is the same entity.
    """

    same: bool
    entity: bool
    turn: bool
    gap: str
    share: str
    ahead: str


def passage_of(context: Context, number: int, kind: str) -> Passage:
    """A passage as its pairs see it."""
    tokens = context.tokens
    begin, end = context.ranges[number]
    passage = context.passages[number]
    paragraph = passage.paragraph
    before = begin - 1 if begin and tokens.paragraph[begin - 1] == paragraph else -1
    after = end if end < len(tokens) and tokens.paragraph[end] == paragraph else -1
    words = frozenset(tokens.lower[begin:end])
    return Passage(
        number,
        begin,
        end,
        paragraph,
        tokens.sentence[begin],
        tokens.sentence[end - 1],
        tokens.words[before] if before >= 0 else "",
        tokens.words[after] if after >= 0 else "",
        tokens.text[passage.end - 1],
        kind,
        bool(words & _FIRST_PERSON),
        words,
    )


def binned(distance: int) -> int:
    """The number of the range that a distance in tokens lies in."""
    return bisect_left(_DISTANCES, distance)


def features(
    context: Context,
    passage: Passage,
    source: Source,
    rank: int,
    clauses: int,
    rules: dict[int, list[tuple[str, Attribution]]],
    best_rule: float,
    history: History,
) -> list[str]:
    """The features of a passage and a source.

    ``rank`` counts sources from the passage on their side, ``clauses`` those of them that are the
    subject of a cue verb.

    ``rules`` are the patterns that found a mention, by its first token; ``best_rule`` is the highest
    weight among all of them.
    """
    side = "after" if source.first >= passage.end else "before"
    place = _place(passage, source, side)
    found = [f"place={place}", f"shape={source.shape}", f"place={place}|shape={source.shape}"]
    found += _rule_features(rules.get(source.first, ()), best_rule)
    found += _near_features(context, passage, source, side, place)
    found.append(f"rank={side}{min(rank, 6)}")
    found.append(f"rank={side}{min(rank, 6)}|{place}")
    found += _clause_features(context, passage, source, side, place, clauses)
    found += _history_features(passage, place, history)
    return found


def nobody(passage: Passage, best_rule: float, gap: str) -> list[str]:
    """The features of a passage that none of its sources says, or that is no quote after all.

    ``best_rule`` is the highest weight of a pattern that found a source; ``gap`` is as in a history.
    """
    best = int(best_rule * 10)
    return [
        "nobody",
        f"nobody={best}",
        f"nobody={passage.kind}|{best}",
        f"nobody={passage.kind}|{gap}",
        f"nobody={_mark(passage.before)}|{best}",
        f"nobody={passage.last if passage.last in ',.?!' else 'x'}|{best}",
        f"nobody={min(passage.end - passage.begin, 12)}",
    ]


def _place(passage: Passage, source: Source, side: str) -> str:
    """Where a source lies: in the sentence, the paragraph, or how many paragraphs away."""
    away = source.paragraph - passage.paragraph
    if away:
        return f"p{away}"
    if side == "before":
        return (
            "s-0" if source.sentence == passage.opening else f"s-{min(passage.opening - source.sentence, 4)}"
        )
    return "s+0" if source.sentence == passage.closing else f"s+{min(source.sentence - passage.closing, 3)}"


def _rule_features(found: list[tuple[str, Attribution]] | tuple[()], best_rule: float) -> list[str]:
    """Which patterns found the mention, how they weigh it, and how well another is found."""
    names = [f"rule={name}{int(each.weight * 20)}" for name, each in found]
    own = max((each.weight for _, each in found), default=0.0)
    names.append(f"own={int(own * 10)}|best={int(best_rule * 10)}")
    if len(found) > 1:
        names.append("rules=" + "+".join(sorted({name for name, _ in found})))
    return names


def _near_features(context: Context, passage: Passage, source: Source, side: str, place: str) -> list[str]:
    """Distance, what stands between and beside."""
    if side == "before":
        gap = passage.begin - source.subject.stop
        between = passage.number - bisect_left(context.ranges, (source.subject.stop,))
    else:
        gap = source.first - passage.end
        between = bisect_left(context.ranges, (source.first,)) - passage.number - 1
    distance = binned(gap)
    named = bool(source.subject.span >= 0 and context.tokens.lower[source.subject.stop - 1] in passage.words)
    return [
        f"distance={side}{distance}",
        f"distance={distance}|{place}",
        f"between={side}{min(between, 3)}",
        f"governor={source.governor}",
        f"governor={source.governor}|{side}",
        f"owner={source.possessor}|{source.shape}",
        f"opens={source.opens}|{place}",
        f"named={named}|{source.shape}",
        f"before={_mark(passage.before)}|{place}",
        f"last={passage.last if passage.last in ',.?!' else 'x'}{passage.after[:1].islower()}|{place}",
        f"kind={passage.kind}|{place}",
        f"person={passage.first_person}|{source.shape}",
    ]


def _mark(word: str) -> str:
    """The class of a word before a quote."""
    if word in (",", ":", "that", "as", "—", "–", "-", "(", "") or word in ".!?":
        return word
    return "word" if word[0].isalnum() else "mark"


def _clause_features(
    context: Context, passage: Passage, source: Source, side: str, place: str, clauses: int
) -> list[str]:
    """How a cue verb joins the source to the quote."""
    clause = source.clause
    if clause is None:
        return [f"clause=none|{place}"]
    how = f"{clause.strong}{clause.inverted}{clause.relative}"
    cue = context.tokens.lower[clause.cue]
    reach = passage.begin - clause.stop if side == "before" else clause.first - passage.end
    nearest = min(clauses, 3)
    return [
        f"nearest={side}{nearest}|{clause.strong}",
        f"nearest={side}{nearest}|{place}",
        f"clause={how}|{side}",
        f"clause={clause.strong}|{place}",
        f"clause={how}|{source.shape}",
        f"reach={side}{binned(max(reach, 0))}|{clause.strong}",
        f"cue={cue}|{side}",
        f"strength={source.strength}|{side}",
        f"tail={_tail(context, source)}|{side}|{passage.last if passage.last in ',.?!' else 'x'}",
        f"strength={source.strength}|{place}",
        f"reach={side}{binned(max(reach, 0))}|{_mark(passage.before)}"
        if side == "before"
        else f"reach={side}{binned(max(reach, 0))}|{passage.last if passage.last in ',.?!' else 'x'}",
    ]


def _tail(context: Context, source: Source) -> str:
    """What follows a clause: its end, a complement of its own ("said nothing", "said that"), or the like."""
    clause = source.clause
    if clause is None or clause.stop >= len(context.tokens):
        return "end"
    word = context.tokens.lower[clause.stop]
    if context.inside[clause.stop] >= 0:
        return "quote"
    if word in _COMPLEMENTS:
        return word if word == "that" else "object"
    if not word[0].isalnum():
        return word if word in ",.:" else "mark"
    return "adjunct" if word in _ADJUNCTS or context.span_at[clause.stop] >= 0 else "word"


def _history_features(passage: Passage, place: str, history: History) -> list[str]:
    """Who spoke before and who speaks next."""
    who = "same" if history.same else "entity" if history.entity else "turn" if history.turn else "other"
    whole = not passage.before
    return [
        f"previous={who}|{history.gap}",
        f"previous={who}|{history.gap}|{whole}",
        f"previous={who}|{place}",
        f"previous={who}|{_mark(passage.before)}|{history.gap}",
        f"share={history.share}|{history.gap}",
        f"ahead={history.ahead}",
        f"ahead={history.ahead}|{whole}|{place}",
    ]
