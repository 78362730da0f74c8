"""Names of other things than persons, organisations and places, where they are sure.

They are peoples and what belongs to them ("Chilean", "Muslims"), events ("World Cup", "Hurricane Ian"), laws
and treaties ("Voting Rights Act"), prizes, feasts, COVID-19, and works in quotation marks after the word for
what they are ("the film “...”").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.annotate.lexicon import common, events, people, places
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import Label

_JOINTS = frozenset({"of", "on", "for", "the", "and", "against", "to", "&"})
_OPENING = frozenset('"“‘«')
_CLOSING = {'"': '"', "“": "”", "‘": "’", "«": "»"}
_LONGEST_TITLE = 12
_LONGEST_NAME = 10
_HEADS = events.HEADS | events.HEADS_BEFORE
# "Liberal" and "Democratic" are common words as well, and names of parties.
_PARTIES = frozenset({"Labour", "Democratic", "Orthodox", "Western", "Eastern", "Mediterranean", "Caribbean"})

Range = tuple[int, int]


def find(tokens: Tokens, taken: Sequence[Span]) -> list[Span]:
    """The spans of a text with those of other things among them, in order; none overlaps another.

    What ``taken`` holds stays, but for what lies within a longer name found here, and for a people that is
    taken for a place.
    """
    owner = {index: span for span in taken for index in range(span.first, span.stop)}
    dropped: set[int] = set()
    added: list[Span] = []
    filled: set[int] = set()
    for first, stop in _candidates(tokens, owner):
        if filled.intersection(range(first, stop)):
            continue
        met = {id(span): span for index in range(first, stop) if (span := owner.get(index))}
        if all(_gives_way(tokens, span, first, stop) for span in met.values()):
            dropped |= met.keys()
            filled.update(range(first, stop))
            added.append(Span(first, stop, Label.MISC))
    kept = [span for span in taken if id(span) not in dropped]
    return sorted(kept + added, key=lambda span: span.first)


def _gives_way(tokens: Tokens, span: Span, first: int, stop: int) -> bool:
    """Whether a span leaves its place to a name over the tokens ``first`` to ``stop``."""
    if span.first < first or span.stop > stop or span.label is Label.DATE:
        return False
    if (span.first, span.stop) == (first, stop):
        return span.label in (Label.PLACE, Label.MISC) or tokens.words[first] in _FIRST_WORDS
    return span.label is not Label.PERSON or span.stop - span.first == 1


def _candidates(tokens: Tokens, owner: dict[int, Span]) -> Iterator[Range]:
    """What may be a name, the surest first."""
    yield from _works(tokens)
    yield from _known(tokens)
    yield from _headed(tokens, owner)
    yield from _storms(tokens)
    yield from _peoples(tokens, owner)


def _by_first_word(names: frozenset[str]) -> dict[str, list[tuple[str, ...]]]:
    """Names as words, by the first of them, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names, key=len, reverse=True):
        words = tuple(name.replace("'s", " 's").split())
        found.setdefault(words[0], []).append(words)
    return found


_NAMES = _by_first_word(events.NAMES)
_FIRST_WORDS = frozenset(_NAMES)
_PEOPLES = _by_first_word(
    (places.DEMONYMS - _PARTIES)
    | {"South African", "South Africans", "North Korean", "North Koreans", "South Korean", "South Koreans"}
    | {"Central African", "South American", "South Americans", "North American", "North Americans"}
    | {"Indigenous Australian", "Indigenous Australians", "Indigenous Peoples", "First Nations"}
    | {"Saudi Arabian", "Sri Lankan", "Sri Lankans", "New Zealander", "New Zealanders", "South Asian"}
)


def _matches(tokens: Tokens, names: dict[str, list[tuple[str, ...]]]) -> Iterator[Range]:
    """The places where one of some names stands."""
    words = tokens.words
    for index in [index for index, word in enumerate(words) if word in names]:
        for name in names[words[index]]:
            if tuple(each.replace("’", "'") for each in words[index : index + len(name)]) == name:
                yield index, index + len(name)
                break


def _known(tokens: Tokens) -> Iterator[Range]:
    """Events and the like that have one name."""
    for first, stop in _matches(tokens, _NAMES):
        if stop - first > 1 or not _goes_on(tokens, first, stop):
            yield first, stop


def _goes_on(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether a capitalised word stands right before or after: a name of which only a part is known."""
    words, sentence = tokens.words, tokens.sentence
    after = stop < len(words) and sentence[stop] == sentence[first] and words[stop][0].isupper()
    before = first > tokens.sentence_starts[sentence[first]] and words[first - 1][0].isupper()
    return before or after


def _headed(tokens: Tokens, owner: dict[int, Span]) -> Iterator[Range]:
    """Runs of capitalised words that a word such as "Act" or "Treaty" heads."""
    for index in [index for index, word in enumerate(tokens.words) if word in _HEADS]:
        if _is_headline(tokens, index):
            continue
        word = tokens.words[index]
        first, stop = _start_of(tokens, owner, index), index + 1
        if word in events.HEADS_BEFORE:
            stop = _end_of(tokens, index)
        if 1 < stop - first <= _LONGEST_NAME:
            yield first, stop


def _start_of(tokens: Tokens, owner: dict[int, Span], index: int) -> int:
    """Where the capitalised words before a head begin."""
    words, floor = tokens.words, tokens.sentence_starts[tokens.sentence[index]]
    first = index
    while first > floor and index - first <= _LONGEST_NAME:
        before = first - 1
        if words[before] in _JOINTS and before > floor and _is_capitalised(words[before - 1]):
            before -= 1
        if not _is_capitalised(words[before]) or (before in owner and owner[before].label is Label.DATE):
            break
        first = before
    while (
        first < index and (first == floor or words[first] == "The") and tokens.lower[first] in common.OPENERS
    ):
        first += 1
    return first


def _end_of(tokens: Tokens, index: int) -> int:
    """Where the name ends that begins with a head and goes on with "of" or "on"."""
    words = tokens.words
    stop = index + 1
    if stop + 1 >= len(words) or words[stop] not in ("of", "on", "against"):
        return stop
    longest = min(index + _LONGEST_NAME, len(words))
    following = _past_joint(words, stop)
    while following < longest and _is_capitalised(words[following]):
        stop = following + 1
        following = _past_joint(words, stop)
    return stop


def _past_joint(words: list[str], index: int) -> int:
    """Where a name goes on after "of", "on the" or "and"; what "and the" leads to is another name."""
    if index >= len(words) or words[index] not in _JOINTS:
        return index
    article = words[index] not in ("and", "&") and words[index + 1 : index + 2] == ["the"]
    return index + 1 + article


def _is_capitalised(word: str) -> bool:
    """Whether a word begins with a capital and is a word."""
    return word[0].isupper() and word[-1].isalnum()


def _is_headline(tokens: Tokens, index: int) -> bool:
    """Whether most words of a token's sentence are capitalised, so that capitals tell nothing."""
    number = tokens.sentence[index]
    first = tokens.sentence_starts[number]
    stop = tokens.sentence_starts[number + 1] if number + 1 < len(tokens.sentence_starts) else len(tokens)
    words = [word for word in tokens.words[first : min(stop, first + 40)] if len(word) > 3]
    return sum(word[0].isupper() for word in words) > 0.85 * len(words)


def _storms(tokens: Tokens) -> Iterator[Range]:
    """Storms by their names: "Hurricane Ian", "Tropical Storm Ana"."""
    words = tokens.words
    for index in [index for index, word in enumerate(words[:-1]) if word in events.STORMS]:
        following = words[index + 1]
        if following.istitle() and following.isalpha() and following not in events.STORMS:
            if following.lower() in common.OPENERS or _is_headline(tokens, index):
                continue
            yield index - (index > 0 and words[index - 1] == "Tropical"), index + 2


def _works(tokens: Tokens) -> Iterator[Range]:
    """Titles in quotation marks after the word for what they are: the film “...”."""
    words = tokens.words
    for index in range(1, len(words) - 2):
        if (
            words[index] not in _OPENING
            or tokens.lower[index - (words[index - 1] == ",") - 1] not in events.WORKS
        ):
            continue
        close = _CLOSING[words[index]]
        stop = next(
            (at for at in range(index + 1, min(index + _LONGEST_TITLE, len(words))) if words[at] == close), 0
        )
        while stop > index + 1 and words[stop - 1] in (",", "."):
            stop -= 1
        if stop > index + 1 and words[index + 1][0].isupper():
            yield index + 1, stop


def _peoples(tokens: Tokens, owner: dict[int, Span]) -> Iterator[Range]:
    """Peoples, religions and what belongs to them, unless they begin a longer name."""
    for first, stop in _matches(tokens, _PEOPLES):
        if not _in_longer_name(tokens, owner, first, stop):
            yield first, stop


def _in_longer_name(tokens: Tokens, owner: dict[int, Span], first: int, stop: int) -> bool:
    """Whether capitalised words that nothing explains stand beside a people's name."""
    words, sentence = tokens.words, tokens.sentence
    if _is_headline(tokens, first):
        return False
    if stop < len(words) and sentence[stop] == sentence[first] and _is_capitalised(words[stop]):
        known = stop in owner or tokens.lower[stop] in people.TITLES or tokens.lower[stop] in people.PORTFOLIO
        return not known and words[stop] not in places.DEMONYMS
    return False
