"""Text made fit to keep and to paint, and its division into paragraphs and sentences.

Text from outside can hold terminal control sequences, bidirectional overrides, invisible characters
and floods of combining marks. :func:`clean` takes them out before any offset is computed, and
:func:`clean_line` again before anything is painted. Both take time linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata

LINE_LIMIT = 500
MARKS_LIMIT = 4

_STRING_STARTS = r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])"
_CONTROL_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]?"  # CSI
    rf"|{_STRING_STARTS}[^\n\x07\x1b\x9c]*+(?:\x07|\x1b\\|\x9c)?"  # OSC, DCS, SOS, PM, APC
    r"|\x1b[#%(-/][0-~]?"  # character sets
    r"|\x1b[78=>c]"  # save, restore, keypad, reset
)
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACE = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}-{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_DROPPED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # C0 but LF, DEL, C1
    "\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    f"\ud800-\udfff\U000e0000-\U000e007f{_NONCHARACTERS}]+"
)
# Scripts in which a joiner changes what is read (Arabic, Indic, Mongolian and their like), and emoji.
_JOINING = (
    "\u0600-\u109f\u1780-\u18af\u1a00-\u1cff\u2190-\u2bff\ua800-\uabff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff\U0001e900-\U0001e95f\U0001f000-\U0001faff"
)
_STRAY_JOINER = re.compile(f"(?<![{_JOINING}\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![{_JOINING}])")
_JOINERS = "\u200c\u200d"
_ANY_JOINER = re.compile(f"[{_JOINERS}]")
# No combining mark is a word character, a space, or below U+0300.
_MARK_RUN = re.compile(rf"[^\w\s\x00-\u02ff]{{{MARKS_LIMIT + 1},}}")


def clean(text: str) -> str:
    """Return `text` without what could drive a terminal or hide words; the rest in normal form C.

    Line ends become LF, other white space a plain space; escape sequences go as a whole, and so do
    control, format and bidirectional characters, lone surrogates and noncharacters. Of a run of
    combining marks the first four stay. Zero-width joiners stay only where a script needs them.
    Words in [brackets] stay as they are. Cleaning twice changes nothing more.
    """
    if _is_clean(text.replace("\n", "")):
        return text
    return _scrub(text)


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Return `text` cleaned as one line of at most `limit` code points, for titles and for painting.

    Line ends become spaces, runs of spaces one space, and the ends are stripped. What is longer is
    cut and ends in an ellipsis.
    """
    if len(text) <= limit and _is_clean(text):
        if "  " not in text and text[:1] != " " and text[-1:] != " ":
            return text
        return " ".join(text.split())
    line = " ".join(_scrub(text[: 20 * limit]).split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rstrip(" " + _JOINERS) + "…"


def without_invisible(text: str) -> tuple[str, list[int] | None]:
    """A text without the characters that :func:`clean` drops, white space kept, and where the others were.

    That is the code point of ``text`` for each code point of what is left, and its length at the end;
    None where nothing is dropped.
    """
    if text.isascii() and text.isprintable():
        return text, None
    dropped = {
        at
        for pattern in (_DROPPED, _STRAY_JOINER)
        for match in pattern.finditer(text)
        for at in range(*match.span())
        if not text[at].isspace()
    }
    if not dropped:
        return text, None
    places = [at for at in range(len(text)) if at not in dropped]
    return "".join(text[at] for at in places), [*places, len(text)]


def _is_clean(line: str) -> bool:
    """Whether a text without line feeds is clean as it stands; may say no to one that is."""
    if not line.isprintable():
        return False
    return line.isascii() or (unicodedata.is_normalized("NFC", line) and not _MARK_RUN.search(line))


def _scrub(text: str) -> str:
    """Clean a text step by step; runs of marks are cut first, as normalising long ones is quadratic."""
    text = _LINE_BREAK.sub("\n", text)
    text = _CONTROL_SEQUENCE.sub("", text)
    text = _DROPPED.sub("", _SPACE.sub(" ", text))
    text = _settle(text)
    if not _ANY_JOINER.search(text):
        return text
    joined = _settle(_STRAY_JOINER.sub("", text))
    if _settle(_STRAY_JOINER.sub("", joined)) == joined:
        return joined
    # Normalising moved marks past a joiner; such a text is made up, so no joiner is worth keeping.
    return _settle(_ANY_JOINER.sub("", text))


def _settle(text: str) -> str:
    """Cap runs of marks and normalise; a mark can normalise to several, so cap again."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", _MARK_RUN.sub(_cap_marks, text))
    return _MARK_RUN.sub(_cap_marks, text)


def _cap_marks(run: re.Match[str]) -> str:
    """Keep the first marks after each base character; a joiner is no base."""
    marks = {character for character in set(run[0]) if _is_mark(character)}
    if not marks:
        return run[0]
    kept = []
    count = 0
    for character in run[0]:
        if character in marks:
            count += 1
            if count > MARKS_LIMIT:
                continue
        elif character not in _JOINERS:
            count = 0
        kept.append(character)
    return "".join(kept)


def _is_mark(character: str) -> bool:
    """Whether a character is drawn upon the one before it, or moves when normalising."""
    return unicodedata.category(character) in ("Mn", "Me") or unicodedata.combining(character) != 0


_NEWLINE = r"(?>\r\n|\r|\n)"
_BLANK_LINES = re.compile(rf"{_NEWLINE}[^\S\r\n]*+(?:{_NEWLINE}[^\S\r\n]*+)++")
_WORD = re.compile(r"(?<!\S)[^\w\s]*+\w")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the blocks that blank lines divide, without the white space around them.

    Offsets count code points of `text` as given. A single line end inside a block divides nothing.
    """
    ranges: list[tuple[int, int]] = []
    start = 0
    for blank in _BLANK_LINES.finditer(text):
        _append_trimmed(ranges, text, start, blank.start())
        start = blank.end()
    _append_trimmed(ranges, text, start, len(text))
    return ranges


def words(text: str) -> int:
    """Return how many words a text has: pieces between white space that hold a letter or a digit."""
    return sum(1 for _ in _WORD.finditer(text))


def _append_trimmed(ranges: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Append a range without the white space at its ends, unless nothing is left of it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        ranges.append((start, end))


def _word_set(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())


_STOP = re.compile(r"""(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>["'”’»)\]]*+)\s++""")
_TOKEN_REACH = 24
_TITLES = _word_set(
    """
    adm amb atty brig capt cmdr cmr col cpl det dr fr ft gen gov hon insp lt maj messrs mme mr mrs ms mt
    mx pfc pres prof pvt rep reps rev sen sens sgt spc st ste supt vs v e.g i.e cf viz mgr lieut congr
    """
)
_NUMBERED = _word_set(
    """
    no nos art fig figs vol ch pp p sec para jan feb mar apr jun jul aug sep sept oct nov dec
    """
)
_OFTEN_INSIDE = _word_set(
    """
    inc corp co ltd llc plc bros jr sr etc al dept dist est assn univ ave blvd rd hwy sq messrs asst
    assoc a.m p.m ph.d m.d b.a m.a j.d ala ariz ark calif colo conn del fla ga ill ind kan kans ky la md
    mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo mon tue tues wed thu
    thur thurs fri sat sun n.y n.j n.c s.c n.m n.h r.i w.va d.c
    """
)
_STARTERS = _word_set(
    """
    a about according after all also although an and another as asked at because before both but by
    despite during each earlier even every few finally first for from had has have he her here his how
    however i if in instead is it its last later many meanwhile more moreover most my neither no none
    nor not now of on once one only or other our over several she since so some still such that the
    their then there these they this those though through to today two under until we what when where
    whether which while who why with yesterday yet you your
    """
)
_ATTRIBUTION = re.compile(
    r"(?:[^\W\d_][\w.'’-]*+\s+){1,4}?(?:said|says|asked|asks|wrote|added|told|wondered|shouted|demanded|replied)\b"
)
_LOWER_CASE = frozenset({"vs", "v", "e.g", "i.e", "cf", "viz", "a.m", "p.m", "etc", "al"})
_OPENERS = "\"'“‘«([¿¡„"


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of the sentences of ``text[start:end]``, as offsets in the whole `text`.

    A closing quotation mark belongs to the sentence before it. Abbreviations usual in news ("U.S.",
    "Gen.", "No. 5", initials) end no sentence unless a typical first word follows. Blank lines always divide.
    """
    breaks = [blank.end() for blank in _BLANK_LINES.finditer(text, start, end)]
    breaks += [
        stop.end() for stop in _STOP.finditer(text, start, end) if _ends_sentence(text, stop, start, end)
    ]
    ranges: list[tuple[int, int]] = []
    for place in sorted({*breaks, end}):
        _append_trimmed(ranges, text, start, place)
        start = place
    return ranges


def _ends_sentence(text: str, stop: re.Match[str], start: int, end: int) -> bool:
    """Whether a stop with white space after it ends a sentence."""
    following = text[stop.end() : min(end, stop.end() + 80)]
    first = following[:1]
    if not first:
        return True
    if first.islower() or first in ".,;:!?)]}—–-…%":
        return False
    if stop["stop"][-1] in "!?":
        return not (stop["close"] and _ATTRIBUTION.match(following))
    if stop["stop"] != ".":
        return True
    return not _is_abbreviation(text, stop, start, following)


def _is_abbreviation(text: str, stop: re.Match[str], start: int, following: str) -> bool:
    """Whether the full stop belongs to the word before it and the sentence goes on."""
    reach = text[max(start, stop.start() - _TOKEN_REACH) : stop.start()]
    token = (reach.split() or [""])[-1].lstrip(_OPENERS)
    word = token.lower()
    if word == token and word not in _LOWER_CASE and word not in _NUMBERED and not token.isdigit():
        return False
    if stop["close"] and stop["close"] != ")":
        return False
    opened = following[0] in _OPENERS
    after = re.split(r"[^\w]", following.lstrip(_OPENERS), maxsplit=1)[0]
    if word in _TITLES:
        return not opened
    if word in _NUMBERED:
        return after[:1].isdigit()
    if token.isdigit():
        return stop.start() - len(token) == start
    if word in _OFTEN_INSIDE or _is_initials(token):
        return not opened and after.lower() not in _STARTERS
    return False


def _is_initials(token: str) -> bool:
    """Whether a token without its last stop is one capital ("F") or letters with stops ("U.S")."""
    if len(token) == 1:
        return token.isupper()
    letters = token.split(".")
    return len(letters) > 1 and all(len(letter) == 1 and letter.isalpha() for letter in letters)
