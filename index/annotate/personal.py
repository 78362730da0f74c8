"""Names of persons taken apart, and whether two of them can be one person's.

The conventions differ: the family name may come first ("Xi Jinping", "Orbán Viktor"), given names are
written as one word, two, or with a hyphen ("Jong Un"), and names from other alphabets are transcribed
in several ways ("Zelenskiy", "Zelensky").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from index.annotate.folding import fold
from index.annotate.lexicon import people, spellings, word_set


class Match(Enum):
    """Whether two names are one entity's: SAME without more, POSSIBLE with evidence, DIFFERENT."""

    SAME = 2
    POSSIBLE = 1
    DIFFERENT = 0


@dataclass(frozen=True, slots=True)
class PersonalName:
    """A person's name, every word folded and in one of its transcriptions.

    ``given`` is empty for a lone name, and may be initials written as one word ("jk"); ``middle`` are
    the words and initials between given and family name. ``suffix`` is "jr", "sr" or a Roman numeral;
    ``gender`` what a title tells. ``words`` are all but initials and suffix, in the order written.
    """

    given: str
    middle: tuple[str, ...]
    family: str
    suffix: str
    gender: str | None
    words: tuple[str, ...]
    arabic: bool = False

    @property
    def lone(self) -> bool:
        """Whether this is one name only, and no ruler's with a number."""
        return not self.given and self.suffix not in _NUMERALS


LONGEST = 200
"""Code points of a name that are read; what goes on is no name."""

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´-][^\W_]+)*")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\. ?){2,}")
_JOINED_ARTICLE = re.compile(r"\b(?:El|Al)(?=[A-Z])")
_ARTICLES = frozenset(("al", "el", "ad", "ar", "as", "ash", "an", "at", "az", "ul"))
_LOOSE_ARTICLES = frozenset(("al", "el"))
_SERVANT = re.compile(r"\babd(?:ul|el|al|oul|[ -](?:ul|el|al))[ -]?(?=\w)")
_SONS = frozenset(("bin", "ibn", "bint"))
_NUMERALS = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii",
                       "xiv", "xv", "xvi", "xvii", "xviii", "xxiii"))  # fmt: skip
_SUFFIXES = frozenset(("jr", "sr"))
# Particles that begin a family name but no given name: "Le Pen", "bin Laden", "de Blasio".
_PARTICLES = word_set("""de da di du del della der den von bin bint ibn la le dos das ter ten""")
_TITLES = (
    people.TITLES
    | word_set(
        """datuk dato datin seri tan sri tun daw haji hajji maulana mullah mufti begum shri smt tengku
    tunku ustad baron viscount earl marquess princess herr senhor señor don doña hojatoleslam
    hojjatoleslam mother brother sister grand crown lieutenant under"""
    )
) - {"under"}
# Titles that are also parts of names, so that two words must be left.
_NAME_LIKE_TITLES = word_set(
    """sheikh sheik shaikh shaykh don king prince major judge dean tan sri grand mother private coach"""
)
_MORE_TITLES = frozenset(["sheikh", "sheik", "shaikh", "shaykh"])
_SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsywv]|zh|ch|sh|ts|kh|ph|th|ng|pp|tt|kk|ss|jj|hs|gw|kw|hw|gi|tr|nh)?"
    r"[aeiouy]{1,3}(?:ng|nh|ch|ck|n|m|k|l|p|t|r|h|c|b|s|g|d)?"
)
_TWO_SYLLABLES = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(?:[yw]?(?:eo|eu|ae|oe|oo|ee)|[iu]?[ae]i|i?ao|[iu]?a|ou|[iy]?e|iu|u[eio]|i|o|u)"
    r"(?:ng|n|m|k|l|t|p)?){2}"
)
_FAMILY_FIRST = frozenset(name.lower() for name in people.FAMILY_FIRST) | word_set(
    """chow chiang tsang leung cheung chan wong ng yeung kwok lau lam yip hon koh goh tan teo bui dang
    dinh duong do hoang huynh ly ngo vu vuong kang son bae baek im nam oh roh seo so suh yun yu hong
    jeon jeong chung chang chun chung byun min noh pak ri rim ryu yi yim fan fang fu gu gong gu hou
    jia jin kong lei long mei meng mo ning niu pang qian qiao qiu shao shi tao wan wen xiang xin
    xiong yan yin zhan zou"""
)
_GIVEN = frozenset(fold(name) for name in people.GIVEN_NAMES)
_DOUBLED = re.compile(r"([a-z])\1+")
_SLAVIC = (
    (re.compile(r"^ye(?=[^aeiou])"), "e"),
    (re.compile(r"[iy]+$"), "i"),
    (re.compile(r"(?<=[aeou])[yj](?=$|[^aeiou])"), "i"),
    (re.compile(r"(?<=[^aeiou])y(?=[^aeiou])"), "i"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"(?<=[^aeiouq])ue(?=[^aeiou])"), "u"),
    (re.compile(r"(?<=[^aeiou])oe(?=[^aeiou])"), "o"),
    (re.compile(r"(?<=[^aeiou])ae(?=[^aeiou])"), "a"),
)
_ARABIC = (
    (re.compile(r"(?:iyya|iya|iyyah|iyah|iyeh|eyeh|ieh)$"), "ia"),
    (re.compile(r"(?:ah|eh)$"), "a"),
    (re.compile(r"ou|oo|o"), "u"),
    (re.compile(r"[ae][iy](?=$|[^aeiou])|ee|e"), "i"),
    (re.compile(r"q"), "k"),
    (re.compile(r"dh"), "d"),
)


@lru_cache(maxsize=16384)
def parse(name: str) -> PersonalName:
    """Take a name apart; titles before it are left out, and what is longer than any name."""
    name = name[:LONGEST]
    words, gender = _without_titles(_words(name))
    words, suffix = _without_suffix(words)
    arabic = any(spellings.GIVEN_NAMES.get(word, word) in spellings.ARABIC_GIVEN for word in words) or any(
        word in _SONS or word.startswith("abdul") for word in words
    )
    words = _without_articles(words) if arabic or any("-" in word for word in words) else words
    eastern = _eastern(words)
    if eastern:
        return PersonalName(eastern[1], (), eastern[0], suffix, gender, eastern)
    parts = [_transcribed(part, arabic) for word in words for part in word.split("-") if part]
    return _arranged([part for part in parts if part], suffix, gender, arabic)


def _words(name: str) -> list[str]:
    """The folded words of a name, initials among them as one word after a full stop."""
    name = _JOINED_ARTICLE.sub("", name)
    if not name.isupper():
        name = _INITIALS.sub(lambda match: re.sub(r"[. ]", "", match.group()) + " ", name)
    found: list[str] = []
    for word in _WORD.findall(name):
        if word.isupper() and 1 < len(word) <= 3 and not name.isupper():
            found.append(word.lower() if word.lower() in _NUMERALS else f".{fold(word)}")
        else:
            found.append(re.sub(r"['’ʼ`´]", "", fold(word)))
    joined = _SERVANT.sub("abdul", " ".join(found))
    return joined.split()


def _without_titles(words: list[str]) -> tuple[list[str], str | None]:
    """The words after the titles, and the gender that these tell."""
    gender = None
    begin = 0
    while begin < len(words) - 1:
        word = words[begin].lstrip(".")
        if word not in _TITLES and word not in _MORE_TITLES:
            break
        left = len(words) - begin - 1
        if word in _NAME_LIKE_TITLES and left < 2 and word not in ("king", "prince"):
            break
        gender = gender or ("f" if word in people.FEMALE_TITLES else None)
        gender = gender or ("m" if word in people.MALE_TITLES else None)
        begin += 1
    return words[begin:], gender


def _without_suffix(words: list[str]) -> tuple[list[str], str]:
    """The words before "Jr." or a number, and that."""
    last = words[-1].lstrip(".") if words else ""
    if len(words) > 1 and (last in _SUFFIXES or last in _NUMERALS):
        return words[:-1], last
    return words, ""


def _without_articles(words: list[str]) -> list[str]:
    """The words without Arabic articles: "al-Assad", "Al Maktoum"."""
    found = []
    for index, word in enumerate(words):
        article, dash, rest = word.partition("-")
        if dash and rest and article in _ARTICLES and (index or len(words) == 1):
            found.append(rest)
        elif word not in _LOOSE_ARTICLES or index in (0, len(words) - 1):
            found.append(word)
    return found


def _eastern(words: list[str]) -> tuple[str, str] | None:
    """Family and given name of a Chinese, Korean or Vietnamese name; None for others."""
    if len(words) < 2 or any(word.startswith(".") for word in words):
        return None
    if len(words) == 2 and words[0] in _PARTICLES:
        return None
    for family, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        syllables = [part for word in rest for part in word.split("-")]
        if family in _FAMILY_FIRST and len(rest) < 3 and all(map(_is_eastern_word, syllables)):
            return family, "".join(syllables)
    return None


def _is_eastern_word(word: str) -> bool:
    """Whether a word is one or two syllables as Chinese or Korean has them, and no western given name."""
    if word in _GIVEN and word not in _FAMILY_FIRST and len(word) > 3:
        return False
    if _SYLLABLE.fullmatch(word):
        return True
    return len(word) > 3 and _TWO_SYLLABLES.fullmatch(word) is not None


@lru_cache(maxsize=16384)
def _transcribed(word: str, arabic: bool) -> str:
    """A folded word in the one spelling that stands for its transcriptions."""
    if word.startswith(".") or len(word) < 2:
        return word
    known = spellings.GIVEN_NAMES.get(word) or spellings.FAMILY_NAMES.get(word)
    if known:
        word = known
    elif word in _SONS:
        return "bin"
    for pattern, replacement in _ARABIC if arabic else _SLAVIC:
        if len(word) > 3:
            word = pattern.sub(replacement, word)
    return _DOUBLED.sub(r"\1", word) if len(word) > 3 else word


def _arranged(parts: list[str], suffix: str, gender: str | None, arabic: bool) -> PersonalName:
    """A name of the western order, or of an order that its given name shows."""
    full = [part for part in parts if len(part) > 1 and not part.startswith(".")]
    if not full:
        initials = "".join(part.lstrip(".") for part in parts)
        return PersonalName("", (), initials, suffix, gender, (initials,))
    words = tuple(full)
    if len(parts) == 1 or all(part in _PARTICLES for part in parts[:-1]):
        return PersonalName("", (), full[-1], suffix, gender, words[-1:], arabic)
    if len(full) == 1:
        family, rest = full[0], [part.lstrip(".") for part in parts if part != full[0]]
        return PersonalName("".join(rest) if parts[-1] == family else "", (), family, suffix, gender, words)
    if len(parts[0]) == 1 or parts[0].startswith("."):
        parts = parts[parts.index(full[0]) :]
    if len(full) == 2 and full[1] in _LATER and full[0] not in _GIVEN_READ:
        return PersonalName(full[1], (), full[0], suffix, gender, words, arabic)
    last = max(index for index, part in enumerate(parts) if part == full[-1])
    middle = _spread([part for part in parts[1:last] if part not in _PARTICLES])
    return PersonalName(parts[0], middle, parts[last], suffix, gender, words, arabic)


def _spread(middle: list[str]) -> tuple[str, ...]:
    """Middle names, initials that were joined (".hw") one by one."""
    return tuple(letter for word in middle for letter in (word[1:] if word.startswith(".") else (word,)))


_GIVEN_READ = frozenset(_transcribed(word, False) for word in _GIVEN)
_LATER = frozenset(_transcribed(word, False) for word in spellings.LATER_GIVEN)
_FORMAL = {
    _transcribed(nickname, False): frozenset(_transcribed(name, False) for name in formal)
    for nickname, formal in spellings.NICKNAMES.items()
}


def key(name: PersonalName) -> str:
    """Family name, a space, given name without its nickname: what all names of a person share."""
    if not name.given:
        return f"{name.family} {name.suffix}" if name.suffix in _NUMERALS else name.family
    return f"{name.family} {_formal_key(name.given)}"


def tail_key(name: PersonalName) -> str | None:
    """The key of the last two words of a longer name, by which "López Obrador" may be known."""
    if len(name.words) < 3 or name.arabic:
        return None
    return f"{name.words[-1]} {_formal_key(name.words[-2])}"


def begins_with_given(name: PersonalName) -> bool:
    """Whether the given name is one that is well known, so that both words are no double family name."""
    return name.given in _GIVEN_READ


def _formal_key(given: str) -> str:
    """One formal name for a given name and all its nicknames."""
    formal = min(_FORMAL.get(given, (given,)))
    return min(_RELATED.get(formal, (formal,)))


def _related() -> dict[str, frozenset[str]]:
    """For each formal name those that share a nickname with it."""
    found: dict[str, frozenset[str]] = {}
    for formal in _FORMAL.values():
        group = frozenset(formal).union(*(found.get(name, frozenset()) for name in formal))
        found.update(dict.fromkeys(group, group))
    return found


_RELATED = _related()


def compare(one: PersonalName, other: PersonalName) -> Match:
    """Whether two names can be one person's, by the names alone."""
    if one.gender and other.gender and one.gender != other.gender:
        return Match.DIFFERENT
    if one.lone or other.lone:
        return _compare_lone(one, other)
    if one.family != other.family or not _same_given(one.given, other.given):
        return _compare_tails(one, other)
    if one.suffix != other.suffix:
        return Match.DIFFERENT if one.suffix and other.suffix else Match.POSSIBLE
    if not _same_middle(one.middle, other.middle):
        return Match.DIFFERENT
    if (one.arabic or other.arabic) and bool(one.middle) != bool(other.middle) and not _by_father(one, other):
        return Match.POSSIBLE
    return Match.SAME


def nearly(one: PersonalName, other: PersonalName) -> bool:
    """Whether two full names that differ are one person's where one text has both.

    One leaves words out ("Pedro Sánchez", "Pedro Sánchez Castejón"), or is misspelt in the given name.
    """
    if one.lone or other.lone or (one.gender and other.gender and one.gender != other.gender):
        return False
    if one.suffix != other.suffix:
        return bool(one.middle) and one.middle == other.middle and not (one.suffix and other.suffix)
    shorter, longer = sorted((set(one.words), set(other.words)), key=len)
    if 1 < len(shorter) < len(longer) and shorter <= longer:
        return True
    return one.family == other.family and _same_middle(one.middle, other.middle) and _alike(one, other)


def _alike(one: PersonalName, other: PersonalName) -> bool:
    """Whether two given names begin alike and are as long, so that one may be misspelt."""
    shorter, longer = sorted((one.given, other.given), key=len)
    return len(shorter) > 3 and longer.startswith(shorter[:4]) and len(longer) - len(shorter) < 2


def _by_father(one: PersonalName, other: PersonalName) -> bool:
    """Whether the longer of two names differs by words that need no mention: "bin Rashid"."""
    longer = max(one.middle, other.middle, key=len)
    return len(longer) != 1 or len(longer[0]) == 1


def _compare_lone(one: PersonalName, other: PersonalName) -> Match:
    """Compare when one is a lone name: it proves nothing, but may be any of a person's main words."""
    lone, full = (one, other) if one.lone else (other, one)
    if lone.suffix and full.suffix and lone.suffix != full.suffix:
        return Match.DIFFERENT
    named = {full.family, *full.words[-1:]} | ({full.given} if len(full.words) == 1 else set())
    return Match.POSSIBLE if lone.family in named else Match.DIFFERENT


def _compare_tails(one: PersonalName, other: PersonalName) -> Match:
    """Compare a double family name with the full one: "López Obrador", "Suu Kyi"."""
    shorter, longer = sorted((one, other), key=lambda name: len(name.words))
    count = len(shorter.words)
    if count < 2 or count == len(longer.words) or longer.words[-count:] != shorter.words:
        return Match.DIFFERENT
    if longer.arabic or one.suffix != other.suffix:
        return Match.POSSIBLE
    return Match.SAME


def _same_given(one: str, other: str) -> bool:
    """Whether two given names can be one person's: equal, or a nickname."""
    if one == other:
        return True
    return bool(_FORMAL.get(one, frozenset((one,))) & _FORMAL.get(other, frozenset((other,))))


def _same_middle(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether middle names do not contradict: a name and its initial, or nothing."""
    if not one or not other:
        return True
    return all(
        this == that or (min(len(this), len(that)) == 1 and this[0] == that[0])
        for this, that in zip(one, other, strict=False)
    )
