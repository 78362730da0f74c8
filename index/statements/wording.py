"""The words of a quote, and the fingerprints by which quotes with words in common are found.

Words are the terms of :mod:`index.query.terms`: without case, accents and marks.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from index.query.terms import stands_alone, term_texts

MOST_WORDS = 2000
"""Words of a quote that are compared; what a longer one says after them is not looked at."""

LEAST_WORDS = 6
LEAST_CONTENT = 2
LEAST_WEIGHT = 4.5
"""Words, words that bear content and weight without which a quote is not compared: it may be anybody's."""

SHINGLE = 3
WINDOW = 3
"""A run of ``SHINGLE + WINDOW - 1`` words that two quotes share gives them a fingerprint in common."""

_LONGEST = 20 * MOST_WORDS
_DIGEST_BYTES = 6

_FUNCTION = frozenset(
    """
    a about above after again against all also although always am among an and any anybody anyone anything
    are arent around as at away back be because been before behind being below between both but by can cannot
    cant come could couldnt did didnt do does doesnt doing done dont down during each either else even ever
    every everybody everyone everything few for from get gets getting give go goes going gone gonna got had
    has hasnt have havent having he hed her here heres hers herself hes him himself his how however i id if
    ill im in into is isnt it itll its itself ive just kind know known let lets like ll lot lots made make
    makes making many may maybe me mean might more most much must my myself need never no nobody none nor not
    nothing now of off oh ok okay on once one ones only onto or other others our ours out over own perhaps put
    quite rather re really said same say saying says see seen shall she shed shes should shouldnt since so
    some somebody someone something still such sure t take than that thatll thats the their theirs them then
    there theres these they theyd theyll theyre theyve thing things think thinking this those though thought
    through to too toward towards two under until up upon us use used ve very want wants was wasnt way we wed
    well went were werent weve what whatever whats when where whether which while who whom whos whose why will
    with within without wont would wouldnt yes yet you youd youll your youre yours yourself youve
    amen apology apologies apologize appreciate blessing bless blessed comment comments condolences
    congratulate congratulations deeply dear everybody forgive glad god good goodbye grateful great happy
    heartfelt hello honor honored honour honoured ladies gentlemen matter mr mrs ms pardon please pleased
    prayers praying proud sincere sincerely sorry thank thankful thanks thoughts today tonight welcome
    """.split()  # noqa: SIM905
)
"""Words that say little, and those that formulas of politeness are made of."""


def words_of(text: str) -> tuple[str, ...]:
    """The first words of a text, at most MOST_WORDS."""
    return tuple(term_texts(text[:_LONGEST])[:MOST_WORDS])


def content(word: str) -> float:
    """How much a word says: 0 or 1; a character of a script without spaces says half as much as a word."""
    if word in _FUNCTION:
        return 0.0
    return 0.5 if stands_alone(word) else 1.0


def weight(word: str) -> float:
    """How much it matters that two quotes share a word: 0.5 to 2, most for a number."""
    if word[0].isdigit():
        return 2.0
    return 0.5 if stands_alone(word) else 0.5 + content(word) / 2


def is_telling(words: Sequence[str]) -> bool:
    """Whether words are enough to be recognised elsewhere."""
    enough = len(words) >= LEAST_WORDS and sum(map(content, words)) >= LEAST_CONTENT
    return enough and sum(map(weight, words)) >= LEAST_WEIGHT


def digest(words: Sequence[str]) -> int:
    """A positive number that is the same for the same words, and most likely for no others."""
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=_DIGEST_BYTES).digest())


def fingerprints(words: Sequence[str]) -> frozenset[int]:
    """Some hashes of three words in a row, below 2**32: the least of each few that follow one another.

    That is winnowing (Schleimer, Wilkerson and Aiken 2003): two texts with a long enough run of words in
    common choose the same hash within it, wherever it stands. Words that bear no content are chosen last,
    for too many quotes have them. An archive keeps the hashes: others find nothing until its articles are
    annotated again.
    """
    hashes = list(_shingles(words))
    last = max(1, len(hashes) - WINDOW + 1)
    return frozenset(min(hashes[at : at + WINDOW])[1] for at in range(last)) if hashes else frozenset()


def _shingles(words: Sequence[str]) -> Iterator[tuple[bool, int]]:
    """The hashes of all runs of SHINGLE words, with whether one bears no content."""
    for at in range(len(words) - SHINGLE + 1):
        some = words[at : at + SHINGLE]
        yield not any(map(content, some)), zlib.crc32(" ".join(some).encode())
