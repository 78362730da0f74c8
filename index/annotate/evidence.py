"""What the words around a name tell of a person: roles, countries, gender."""

from __future__ import annotations

from collections.abc import Iterable

from index.annotate.countries import nation_of
from index.annotate.lexicon import people, roles
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import Label

ROLE_NOUNS = (
    (roles.SPEAKING - roles.BODIES - roles.QUANTITIES)
    | people.TITLES
    | frozenset({"spy", "named", "co-author", "dictator", "counterpart", "ally"})
)
_REACH_BEFORE = 13
_REACH_AFTER = 12
_INSIDE_TITLE = frozenset({"of", "the", "for", "and", ".", "'s", "’s"})
_OPENS_APPOSITION = frozenset({"a", "an", "the", "who", "his", "her", "its", "their", "former", "one"})
_POSSESSIVE = frozenset({"'s", "’s"})
_NO_ROLES = frozenset[str]()


def described(tokens: Tokens, spans: Iterable[Span]) -> list[Span]:
    """The spans, those of persons with the roles, countries and gender that the words around them tell."""
    return [_described(tokens, span) if span.label is Label.PERSON else span for span in spans]


def _described(tokens: Tokens, span: Span) -> Span:
    """One person with what the title before and the apposition after the name tell."""
    titles, lands_before = before(tokens, span.first)
    appositions, lands_after = after(tokens, span.stop)
    told = titles | appositions | _titles(tokens, span.first)
    gender = gender_of(told, tokens.words[span.first] if span.stop - span.first > 1 else "")
    return Span(span.first, span.stop, span.label, joined_roles(told), lands_before | lands_after, gender)


def _titles(tokens: Tokens, first: int) -> set[str]:
    """The titles right before a name, or that begin it: "Mr. Bligh", "Queen Elizabeth"."""
    found = set()
    if tokens.lower[first] in people.TITLES:
        found.add(tokens.lower[first])
    index = first - 1
    while index >= 0 and (tokens.lower[index] in people.TITLES or tokens.words[index] == "."):
        if tokens.sentence[index] != tokens.sentence[first]:
            break
        found.add(tokens.lower[index])
        index -= 1
    return found - {"."}


def before(tokens: Tokens, first: int) -> tuple[set[str], frozenset[str]]:
    """Role words and countries in the title before a name that starts at token ``first``.

    The title may stand in lower case ("Russian oil tycoon") or end in a comma ("The President of
    Russia, "). Countries count only beside a role, or as owners ("Chile's Ana Ruiz").
    """
    if first > 1 and tokens.lower[first - 1] in _POSSESSIVE and nation_of(tokens.words[first - 2]):
        return set(), frozenset({nation_of(tokens.words[first - 2]) or ""})
    if first and tokens.lower[first - 1] in ("for", "of"):
        return set(), frozenset()
    floor = max(first - _REACH_BEFORE, tokens.sentence_starts[tokens.sentence[first]], 0)
    index = first - 1
    if index > floor and tokens.words[index] == ",":
        index -= 1
        if not _title_ends(tokens, floor, index):
            return set(), frozenset()
    return _collect(tokens, range(index, floor - 1, -1))


def _title_ends(tokens: Tokens, floor: int, index: int) -> bool:
    """Whether a title with "of" ends at a token: "the Minister of Defense of China"."""
    while index > floor and (tokens.words[index][0].isupper() or tokens.lower[index] in _INSIDE_TITLE):
        if tokens.lower[index] in people.TITLES and tokens.lower[index + 1] == "of":
            return True
        index -= 1
    return tokens.lower[index] in people.TITLES and tokens.lower[index + 1] == "of"


def _collect(tokens: Tokens, indices: range) -> tuple[set[str], frozenset[str]]:
    """Role words and countries over tokens, as far as they look like a title."""
    found: set[str] = set()
    nations: set[str] = set()
    for index in indices:
        word, lower = tokens.words[index], tokens.lower[index]
        if lower == "and" and index and not _is_title_word(tokens.lower[index - 1]):
            break
        nation = nation_of(word)
        if lower in ROLE_NOUNS or (lower in people.PORTFOLIO and word not in _INSIDE_TITLE):
            found.add(lower)
        elif nation:
            nations.add(nation)
        elif not (word[0].isupper() or lower in _INSIDE_TITLE):
            break
    if not found & ROLE_NOUNS:
        return set(), frozenset()
    return found, frozenset(nations)


def _is_title_word(lower: str) -> bool:
    """Whether a word belongs to titles: "Minister of Trade and Industry"."""
    return lower in ROLE_NOUNS or lower in people.PORTFOLIO


def after(tokens: Tokens, stop: int) -> tuple[set[str], frozenset[str]]:
    """Role words and countries in the apposition after a name: ", a spokesman for the Chinese ministry,"."""
    words, lower = tokens.words, tokens.lower
    if stop + 1 >= len(tokens) or words[stop] != "," or tokens.sentence[stop + 1] != tokens.sentence[stop]:
        return set(), frozenset()
    if not _opens_apposition(tokens, stop + 1):
        return set(), frozenset()
    found: set[str] = set()
    nations: set[str] = set()
    for index in range(stop + 1, min(stop + _REACH_AFTER, len(tokens))):
        if words[index] in ',."“”;:(' or tokens.sentence[index] != tokens.sentence[stop]:
            break
        if lower[index] in ("said", "says", "told", "wrote"):
            return set(), frozenset()
        nation = nation_of(words[index])
        if nation:
            nations.add(nation)
        elif lower[index] in ROLE_NOUNS or lower[index] in people.PORTFOLIO:
            found.add(lower[index])
    return (found, frozenset(nations)) if found & ROLE_NOUNS else (set(), frozenset())


def _opens_apposition(tokens: Tokens, index: int) -> bool:
    """Whether an apposition starts at a token: with an article, a role, or a country and a role."""
    lower = tokens.lower
    if lower[index] in _OPENS_APPOSITION or lower[index] in ROLE_NOUNS:
        return True
    follows = index + 1 < len(tokens) and lower[index + 1] in ROLE_NOUNS
    return follows and nation_of(tokens.words[index]) is not None


def joined_roles(words: set[str]) -> frozenset[str]:
    """Role words with the compound roles that they make."""
    found = {people.FULL_TITLES.get(word, word) for word in words if word in ROLE_NOUNS}
    if "secretary" in words and "state" in words:
        found.add("secretary-of-state")
    if "minister" in words:
        found |= {"foreign-minister"} if "foreign" in words else set()
        found |= {"prime-minister"} if "prime" in words else set()
    return frozenset(found | {word for word in words & people.PORTFOLIO if len(word) > 3}) or _NO_ROLES


def gender_of(titles: set[str], given: str) -> str | None:
    """The gender that titles and roles tell ("m" or "f"), else the given name's, else None."""
    if titles & people.FEMALE_TITLES or titles & roles.FEMALE:
        return "f"
    if titles & people.MALE_TITLES or titles & roles.MALE:
        return "m"
    return people.GENDER_OF_NAME.get(given)
