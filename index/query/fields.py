"""Notices a field that does not exist, and knows which one was meant."""

from __future__ import annotations

import re

from index.query.scan import FILTERS, KEYWORDS, Piece

_LIKE_A_FIELD = re.compile(r"([^\W\d_]{2,20}):(?=[^\W\d_]|$)")
_SCHEMES = frozenset({"ftp", "http", "https", "mailto", "tel", "urn", "doi", "isbn", "re"})
SHOWN_FIELDS = (
    "title",
    "by",
    "quote",
    "about",
    "person",
    "org",
    "place",
    "source",
    "date",
    "has",
    "is",
    "entity",
)
"""The fields that messages name."""
_MEANT = {
    "by": "speaker speakers said says saying who quoted speaks",
    "about": "name named mentions mention entities topic subject",
    "person": "people persons per man woman politician",
    "org": "organisation organization organisations organizations company party agency group",
    "place": "places location loc country city region gpe where",
    "title": "headline head heading titles",
    "quote": "words quotation quotations",
    "source": "outlet publisher paper newspaper site publication media from",
    "date": "day year month published when time since until before after",
    "text": "body content article",
    "is": "status flag marked",
}
_FIELD_OF = {word: field for field, words in _MEANT.items() for word in words.split()}


def unknown_field(query: str, piece: Piece) -> str | None:
    """What to tell about a word that looks like a field with its value, and is none; else None.

    A colon after a number or a scheme (``10:30``, ``https://``) or before a space is only a colon.
    """
    match = _LIKE_A_FIELD.match(piece.text)
    if not match or match[1].lower() in _SCHEMES or match[1].lower() in (*KEYWORDS, *FILTERS):
        return None
    if match.end() == len(piece.text) and not _has_value(query, piece.end):
        return None
    name = match[1].lower()
    meant = _nearest(name)
    hint = f"did you mean “{meant}:”? " if meant else ""
    return (
        f"There is no field “{name}:”, so it was searched for as words; {hint}"
        f"Fields are {', '.join(field + ':' for field in SHOWN_FIELDS)}"
    ).replace("; Fields", "; fields")


def _has_value(query: str, at: int) -> bool:
    """Whether a quotation mark or a parenthesis follows a colon at once."""
    return at < len(query) and not query[at].isspace() and query[at] != ")"


def _nearest(name: str) -> str | None:
    """The field that somebody may have meant."""
    if name in _FIELD_OF:
        return _FIELD_OF[name]
    from difflib import get_close_matches

    close = get_close_matches(name, (*KEYWORDS, *FILTERS), n=1, cutoff=0.66)
    return close[0] if close else None
