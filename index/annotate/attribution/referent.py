"""Whom a mention means, and how sure that is."""

from __future__ import annotations

from typing import NamedTuple

from index.annotate.grouping import Entity


class Referent(NamedTuple):
    """Whom a mention means (None when unnamed or unknown) and how sure that is, 0..1."""

    entity: Entity | None
    certainty: float


UNKNOWN = Referent(None, 0.5)
