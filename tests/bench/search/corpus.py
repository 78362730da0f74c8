"""The documents: made of the project's own words, or by another generator that the environment names.

An article depends on the seed and its number alone. Words follow Zipf's law within a topic, so that some
stand in half of all documents, and new ones keep coming however many documents there are (Heaps' law).
"""

from __future__ import annotations

import importlib.util
import math
import os
import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol

from tests.bench.search import language
from tests.bench.search.model import Document

VARIABLE = "NEWSREADER_BENCH_CORPUS"
"""Names a directory with a ``gen.py``, whose ``Gen(corpus.jsonl).doc(i)`` makes documents as dictionaries."""

FIRST_DAY = date(2006, 1, 1)
DAYS = 20 * 365
_TOPICS = 14
_PEOPLE, _GROUPS, _PLACES, _SOURCES, _PAIRS = 40_000, 20_000, 5_000, 120, 1200
_INVENTED = 3_000_000
_MEAN, _SPREAD, _SHORTEST, _LONGEST = 2950, 0.55, 500, 16_000  # characters of a body, log-normal
_SLOT = re.compile(r"\b(VED|VING|VS|V|Ns|N|A|R|C|L|O|P|X)\b|#")

Draw = Callable[[random.Random], str]


class Generator(Protocol):
    """Makes documents."""

    key: str
    """Another one for any other documents."""

    def document(self, number: int) -> Document:
        """The document of a number, which counts from 1."""


def generator(seed: int = 1) -> Generator:
    """The generator of the directory that the environment names, else the project's own."""
    named = os.environ.get(VARIABLE)
    if named and (Path(named) / "gen.py").is_file() and (Path(named) / "corpus.jsonl").is_file():
        return Borrowed(Path(named), seed)
    return Own(seed)


def documents(made_by: Generator, count: int) -> Iterator[Document]:
    """The first documents, one at a time."""
    return (made_by.document(number) for number in range(1, count + 1))


class Own:
    """Sentences of an invented grammar, filled with words by topic."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        sources = [Path(language.__file__), Path(__file__)]
        self.key = "own-" + sha256(b"".join(map(Path.read_bytes, sources)) + b"%d" % seed).hexdigest()[:12]
        rng = random.Random(seed)  # noqa: S311
        self._topics = [_Topic(rng) for _ in range(_TOPICS)]
        self._sources = [
            f"{language.invented(900 + 37 * n).capitalize()} {rng.choice(language.PAPERS)}"
            for n in range(_SOURCES)
        ]

    def document(self, number: int) -> Document:
        """The document of a number."""
        rng = random.Random(self._seed * 1_000_003 + number)  # noqa: S311
        topic = self._topics[min(int(rng.expovariate(0.25)), _TOPICS - 1)]
        drawn = rng.lognormvariate(math.log(_MEAN) - _SPREAD**2 / 2, _SPREAD)
        wanted = min(_LONGEST, max(_SHORTEST, int(drawn)))
        story = _Story(rng, topic)
        title = story.sentence(rng.choice(_TITLES))
        paragraphs: list[str] = []
        size = 0
        while size < wanted:
            sentences = [story.sentence(rng.choice(_PATTERNS)) for _ in range(rng.randrange(1, 4))]
            paragraphs.append(" ".join(sentences))
            size += len(paragraphs[-1]) + 1
        day = FIRST_DAY + timedelta(days=int(rng.random() ** 0.7 * DAYS))
        source = self._sources[zipf_rank(rng, 1.2, _SOURCES, 3)]
        return Document(number, title, "\n".join(paragraphs), day, source)


class _Topic:
    """How often each word is used when an article is about something."""

    def __init__(self, rng: random.Random) -> None:
        self.nouns = _preferred(rng, language.NOUNS)
        self.verbs = _preferred(rng, language.VERBS)
        self.adjectives = _preferred(rng, language.ADJECTIVES)
        self.compounds = [a + b for a in language.FIRST_PARTS for b in language.SECOND_PARTS]
        rng.shuffle(self.compounds)
        pairs = random.Random(7)  # noqa: S311
        self.pairs = [
            f"{pairs.choice(language.ADJECTIVES)} {pairs.choice(language.NOUNS)}" for _ in range(_PAIRS)
        ]
        rng.shuffle(self.pairs)


class _Ranked:
    """Words in an order, each drawn less often than the one before."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._sums = list(accumulate(1 / (rank + 8) for rank in range(len(words))))

    def draw(self, rng: random.Random) -> str:
        """One of the words."""
        return rng.choices(self._words, cum_weights=self._sums)[0]


def _preferred(rng: random.Random, words: Sequence[str]) -> _Ranked:
    """Words in the order of the list, with a part of them moved to the front."""
    favoured = rng.sample(range(len(words)), len(words) // 6)
    chosen = set(favoured)
    return _Ranked([words[n] for n in favoured] + [word for n, word in enumerate(words) if n not in chosen])


def zipf_rank(rng: random.Random, power: float, most: int, shift: float) -> int:
    """A rank below ``most``, drawn with probability (rank + shift) ** -power; power > 1 (Mandelbrot)."""
    turn = 1 - power
    low, high = shift**turn, (most + shift) ** turn
    return min(most - 1, max(0, int((low - rng.random() * (low - high)) ** (1 / turn) - shift)))


class _Story:
    """One article while it is written: whom and what it is about."""

    def __init__(self, rng: random.Random, topic: _Topic) -> None:
        self._rng = rng
        self._topic = topic
        people = [_person(zipf_rank(rng, 1.15, _PEOPLE, 30)) for _ in range(rng.randrange(1, 5))]
        groups = [_group(zipf_rank(rng, 1.15, _GROUPS, 30)) for _ in range(rng.randrange(1, 5))]
        places = [
            language.invented(70_000 + 11 * zipf_rank(rng, 1.15, _PLACES, 20)).capitalize() for _ in range(2)
        ]
        verb, noun = topic.verbs.draw, topic.nouns.draw
        self._slots: dict[str, Draw] = {
            "N": noun,
            "Ns": lambda r: language.plural(noun(r)),
            "V": verb,
            "VS": lambda r: language.plural(verb(r)),
            "VED": lambda r: language.past(verb(r)),
            "VING": lambda r: language.going(verb(r)),
            "A": topic.adjectives.draw,
            "R": lambda r: r.choice(language.ADVERBS),
            "C": lambda r: topic.pairs[zipf_rank(r, 1.05, _PAIRS, 60)],
            "L": lambda r: r.choice(places),
            "O": lambda r: r.choice(groups),
            "P": lambda r: r.choice(people),
            "X": self._uncommon,
            "#": lambda r: str(r.randrange(2, 900)),
        }

    def _uncommon(self, rng: random.Random) -> str:
        """A compound, or a word that nobody has ever heard."""
        if rng.random() < 0.5:
            return self._topic.compounds[zipf_rank(rng, 1.1, len(self._topic.compounds), 40)]
        return language.invented(zipf_rank(rng, 1.12, _INVENTED, 400))

    def sentence(self, pattern: Sequence[str]) -> str:
        """A pattern filled: what stands at odd places are the names of slots."""
        slots, rng = self._slots, self._rng
        filled = "".join([slots[part](rng) if n & 1 else part for n, part in enumerate(pattern)])
        return filled[0].upper() + filled[1:]


def _split(pattern: str) -> list[str]:
    """Words and slots by turns."""
    parts: list[str] = []
    at = 0
    for found in _SLOT.finditer(pattern):
        parts += [pattern[at : found.start()], found.group()]
        at = found.end()
    return [*parts, pattern[at:]]


_PATTERNS = [_split(pattern) for pattern in language.PATTERNS]
_TITLES = [_split(pattern) for pattern in language.TITLES]


def _person(rank: int) -> str:
    """The first name and the last name of somebody invented."""
    return f"{language.invented(rank * 7 % 311).capitalize()} {language.invented(3_000 + rank).capitalize()}"


def _group(rank: int) -> str:
    """The name of an invented organisation."""
    office = language.OFFICES[rank % len(language.OFFICES)]
    return f"{language.invented(50_000 + rank).capitalize()} {office}"


class Borrowed:
    """Documents of the generator in a directory."""

    def __init__(self, directory: Path, seed: int) -> None:
        code = directory / "gen.py"
        size = (directory / "corpus.jsonl").stat().st_size
        self.key = "named-" + sha256(code.read_bytes() + b"%d %d" % (seed, size)).hexdigest()[:12]
        self._place = (code, directory / "corpus.jsonl", seed)
        self._gen: Any = None

    def document(self, number: int) -> Document:
        """The document of a number; the generator, which reads its corpus, is loaded with the first."""
        if self._gen is None:
            code, corpus, seed = self._place
            spec = importlib.util.spec_from_file_location("bench_gen", code)
            assert spec is not None and spec.loader is not None  # noqa: PT018
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            self._gen = module.Gen(str(corpus), seed)
        made = self._gen.doc(number - 1)
        day = date.fromisoformat(made["date"][:10])
        return Document(number, made["title"], made["body"], day, made["source"])
