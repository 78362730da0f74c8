"""Word lists as classes of words and phrases, for features of tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from index.annotate.lexicon import common, cues, organisations, people, places

_ABBREVIATION = re.compile(r"\b([A-Z][a-z]+)\.(?= |$)")
_DOT = re.compile(r"(?<! )\.")
_Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]

_WORDS: tuple[tuple[Iterable[str], str], ...] = (
    (people.GIVEN_NAMES, "given"),
    (organisations.HEADS, "org-head"),
    (organisations.HEADS_BEFORE_OF, "org-start"),
    (places.PLACE_HEADS, "place-head"),
    (organisations.NO_ENTITY, "no-entity"),
)
_LOWER_WORDS: tuple[tuple[Iterable[str], str], ...] = (
    (people.TITLES, "title"),
    (people.HONORIFICS, "honorific"),
    (people.PORTFOLIO, "portfolio"),
    (people.PARTICLES, "particle"),
    (common.OPENERS, "opener"),
    (common.MONTHS_AND_DAYS, "month"),
    (cues.STRONG, "cue"),
)
_PHRASES: tuple[tuple[Iterable[str], str], ...] = (
    (places.PLACES, "place"),
    (places.COUNTRY_OF_NAME, "country"),
    (places.DEMONYMS, "demonym"),
    (organisations.NAMES, "org"),
)
_FILES = (("organisations.txt", "world-org"), ("cities.txt", "city"), ("regions.txt", "region"))


class Gazetteer:
    """Classes of single words and of phrases.

    ``words`` maps a word as written, ``lower`` a word in lower case, to its classes. Phrases are
    matched over normalised tokens (see :func:`index.annotate.recogniser.features.normalised`).
    """

    def __init__(self) -> None:
        self.words: dict[str, tuple[str, ...]] = {}
        self.lower: dict[str, tuple[str, ...]] = {}
        self._phrases: _Phrases = {}
        for names, kind in _WORDS:
            _classify(self.words, names, kind)
        for names, kind in _LOWER_WORDS:
            _classify(self.lower, names, kind)
        for names, kind in _PHRASES:
            self._add_phrases(names, kind)
        for file, kind in _FILES:
            self._add_phrases(_lines(file), kind)

    def _add_phrases(self, names: Iterable[str], kind: str) -> None:
        """Add names as sequences of normalised tokens."""
        phrases = self._phrases
        for name in names:
            first, *rest = _tokens(name)
            phrases[first] = (*phrases.get(first, ()), (tuple(rest), kind))

    def match(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """For each token the phrases that it is in: their class with ``U`` (whole), ``B`` or ``I``."""
        found: list[tuple[str, ...]] = [()] * len(words)
        phrases = self._phrases
        for index, word in enumerate(words):
            for rest, kind in phrases.get(word, ()):
                if not rest:
                    found[index] = (*found[index], "U" + kind)
                    continue
                stop = index + 1 + len(rest)
                if tuple(words[index + 1 : stop]) == rest:
                    found[index] = (*found[index], "B" + kind)
                    for inside in range(index + 1, stop):
                        found[inside] = (*found[inside], "I" + kind)
        return found


def _tokens(name: str) -> list[str]:
    """A name as normalised tokens: "St", ".", "Louis" for "St. Louis", and "US" for "U.S."."""
    if "." in name or "'" in name or "’" in name:
        name = _ABBREVIATION.sub(r"\1 .", name.replace("’", "'"))
        name = _DOT.sub("", name).replace("'s", " 's")
    return name.split()


def _classify(classes: dict[str, tuple[str, ...]], names: Iterable[str], kind: str) -> None:
    """Add a class to words."""
    for name in names:
        classes[name] = (*classes.get(name, ()), kind)


def _lines(file: str) -> list[str]:
    """The names in a file of this package, one a line, comments left out."""
    path = files("index.annotate.recogniser") / "gazetteers" / file
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, loaded once."""
    return Gazetteer()
