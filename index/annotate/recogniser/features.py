"""Features of tokens for the sequence labeller: strings, a list for each token.

What depends on a word alone is made once for each word. Neighbours' features carry their distance as
a prefix.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.annotate.lexicon import word_set
from index.annotate.recogniser.documents import evidence
from index.annotate.recogniser.gazetteer import Gazetteer

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})
_INSIDE_NAMES = word_set("of the and for de del la al bin van der von da dos ibn on &")
_SHAPE = 8
_SHARE_OF_HEADLINE = 0.7
_CACHED = 20_000  # words, about 60 MB
_MOST_TOKENS = 500  # labelled at once: a sentence is shorter, what goes on without end costs memory
_LONGEST = 40

Features = list[str]


def normalised(word: str) -> str:
    """A token as the labeller sees it: plain quotes and dashes, no stops in "U.S.", and not too long."""
    if not word.isascii():
        word = word.translate(_TYPOGRAPHY).encode("utf-8", "replace").decode()
    if "." in word and len(word) > 2:
        word = word.replace(".", "") or "."
    return word[:_LONGEST]


def shape(word: str) -> str:
    """The kinds of characters of a word in order, repetitions left out: "Xx", "X-X", "d"."""
    found: list[str] = []
    for char in word:
        if char.isupper():
            kind = "X"
        elif char.islower():
            kind = "x"
        else:
            kind = "d" if char.isdigit() else char
        if not found or found[-1] != kind:
            found.append(kind)
            if len(found) == _SHAPE:
                break
    return "".join(found)


class Extractor:
    """Makes the features of texts. Keeps those of words it has met."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._own: dict[str, Features] = {}
        self._near: dict[str, tuple[Features, Features, Features, Features]] = {}

    def sentences(self, words: Sequence[str], sentence: Sequence[int]) -> Iterator[list[Features]]:
        """The features of the tokens of each sentence of a text; an endless one comes in pieces.

        ``words`` are the tokens as written, ``sentence`` the number of each one's sentence.
        """
        plain = [normalised(word) for word in words]
        lower = [word.lower() for word in plain]
        signs = evidence(plain, lower, sentence, self._gazetteer)
        phrases = self._gazetteer.match(plain)
        first, total = 0, len(plain)
        while first < total:
            stop, most = first + 1, min(first + _MOST_TOKENS, total)
            while stop < most and sentence[stop] == sentence[first]:
                stop += 1
            found = self._of_sentence(plain[first:stop], lower[first:stop], phrases[first:stop])
            for features, word in zip(found, plain[first:stop], strict=True):
                if word in signs:
                    features += signs[word]
            yield found
            first = stop

    def _of_sentence(
        self, words: list[str], lower: list[str], phrases: list[tuple[str, ...]]
    ) -> list[Features]:
        """The features of one sentence's tokens, but for those that the whole text gives."""
        last = len(words) - 1
        near = [self._of_neighbour(word) for word in words]
        runs = _runs(words, lower, self._gazetteer)
        style = _style(words)
        found = []
        for index, word in enumerate(words):
            features = self._of_word(word) + style
            if index:
                features += near[index - 1][0]
                features.append(f"b-={lower[index - 1]}|{lower[index]}")
                features += [f"z-={kind}" for kind in phrases[index - 1]]
            else:
                features.append("BOS")
            if index < last:
                features += near[index + 1][1]
                features.append(f"b+={lower[index]}|{lower[index + 1]}")
                features += [f"z+={kind}" for kind in phrases[index + 1]]
            else:
                features.append("EOS")
            if index > 1:
                features += near[index - 2][2]
            if index < last - 1:
                features += near[index + 2][3]
            features += runs[index]
            features += [f"z={kind}" for kind in phrases[index]]
            found.append(features)
        return found

    def _of_word(self, word: str) -> Features:
        """The features of a word in itself."""
        known = self._own.get(word)
        if known is None:
            lower = word.lower()
            known = [f"w={lower}", f"W={word}", f"s={shape(word)}", f"n={min(len(word), 6)}"]
            known += [f"p{size}={lower[:size]}" for size in (2, 3, 4)]
            known += [f"x{size}={lower[-size:]}" for size in (1, 2, 3, 4)]
            known += [f"g={kind}" for kind in self._gazetteer.words.get(word, ())]
            known += [f"G={kind}" for kind in self._gazetteer.lower.get(lower, ())]
            if "-" in word:
                known += ["hyphen", f"hl={lower.rpartition('-')[2]}"]
            if len(word) > 3 and word.isupper():
                known += self._of_capitals(word)
            if len(self._own) >= _CACHED:
                self._own.clear()
            self._own[word] = known
        return known

    def _of_capitals(self, word: str) -> Features:
        """What the lists say of a word in capitals ("KYIV") as usually written."""
        usual = word.title()
        found = [f"c={kind}" for kind in self._gazetteer.words.get(usual, ())]
        return found + [f"c={kind}" for kind in self._gazetteer.match([usual])[0]]

    def _of_neighbour(self, word: str) -> tuple[Features, Features, Features, Features]:
        """The features that a word gives to the tokens one after, one before, two after, two before it."""
        known = self._near.get(word)
        if known is None:
            lower = word.lower()
            far = [lower, f"s={shape(word)}"]
            far += [f"g={kind}" for kind in self._gazetteer.words.get(word, ())]
            far += [f"G={kind}" for kind in self._gazetteer.lower.get(lower, ())]
            near = [*far, f"x={lower[-3:]}"]
            known = (
                [f"-1{each}" for each in near],
                [f"+1{each}" for each in near],
                [f"-2{each}" for each in far],
                [f"+2{each}" for each in far],
            )
            if len(self._near) >= _CACHED:
                self._near.clear()
            self._near[word] = known
        return known


def _style(words: Sequence[str]) -> Features:
    """Whether a sentence is written as headlines are, or all in capitals."""
    alphabetic = [word for word in words if word[0].isalpha()]
    capital = sum(word[0].isupper() for word in alphabetic)
    found = []
    if len(alphabetic) > 3 and capital > _SHARE_OF_HEADLINE * len(alphabetic):
        found.append("headline")
    if len(alphabetic) > 2 and all(word.isupper() for word in alphabetic):
        found.append("capitals")
    return found


def _runs(words: Sequence[str], lower: Sequence[str], gazetteer: Gazetteer) -> list[Features]:
    """For each capitalised token its place in its run, and the run's length, ends and surroundings."""
    found: list[Features] = [[] for _ in words]
    index, total = 0, len(words)
    while index < total:
        if not words[index][0].isupper():
            index += 1
            continue
        stop = index + 1
        while stop < total and (
            words[stop][0].isupper()
            or (lower[stop] in _INSIDE_NAMES and stop + 1 < total and words[stop + 1][0].isupper())
        ):
            stop += 1
        classes = gazetteer.words
        heads = "".join(kind for kind in classes.get(words[stop - 1], ()) if kind.endswith("head"))
        shared = [
            f"rl={min(stop - index, 4)}",
            f"rh={lower[stop - 1]}",
            f"rk={heads}",
            f"rf={'given' in classes.get(words[index], ())}",
            f"rb={lower[index - 1] if index else '^'}",
            f"ra={lower[stop] if stop < total else '$'}",
        ]
        for at in range(index, stop):
            found[at] = [*shared, f"rp={min(at - index, 3)},{min(stop - at - 1, 3)}"]
        index = stop
    return found
