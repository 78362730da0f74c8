"""How fast the page of a speaker with 5,000 quotes opens, and quotes about somebody are found.

Run: python -m tests.bench.speaker_speed [ARTICLES]

The archive is made up: 10,000 articles (or as many as asked for) of some 400 words, each with six quotes;
one speaker has 5,000 of these, 20 pages of others, and 5,000 mentions besides. Words have the
frequencies of Zipf's law, and each speaker has some of their own.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

from index.adding.prepare import Prepared, prepare, with_annotations
from index.archive import open_archive
from index.local import LocalArchive
from index.models import Annotations, Draft, Evidence, Label, Mention, PartialDate, Quote, QuoteKind

ARTICLES = 10_000
QUOTES = 5000
QUOTES_IN_ARTICLE = 6
WANTED_MS = 100
_BATCH = 100
_ROUNDS = 7

HERO = "Ada Quillan"
TITLES = ("Minister of Ports", "the minister of ports", "former mayor of Calder Bay", "Senator", "Sen.")


class _Writer:
    """Writes articles in which people speak."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311
        self._words = [
            f"{a}{b}{c}" for a in "bdfgklmnprstvz" for b in ("a", "en", "or", "il") for c in _TAILS
        ]
        self._random.shuffle(self._words)
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._people = [f"{_given(n)} {_family(n)}" for n in range(2000)]

    def sentence(self, size: int, owner: str) -> str:
        """A sentence with two words that only this speaker says often."""
        words = self._random.choices(self._words, cum_weights=self._weights, k=size)
        own = hash_of(owner)
        for at in range(2):
            words[self._random.randrange(size)] = self._words[(own + 31 * at) % len(self._words)]
        return " ".join(words).capitalize()

    def article(self, number: int, hero_says: int) -> Prepared:
        """An article in which others speak, and the hero ``hero_says`` times."""
        parts: list[str] = []
        mentions: list[Mention] = []
        quotes: list[Quote] = []
        ids: dict[str, int] = {}
        at = 0
        others = self._random.sample(self._people[: 40 if number % 2 else 2000], 3)
        for turn in range(QUOTES_IN_ARTICLE):
            name = HERO if turn < hero_says else others[turn % 3]
            words = self.sentence(25, name)
            text = f"“{words},” {name} said"
            if hero_says and name is not HERO and turn % 2:
                text += f" of {HERO}"
            start = at + len(words) + 4
            who = ids.setdefault(name, len(ids) + 1)
            mentions.append(Mention(start, start + len(name), name, Label.PERSON, name, who))
            place = (name, start, start + len(name), name, who)
            cue = start + len(name) + 1
            quotes.append(
                Quote(at + 1, at + 1 + len(words), words, QuoteKind.DIRECT, *place, "said", cue, cue + 4, 0.9)
            )
            if text.endswith(f" of {HERO}"):
                begin = at + len(text) - len(HERO)
                hero = ids.setdefault(HERO, len(ids) + 1)
                mentions.append(Mention(begin, begin + len(HERO), HERO, Label.PERSON, HERO, hero))
            text += ". " + self.sentence(40, "") + ".\n\n"
            parts.append(text)
            at += len(text)
        title = self._random.choice(TITLES)
        told = (Evidence(ids[HERO], ("minister",), (), "f", (title,)),) if HERO in ids else ()
        date = PartialDate(2000 + number % 24, 1 + number % 12, 1 + number % 28)
        ready = prepare(Draft("", "".join(parts), published=date, source="Daily Post"))
        assert ready is not None
        return with_annotations(ready, Annotations(tuple(mentions), tuple(quotes), told), "bench")


_TAILS = [
    f"{a}{b}" for a in "bdgklmnrst" for b in ("ad", "em", "in", "on", "ur", "ast", "elt", "ing", "op", "y")
]


def _given(number: int) -> str:
    return "BDFGKLMNPR"[number % 10] + "aeiou"[number // 10 % 5] + ["na", "rt", "la", "nd"][number // 50 % 4]


def _family(number: int) -> str:
    return "".join(
        ["Ka", "Mo", "Ri", "Te", "Su", "Lo", "Ba", "Di", "Fe", "Gu"][int(c)] for c in str(number)
    ).capitalize()


def hash_of(name: str) -> int:
    """A number for a name that is the same in every run."""
    return sum(ord(char) * (at + 7) for at, char in enumerate(name))


def make(path: Path, articles: int) -> LocalArchive:
    """An archive as described, its index left out."""
    archive = open_archive(path, create=True)
    store = archive._store
    store.database.execute("PRAGMA synchronous = OFF")
    writer = _Writer(1)
    quoting = QUOTES // 2
    for start in range(0, articles, _BATCH):
        numbers = range(start, min(start + _BATCH, articles))
        store.add(
            [
                writer.article(n, 2 * (n * quoting // articles != (n + 1) * quoting // articles))
                for n in numbers
            ]
        )
    return archive


def median_ms(work: Callable[[], object]) -> float:
    """The median of the milliseconds of CPU that some work takes."""
    spent = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        spent.append(1000 * (time.process_time() - start))
    return sorted(spent)[_ROUNDS // 2]


def main(articles: int = ARTICLES) -> None:
    """Print milliseconds."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory)
        make(path, articles).close()
        archive = open_archive(path)
        start = time.process_time()
        speaker = archive.speakers(HERO.split()[1], limit=1)[0]
        named = 1000 * (time.process_time() - start)
        start = time.process_time()
        profile = archive.speaker(speaker.speaker_id)
        first = 1000 * (time.process_time() - start)
        again = median_ms(lambda: archive.speaker(speaker.speaker_id))
        about = median_ms(lambda: archive.quotes(about=HERO, limit=100))
        print(f"{articles:,} articles; {speaker.quotes:,} quotes, {profile.about:,} about the speaker")
        print(
            f"speakers: {named:.0f} ms; page of the speaker: first {first:.0f} ms, then {again:.0f} ms of CPU"
        )
        print(f"quotes about the speaker, the first 100: {about:.0f} ms ({WANTED_MS} ms wanted for each)")
        archive.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES)
