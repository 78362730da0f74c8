"""Names of organisations and places: one key for the several ways of writing them."""

from __future__ import annotations

import re
from functools import lru_cache

from index.annotate.folding import fold
from index.annotate.lexicon import acronyms, organisations, places, spellings, word_set

_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\. ?)+[^\W\d_]\b\.?|\b(?:[^\W\d_]\.){2,}")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´‘](?=\w)|(?<=s)['’](?=\s|$)")
_SPELLINGS = {
    "organisation": "organization",
    "organisations": "organizations",
    "defence": "defense",
    "centre": "center",
    "centres": "centers",
    "programme": "program",
    "harbour": "harbor",
    "theatre": "theater",
    "intl": "international",
    "dept": "department",
    "univ": "university",
    "assn": "association",
    "govt": "government",
    "min": "ministry",
}
_PLACE_SPELLINGS = {"saint": "st", "mt": "mount", "ft": "fort", "harbour": "harbor", "centre": "center"}
_LEGAL_FORMS = organisations.LEGAL_FORMS | word_set(
    """pjsc ojsc oao ooo pao jsc oyj ab asa aps spa srl sarl sas se kk bhd sdn pte pvt pty lp llp kgaa
    kg holdings com tbk"""
)
_ARTICLES = ("the ", "al ", "el ")
_MATTERS = {"foreign affairs": "foreign", "external affairs": "foreign", "the interior": "interior"}
_OFFICE = re.compile(r"(?P<office>ministry|department) (?:of|for) (?:the )?(?P<matter>.+)")
_UNIVERSITY = re.compile(r"university of (\w+)")


def _plain(name: str) -> str:
    """The folded words of a name: dots out of acronyms, "and" for "&"."""
    text = fold(name).replace("&", " and ")
    text = _DOTTED.sub(lambda match: re.sub(r"[. ]", "", match.group()), text)
    return " ".join(_WORD.findall(_APOSTROPHE.sub("", text)))


def _countries() -> dict[str, str]:
    """The key of a country for each of its names and demonyms, folded."""
    found = {}
    for name, country in (*places.COUNTRY_OF_NAME.items(), *places.COUNTRY_OF_DEMONYM.items()):
        found[_plain(name)] = _plain(country)
    found.update(dict.fromkeys(("us", "u s", "american"), "united states"))
    found.update(dict.fromkeys(("uk", "british"), _plain(places.COUNTRY_OF_NAME["UK"])))
    return found


_OF_COUNTRY = _countries()
_PLACE_KEYS = {
    **{_plain(name): _plain(country) for name, country in places.COUNTRY_OF_NAME.items()},
}


def _place_words(name: str) -> str:
    """The words of a place's name in one spelling, without an article."""
    words = [_PLACE_SPELLINGS.get(word, word) for word in _plain(name).split()]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


_RENAMED = {_place_words(other): _place_words(today) for other, today in spellings.PLACE_NAMES.items()}


@lru_cache(maxsize=8192)
def place_key(name: str) -> str:
    """What the names of one place have in common: "Kiev" and "Kyiv", "the US" and "United States"."""
    words = _place_words(name)
    words = _RENAMED.get(words, words)
    return _PLACE_KEYS.get(words, words)


@lru_cache(maxsize=8192)
def organisation_key(name: str, nation: str | None = None) -> str:
    """What the names of one organisation have in common.

    A body that every country has ("Defence Ministry", "parliament") goes with its country, as the
    name gives it, else ``nation``.
    """
    words = _in_one_spelling(_plain(name))
    base, country = (_FULL[words], None) if words in _FULL else _without_country(words)
    base = _FULL.get(base, base)
    country = country or (_OF_COUNTRY.get(_plain(nation)) if nation else None)
    owner = _OWNER.get(base)
    if owner and country in (None, owner):
        return base
    if owner or is_generic(base):
        return f"{base} of {country}" if country else base
    return _FULL.get(words, words)


def is_generic(key: str) -> bool:
    """Whether a key is that of a body that many countries have, without saying whose."""
    return key not in _OWNER and (
        key in _GENERIC
        or key.endswith(" ministry")
        or (key.startswith("department of ") and " of " not in key.removeprefix("department of "))
    )


def _in_one_spelling(words: str) -> str:
    """Words without article and legal form, spelled one way, offices named one way."""
    parts = [_SPELLINGS.get(word, word) for word in words.split()]
    while len(parts) > 1 and parts[-1] in _LEGAL_FORMS:
        parts.pop()
    if len(parts) > 1 and parts[-1] == "and":
        parts.pop()
    words = " ".join(parts)
    for article in _ARTICLES:
        words = words.removeprefix(article)
    university = _UNIVERSITY.fullmatch(words)
    if university and university.group(1) in acronyms.UNIVERSITIES:
        return f"{university.group(1)} university"
    return words


def _without_country(words: str) -> tuple[str, str | None]:
    """A body's name without the country before or after it, and the country."""
    country = None
    parts = words.split()
    for count in (3, 2, 1):
        front = " ".join(parts[:count])
        if len(parts) > count and front in _OF_COUNTRY:
            words, country = " ".join(parts[count:]), _OF_COUNTRY[front]
            break
    else:
        head, of, tail = words.rpartition(" of ")
        tail = tail.removeprefix("the ")
        if of and tail in _OF_COUNTRY:
            words, country = head, _OF_COUNTRY[tail]
    return _office(words), country


def _office(words: str) -> str:
    """A ministry or department under one name: "ministry of foreign affairs" as "foreign ministry"."""
    found = _OFFICE.fullmatch(words)
    if found:
        office, matter = found.group("office"), found.group("matter")
    elif words.endswith((" ministry", " department")):
        matter, _, office = words.rpartition(" ")
    else:
        return words
    matter = _MATTERS.get(matter, matter)
    return f"{matter} ministry" if office == "ministry" else _department(matter)


def _department(matter: str) -> str:
    """A department under one name, but not that of a town's police or fire."""
    if matter.endswith(("police", "fire", "sheriffs", "health")) and " " in matter:
        return f"{matter} department"
    return f"department of {matter}"


def _full_names() -> dict[str, str]:
    """The key of each known organisation's names."""
    found = {}
    for other, full in acronyms.FULL_NAMES.items():
        key = _in_one_spelling(_plain(full))
        found[_in_one_spelling(_plain(other))] = key
        found[key] = key
    return found


_FULL = _full_names()
_GENERIC = frozenset(_in_one_spelling(_plain(name)) for name in acronyms.GENERIC_BODIES)
_OWNER = {
    _in_one_spelling(_plain(name)): country
    for country, bodies in acronyms.OWN_BODIES.items()
    for name in bodies
}
