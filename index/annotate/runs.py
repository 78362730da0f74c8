"""Stretches of capitalised tokens, the raw material of names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from index.annotate.lexicon import common, cues, organisations, people, places
from index.annotate.tokens import Tokens
from index.models import Label

_LONGEST = 8
_JOINERS = frozenset({"of", "for", "on"})
_HEADLINE_SHARE = 0.8
_SHORTEST_HEADLINE = 3
_MULTI_FIRST = frozenset(
    name.replace(".", " ").replace("'", " ").replace("’", " ").split()[0]
    for name in organisations.NAMES | places.PLACES | places.DEMONYMS
    if any(char in name for char in " .'’")
) | frozenset({"U.S.", "U.K.", "U.N.", "E.U.", "D.C."})


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens ``first`` up to ``stop``; ``initial`` when a sentence or headline makes its capitals."""

    first: int
    stop: int
    initial: bool
    headline: bool


def lookup(name: str) -> Label | None:
    """The label of a well-known name as written; capitals throughout are read as one initial capital."""
    if name in organisations.NAMES:
        return Label.ORG
    if name in places.PLACES:
        return Label.PLACE
    if name in places.DEMONYMS:
        return Label.MISC
    if name.isupper() and len(name) > 3:
        return Label.PLACE if name.title() in places.PLACES else None
    return None


def known(tokens: Tokens, first: int) -> tuple[int, Label] | None:
    """The longest well-known name that starts at a token: the token after it, and its label."""
    text = tokens.text
    start = tokens.starts[first]
    word = tokens.words[first]
    if word in _MULTI_FIRST or word.title() in _MULTI_FIRST:
        paragraph = tokens.paragraph[first]
        for stop in range(min(first + _LONGEST, len(tokens)), first + 1, -1):
            if tokens.paragraph[stop - 1] != paragraph:
                continue
            label = lookup(_one_line(text[start : tokens.ends[stop - 1]]))
            if label is not None:
                return stop, label
    label = lookup(word)
    return None if label is None else (first + 1, label)


def _one_line(name: str) -> str:
    """A name with plain spaces."""
    return name if name.isprintable() else name.replace("\xa0", " ").replace("\n", " ")


def headlines(tokens: Tokens) -> set[int]:
    """The paragraphs whose words are nearly all capitalised, so that capitals tell nothing.

    Most of all words have capitals there, and nearly all that are not common words.
    """
    counts: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for word, lower, paragraph in zip(tokens.words, tokens.lower, tokens.paragraph, strict=True):
        if word[0].isalpha():
            count = counts[paragraph]
            capital = word[0].isupper()
            count[0] += 1
            count[1] += capital
            if lower not in common.OPENERS and len(word) > 2:
                count[2] += 1
                count[3] += capital
    return {
        paragraph
        for paragraph, (words, capitals, content, named) in counts.items()
        if words > _SHORTEST_HEADLINE and capitals > 0.6 * words and named > _HEADLINE_SHARE * content
    }


def find(tokens: Tokens) -> list[Run]:
    """The runs of a text in order."""
    found: list[Run] = []
    words = tokens.words
    titled = headlines(tokens)
    seen = {word for word in words if word.islower()}
    openings = set(tokens.sentence_starts)
    index, total = 0, len(words)
    while index < total:
        if not _capital(words[index]):
            index += 1
            continue
        headline = tokens.paragraph[index] in titled
        initial = headline or _is_initial(tokens, index, openings)
        if initial and _is_opener(tokens, index, seen):
            index += 1
            continue
        stop = _end_of_run(tokens, index)
        found.append(Run(index, stop, initial, headline))
        index = stop
    return found


def _capital(word: str) -> bool:
    """Whether a token begins as names do."""
    return word[0].isupper() or word.startswith(("al-", "el-"))


def _is_initial(tokens: Tokens, index: int, openings: set[int]) -> bool:
    """Whether a token is the first word of a sentence, a bracket, a quotation or a list item."""
    if index in openings:
        return True
    previous = tokens.words[index - 1]
    return previous in "\"“‘«„([:•*—–-…'" or previous in ("``",)


def _is_opener(tokens: Tokens, index: int, seen: set[str]) -> bool:
    """Whether a word at the head of a sentence is a common word with a capital."""
    lower = tokens.lower[index]
    if known(tokens, index) is not None and lower not in ("us", "is", "it", "who", "time", "police"):
        return False
    if lower in common.OPENERS:
        if tokens.words[index] in people.GIVEN_NAMES and _capital_at(tokens, index + 1):
            return lower in ("will", "may") and not _name_may_end(tokens, index + 2)
        if lower not in people.TITLES:
            return True
        return not (
            _capital_at(tokens, index + 1) or (index + 1 < len(tokens) and _takes_of(tokens, index + 1))
        )
    if lower in people.TITLES or tokens.words[index] in people.GIVEN_NAMES:
        return False
    follows = _capital_at(tokens, index + 1)
    return lower in seen and not (follows and tokens.words[index] in organisations.HEADS_BEFORE_OF)


def _name_may_end(tokens: Tokens, index: int) -> bool:
    """Whether a token may follow a name rather than a question's subject: "Will Young said"."""
    lower = tokens.lower[index] if index < len(tokens) else "."
    return lower in cues.STRONG or lower in (",", ".", "'s", "is", "was", "has") or lower.endswith("ed")


def _capital_at(tokens: Tokens, index: int) -> bool:
    """Whether there is a capitalised token at an index."""
    return index < len(tokens) and _capital(tokens.words[index])


def _end_of_run(tokens: Tokens, first: int) -> int:
    """The token after the run that starts at ``first``."""
    stop = first
    while True:
        name = known(tokens, stop)
        stop = name[0] if name is not None else stop + 1
        following = _go_on(tokens, first, stop)
        if following is None:
            return stop
        stop = following


def _go_on(tokens: Tokens, first: int, stop: int) -> int | None:
    """Where the next capitalised token of a run stands; None when the run ends before ``stop``."""
    words, lower = tokens.words, tokens.lower
    if stop >= len(tokens) or tokens.paragraph[stop] != tokens.paragraph[first]:
        return None
    word, previous = words[stop], words[stop - 1]
    if _capital(word):
        return None if tokens.sentence[stop] != tokens.sentence[first] else stop
    if (
        word == "."
        and (len(previous) == 1 or lower[stop - 1] in people.TITLES)
        and _capital_at(tokens, stop + 1)
    ):
        return stop + 1 if tokens.sentence[stop + 1] == tokens.sentence[first] else None
    if word in people.PARTICLES:
        return _past_particles(tokens, stop)
    if word in ("&", "-") and _capital_at(tokens, stop + 1) and word == "&":
        return stop + 1
    if word in _JOINERS and _takes_of(tokens, stop):
        after = stop + 2 if stop + 1 < len(tokens) and lower[stop + 1] == "the" else stop + 1
        return after if _capital_at(tokens, after) else None
    if word == "and" and _inside_ministry(tokens, first, stop):
        return stop + 1 if _capital_at(tokens, stop + 1) else None
    return None


def _past_particles(tokens: Tokens, index: int) -> int | None:
    """The capitalised token after one or two name particles."""
    for step in (1, 2):
        if _capital_at(tokens, index + step):
            return index + step
        if index + step >= len(tokens) or tokens.words[index + step] not in people.PARTICLES:
            return None
    return None


def _takes_of(tokens: Tokens, stop: int) -> bool:
    """Whether the word before an "of" is a title with a portfolio or heads an organisation's name."""
    previous = tokens.words[stop - 1]
    if previous in organisations.HEADS_BEFORE_OF:
        return True
    following = tokens.lower[stop + 1] if stop + 1 < len(tokens) else ""
    return tokens.lower[stop - 1] in ("secretary", "minister") and following in people.PORTFOLIO


def _inside_ministry(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether a run is a ministry or department with a list of matters."""
    words = tokens.words[first:stop]
    return any(
        word in ("Ministry", "Department", "Minister", "Secretary", "Committee") for word in words[:-1]
    ) and ("of" in words or "for" in words)
