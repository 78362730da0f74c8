"""Invented articles: syllables put together to words that occur as unevenly as real ones do."""

from __future__ import annotations

import random
from itertools import accumulate

from index.fulltext.document import Document

_BEGINNINGS = ["b", "cr", "d", "f", "g", "h", "k", "l", "m", "pr", "r", "st", "t", "v"]
_VOWELS = ["a", "e", "i", "o", "u", "ea"]
_ENDINGS = ["n", "r", "l", "nd", "st", ""]
_ODD = ["e-mail", "U.S.", "1,200", "caf\u00e9", "ministries", "ministry", "Ellison's", "a.m.", "co-operate"]
_SOURCES = ["The Bay Post", "Crane Weekly", "Bay Wire", ""]


def vocabulary(count: int, rng: random.Random) -> list[str]:
    """Different words, the frequent ones first."""
    found: dict[str, None] = {}
    while len(found) < count:
        parts = rng.randint(1, 3)
        found["".join(rng.choice(x) for _ in range(parts) for x in (_BEGINNINGS, _VOWELS, _ENDINGS))] = None
    return list(found)


def documents(count: int, seed: int = 7, words: int = 900) -> list[Document]:
    """Articles with titles, quotes, dates (some unknown), sources and entities; the same for a seed."""
    rng = random.Random(seed)  # noqa: S311
    known = [*vocabulary(words, rng), *_ODD]
    rng.shuffle(known)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(known))))
    made = []
    for number in range(1, count + 1):
        body = rng.choices(known, cum_weights=weights, k=rng.randint(15, 120))
        title = " ".join(rng.choices(known, cum_weights=weights, k=rng.randint(2, 8))).capitalize()
        quotes = [" ".join(body[at : at + 6]) for at in range(0, len(body), 40)][: rng.randint(0, 3)]
        date = rng.choice([0, *(20240100 + day for day in range(1, 29))])
        text = f"{title}\n\n{' '.join(body)}."
        entities = {"persons": rng.choices(range(30), k=3), "speakers": rng.choices(range(30), k=len(quotes))}
        made.append(Document(number, date, title, text, quotes, rng.choice(_SOURCES), entities))
    return made
