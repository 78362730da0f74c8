"""What speaks for a person being the one that "he" or "she" means: features, as names.

They follow Lappin and Leass (1994) and Mitkov (1998): recency, subjecthood, repetition, who speaks, and
what the previous pronoun meant. Their weights are learned.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.annotate.attribution.table import Group

_COUNTS = (1, 2, 4, 8, 16)


@dataclass(slots=True)
class Seen:
    """How a person was last mentioned: where, in what role, by pronoun or name, and how often so far.

    ``role`` is "source" for the subject of a cue verb, else "subject", "opening" for a place among the
    first words of its sentence, or "other". ``since`` is the sentence of the last pronoun for the person,
    ``first`` the paragraph that names the person first.
    """

    token: int
    sentence: int
    paragraph: int
    role: str
    pronoun: bool
    first: int
    count: int = 1
    since: int = -99


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pronoun stands.

    ``possessive`` tells "his" from "he", ``opens`` that it opens its sentence, ``leads`` that the
    sentence is the first of its paragraph, ``cue`` that it is the subject of a cue verb.
    """

    possessive: bool
    sentence: int
    paragraph: int
    opens: bool
    leads: bool
    cue: bool


def features(
    place: Place,
    seen: Seen,
    rank: int,
    rivals: int,
    known: bool,
    spoke: int | None,
    most: bool,
    beside: bool,
    quoted: bool,
) -> list[Group]:
    """The features of a pronoun and a person, in groups.

    ``rank`` counts persons of a fitting gender from the last mentioned on, ``rivals`` is how many there
    are in the last sentences; ``known`` whether the person's gender is known; ``spoke`` how many
    paragraphs ago the person was the last to speak, None if another was; ``most`` whether nobody is
    named more often. ``beside`` whether the words after the pronoun name the person, ``quoted`` whether
    the quote next to it does.
    """
    away = _away(place.sentence - seen.sentence)
    near = _paragraphs(place.paragraph - seen.paragraph)
    role = seen.role
    kind = "possessive" if place.possessive else "personal"
    since = _away(place.sentence - seen.since)
    speaker = "no" if spoke is None else _paragraphs(spoke)
    leads = place.leads and place.opens
    return [
        (_of_mention, known, away, near, role, "pronoun" if seen.pronoun else "name"),
        (_of_rank, min(rank, 4), min(rivals, 4), role),
        (_of_count, _count(seen.count), most, near),
        (_of_speaker, speaker, place.cue, kind, away),
        (_of_pronoun, since, kind, rank == 0),
        (_of_place, place.opens, leads, place.cue, kind, role, away, near),
        (_of_name, seen.first == 0, most, beside, quoted, place.cue),
    ]


def _of_mention(known: bool, away: str, near: str, role: str, by: str) -> list[str]:
    """How the person was last mentioned, and how far away."""
    return [
        f"gender={known}",
        f"away={away}",
        f"near={near}",
        f"role={role}|{away}",
        f"role={role}|{by}|{near}",
        f"by={by}|{away}",
    ]


def _of_rank(rank: int, rivals: int, role: str) -> list[str]:
    """How many others were mentioned later."""
    return [f"rank={rank}", f"rank={rank}|{rivals}", f"rank={rank}|{role}"]


def _of_count(count: int, most: bool, near: str) -> list[str]:
    """How often the person is mentioned."""
    return [f"count={count}", f"most={most}|{near}"]


def _of_speaker(speaker: str, cue: bool, kind: str, away: str) -> list[str]:
    """Whether the person was the last to speak."""
    return [f"spoke={speaker}", f"spoke={speaker}|{cue}", f"spoke={speaker}|{kind}|{away}"]


def _of_pronoun(since: str, kind: str, latest: bool) -> list[str]:
    """How far away the last pronoun for the person is."""
    return [f"since={since}|{kind}", f"since={since}|{latest}"]


def _of_place(opens: bool, leads: bool, cue: bool, kind: str, role: str, away: str, near: str) -> list[str]:
    """Where the pronoun stands."""
    return [
        f"opens={opens}|{role}|{away}",
        f"leads={leads}|{role}|{near}",
        f"cue={cue}|{role}|{away}",
        f"kind={kind}|{role}|{away}",
    ]


def _of_name(heads: bool, most: bool, beside: bool, quoted: bool, cue: bool) -> list[str]:
    """Where the person is named: in the first paragraph, beside the pronoun, in the quote next to it."""
    return [f"first={heads}|{most}", f"beside={beside}", f"quoted={quoted}|{cue}"]


def _away(sentences: int) -> str:
    """A distance in sentences, in classes."""
    if sentences < 4:
        return str(max(sentences, 0))
    return "4" if sentences < 6 else "6" if sentences < 10 else "10" if sentences < 90 else "never"


def _paragraphs(count: int) -> str:
    """A distance in paragraphs, in classes."""
    return str(count) if count < 4 else "4"


def _count(count: int) -> int:
    """How often somebody is mentioned, in classes."""
    for index, bound in enumerate(_COUNTS):
        if count <= bound:
            return index
    return len(_COUNTS)
