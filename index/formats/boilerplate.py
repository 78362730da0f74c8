"""Page furniture that is copied along with an article: share buttons, comment forms and the like.

Only whole lines are dropped, by form and by place. Words that can be a line of text only in a page's
furniture go anywhere; words that could be a heading go only before the first and after the last
paragraph of prose. When in doubt a line stays.
"""

from __future__ import annotations

import re

from index.formats.furniture import ANYWHERE, AT_EDGES, CLOSERS, MENU

_LONGEST = 300
_PROSE_WORDS = 12
_SENTENCE_WORDS = 5
_BULLET = re.compile(r"^(?:[•·*‣▪◦●»>|+]|::|[-–—](?=\s))+\s*")
_LANGUAGES = frozenset(
    re.findall(
        r"\w+",
        """
        ar az be bg bn br by ca cn cs cz da de dk ee el en es et eu fa fi fr ge gr he hi hr hu hy id il
        in ir is it ja jp ka kk ko kr kz la lt lv mk ms nl no pl pt ro rs ru se sk sl sq sr sv ta th tr
        tw ua uk ur us uz vi zh eng rus ukr deu fra esp ita pol english deutsch français español italiano
        polski русский українська العربية 中文 português türkçe
        """,
    )
)
_LANGUAGE_BREAK = re.compile(r"[\s|/·•,]+")
_BAR = re.compile(r"\s*[|·•]\s*")
_NUMBER = re.compile(r"\d{1,5}")
_LIST_START = re.compile(r"list of (\d{1,2}) items?", re.I)
_LIST_END = re.compile(r"end of list", re.I)
_LONGEST_MENU = 12


def _form(*patterns: str) -> re.Pattern[str]:
    """One pattern for a whole line, in any case."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I)


_FURNITURE = _form(*ANYWHERE)
_EDGE_FURNITURE = _form(*AT_EDGES)
_CLOSER = _form(CLOSERS)


def is_furniture(line: str) -> bool:
    """Whether a line can only be page furniture, wherever it stands."""
    line = _BULLET.sub("", line[: _LONGEST + 2])
    return not line or (len(line) <= _LONGEST and _FURNITURE.fullmatch(line) is not None)


def is_edge_furniture(line: str) -> bool:
    """Whether a line is furniture if it stands before or after all prose."""
    line = _BULLET.sub("", line[: _LONGEST + 2])
    return len(line) <= _LONGEST and (_is_edge_form(line) or _switches_language(line) or _is_row(line))


def is_prose(line: str) -> bool:
    """Whether a line is running text: long, or a sentence of some length."""
    if len(line) > _LONGEST:
        return True
    count = len(line.split())
    return count > _PROSE_WORDS or (
        count > _SENTENCE_WORDS and line.endswith((".", "!", "?", '."', ".”", ".'", ".’"))
    )


def without_furniture(lines: list[str]) -> list[str]:
    """Return the paragraphs of an article without page furniture, in order; a paragraph is one line."""
    lines = _without_lists(lines)
    prose = [at for at, line in enumerate(lines) if is_prose(line) and not is_furniture(line)]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), len(lines))
    kept = [line for line in lines[:first] if not (_drop_at_edge(line) or _NUMBER.fullmatch(line))]
    kept += [line for line in lines[first : last + 1] if not is_furniture(line)]
    return kept + _tail(lines[last + 1 :])


def without_furniture_around(lines: list[str]) -> list[str]:
    """Return the paragraphs without the page furniture before the first and after the last other one."""
    start, end = 0, len(lines)
    while start < end and _drop_at_edge(lines[start]):
        start += 1
    while end > start and _drop_at_edge(lines[end - 1]):
        end -= 1
    return lines[start:end]


def _drop_at_edge(line: str) -> bool:
    """Whether a line before or after all prose is furniture."""
    return is_furniture(line) or is_edge_furniture(line)


def _tail(lines: list[str]) -> list[str]:
    """What stays of the lines after the last prose: nothing from where the page goes on to other things."""
    kept = []
    for line in lines:
        if _CLOSER.fullmatch(_BULLET.sub("", line)):
            break
        if not _drop_at_edge(line):
            kept.append(line)
    return kept


def _is_edge_form(line: str) -> bool:
    """Whether a line has one of the forms of furniture around the prose."""
    return _EDGE_FURNITURE.fullmatch(line) is not None


def _is_row(line: str) -> bool:
    """Whether a line is a row of links: pieces of furniture between bars, or names of a site's sections."""
    parts = _BAR.split(line)
    if 1 < len(parts) <= _LONGEST_MENU:
        return all(_is_edge_form(part) or _FURNITURE.fullmatch(part) is not None for part in parts)
    words = line.split()
    if not 3 <= len(words) <= _LONGEST_MENU or any(word.islower() for word in words):
        return False
    return sum(word.lower() in MENU for word in words) * 4 >= len(words) * 3


def _without_lists(lines: list[str]) -> list[str]:
    """The lines without lists of links that a page reads out as such: "list of 3 items" to "end of list"."""
    kept: list[str] = []
    end = 0
    for at, line in enumerate(lines):
        if at < end:
            continue
        start = _LIST_START.fullmatch(line)
        if start is None:
            kept.append(line)
            continue
        reach = lines[at : at + 2 * int(start[1]) + 2]
        ends = [step for step, one in enumerate(reach) if _LIST_END.fullmatch(one)]
        end = at + (ends[0] + 1 if ends else 1)
    return kept


def _switches_language(line: str) -> bool:
    """Whether a line is a row of two or more different languages, as links to translations are."""
    tokens = _LANGUAGE_BREAK.split(line.lower())
    return 1 < len(tokens) == len(set(tokens)) and _LANGUAGES.issuperset(tokens)
