"""What the recogniser of entities hands on: labelled spans with what their surroundings say of them."""

from __future__ import annotations

from dataclasses import dataclass

from index.models import Label

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """A mention: tokens ``first`` up to but not including ``stop``.

    ``roles`` are the titles and role nouns beside it in lower case ("minister", "prime-minister"),
    ``nations`` the countries that its premodifiers name, ``gender`` "m", "f" or None.
    """

    first: int
    stop: int
    label: Label
    roles: frozenset[str] = NOTHING
    nations: frozenset[str] = NOTHING
    gender: str | None = None
