"""JSON: one article a line, or an array of articles, or a single one."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import Any, AnyStr

from index.formats import dateline
from index.formats.base import Format, Items
from index.formats.boilerplate import without_furniture_around
from index.formats.dates import parse_date
from index.formats.encoding import decode, unmisread, wide_encoding
from index.formats.headline import same_title
from index.formats.layout import paragraphs
from index.formats.metadata import fuller
from index.models import UNKNOWN_DATE, Draft, PartialDate, Problem
from index.text import clean, clean_line

LONGEST_LINE = 32 * 1024 * 1024
LARGEST_DOCUMENT = 256 * 1024 * 1024
LONGEST_ADDRESS = 2000
MOST_AUTHORS = 20

_PEEK = 4096
_TITLE = ("title", "headline")
_TEXT = ("text", "body", "content", "articlebody", "maintext")
_PUBLISHED = (
    "published",
    "date",
    "datetime",
    "pubdate",
    "publishedat",
    "datepublished",
    "publicationdate",
    "timestamp",
)
_SOURCE = ("source", "publisher", "outlet", "site", "sourcename")
_AUTHOR = ("author", "authors", "byline", "creator")
_ADDRESS = ("url", "address", "link")

_Fields = dict[str, Any]


def read(stream: BufferedReader, origin: str) -> Items:
    """Yield the articles of a JSON file in order, and a problem for each line or item that is none.

    An article is an object with a text (``text``, ``body`` or ``content``) and, as far as known,
    ``title``, ``published`` or ``date``, ``source``, ``author`` (a string or a list) and ``url``. Lines are
    read one at a time, each of at most 32 MB; an array or an object over several lines as a whole.
    """
    if _is_document(stream.peek(_PEEK)[:_PEEK]):
        yield from _read_document(stream, origin)
    else:
        yield from _read_lines(stream, origin)


def _read_lines(stream: BufferedReader, origin: str) -> Items:
    """The articles of JSON lines."""
    for number, line in enumerate(_lines(stream), start=1):
        place = f"{origin}:{number}"
        if line is None:
            yield Problem(place, f"is a line of more than {LONGEST_LINE >> 20} MB")
        elif line and not line.isspace():
            yield _parsed(line, place)


def _lines(stream: BufferedReader) -> Iterator[str | None]:
    """The lines of a stream; None for one that is too long, which is passed over in pieces."""
    wide = wide_encoding(stream.peek(_PEEK)[:_PEEK])
    if wide is not None:
        reader = io.TextIOWrapper(stream, wide, "replace", newline="\n")
        yield from (line and line.removeprefix("\ufeff") for line in _capped(reader.readline, "\n"))
        return
    for raw in _capped(stream.readline, b"\n"):
        yield None if raw is None else _decoded(raw)


def _capped(readline: Callable[[int], AnyStr], end: AnyStr) -> Iterator[AnyStr | None]:
    """Lines with their ends cut off; None for a line that is too long."""
    while line := readline(LONGEST_LINE + 1):
        if line.endswith(end) or len(line) <= LONGEST_LINE:
            yield line
            continue
        yield None
        while (rest := readline(LONGEST_LINE)) and not rest.endswith(end):
            pass


def _decoded(raw: bytes) -> str:
    """A line as text, most often UTF-8."""
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return decode(raw)


def _parsed(line: str, place: str) -> Draft | Problem:
    """The article of one line."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        return Problem(place, f"is not valid JSON: {error.msg}, column {error.colno}")
    except (ValueError, RecursionError):
        return Problem(place, "is not valid JSON: too deep, or a number too long")
    return _article(value, place)


def _is_document(head: bytes) -> bool:
    """Whether a file is one array or one object over several lines, by its first bytes."""
    text = head.decode(wide_encoding(head) or "utf-8", "replace").removeprefix("\ufeff").lstrip()
    first = text.split("\n", 1)[0].rstrip()
    return text[:1] == "[" or (first[:1] == "{" and "\n" in text and first[-1] in "{[,")


_BETWEEN = re.compile(r"[\s,\[\]]*")


def _read_document(stream: BufferedReader, origin: str) -> Items:
    """The articles of an array, or of objects that follow each other."""
    data = stream.read(LARGEST_DOCUMENT + 1)
    if len(data) > LARGEST_DOCUMENT:
        yield Problem(
            origin, f"is one JSON document of over {LARGEST_DOCUMENT >> 20} MB; write one article a line"
        )
        return
    text = decode(data)
    del data
    decoder = json.JSONDecoder()
    at, line, counted = 0, 1, 0
    while (at := _skip(text, at)) < len(text):
        line += text.count("\n", counted, at)
        counted = at
        place = f"{origin}:{line}"
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            reason = (
                error.msg if isinstance(error, json.JSONDecodeError) else "too deep, or a number too long"
            )
            yield Problem(place, f"is not valid JSON: {reason}; the rest of the file is not read")
            return
        yield _article(value, place)


def _skip(text: str, at: int) -> int:
    """Where the next value begins."""
    found = _BETWEEN.match(text, at)
    return found.end() if found is not None else at


def _article(value: object, place: str) -> Draft | Problem:
    """The article that an object holds."""
    if not isinstance(value, dict):
        return Problem(place, "is not a JSON object")
    fields = {str(key).lower().replace("_", ""): entry for key, entry in value.items()}
    text = _first(fields, _TEXT)
    if text is None:
        return Problem(place, "has no text: a field named text, body or content is needed")
    if not isinstance(text, str):
        return Problem(place, "has a text that is not a string")
    title = _line(_first(fields, _TITLE))
    body = _body(text, title)
    if not body:
        return Problem(place, "has an empty text")
    return _draft(fields, title, body, place)


def _draft(fields: _Fields, title: str | None, body: list[str], place: str) -> Draft:
    """An article of its fields and paragraphs."""
    opening = dateline.find(body)
    return Draft(
        title=title or "",
        body="\n\n".join(body),
        source=_name(_first(fields, _SOURCE)) or opening.source,
        author=_authors(_first(fields, _AUTHOR)),
        published=fuller(_published(fields), opening.published),
        dateline=opening.text,
        address=_line(_first(fields, _ADDRESS), LONGEST_ADDRESS),
        origin=place,
    )


def _body(text: str, title: str | None) -> list[str]:
    """The paragraphs of a text without furniture around it, and without the title at its head."""
    lines = without_furniture_around(paragraphs(clean(unmisread(text))))
    return lines[1:] if title and len(lines) > 1 and same_title(lines[0], title) else lines


def _first(fields: _Fields, names: tuple[str, ...]) -> object:
    """The first of some fields that is not empty."""
    for name in names:
        entry = fields.get(name)
        if entry is not None and entry != "" and entry != []:
            return entry
    return None


def _line(value: object, limit: int | None = None) -> str | None:
    """A string field as one clean line."""
    if not isinstance(value, str):
        return None
    text = unmisread(value)
    return (clean_line(text, limit) if limit else clean_line(text)) or None


def _name(value: object) -> str | None:
    """A name given as a string or as an object with a name."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    return _line(value)


def _authors(value: object) -> str | None:
    """One author or several, divided by commas."""
    entries = value if isinstance(value, list) else [value]
    names = [name for entry in entries[:MOST_AUTHORS] if (name := _name(entry))]
    return clean_line(", ".join(names)) or None


def _published(fields: _Fields) -> PartialDate:
    """The first date field that says something."""
    for name in _PUBLISHED:
        date = parse_date(fields.get(name))
        if date.known:
            return date
    return UNKNOWN_DATE


def _sniff(head: bytes) -> bool:
    """Whether a file begins as a JSON object with a key, or as an array of objects."""
    text = head.decode(wide_encoding(head) or "utf-8", "replace").removeprefix("\ufeff")
    return re.match(r'\s*(?:\[\s*)?\{\s*(?:"[^"\n]{0,200}"\s*:|\})', text) is not None


FORMAT = Format("JSON", (".jsonl", ".ndjson", ".jsonlines", ".json"), _sniff, read)
