"""BIO tags: "B-PER" opens a name, "I-PER" goes on with it, "O" is outside."""

from __future__ import annotations

from collections.abc import Sequence


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """The spans of BIO tags in order: first token, token after the last, kind.

    An "I" tag that goes on with nothing of its kind opens a span.
    """
    found: list[tuple[int, int, str]] = []
    first, kind = 0, ""
    for index, tag in enumerate((*tags, "O")):
        if kind and tag == f"I-{kind}":
            continue
        if kind:
            found.append((first, index, kind))
        first, kind = index, tag[2:]
    return found
