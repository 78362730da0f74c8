"""How long, how much and how large: the limits of a search process and of what it is asked."""

from __future__ import annotations

from dataclasses import dataclass

START_LIMIT = 30.0
"""Seconds until a process must have opened the archive."""

LARGEST_REQUEST = 1 << 20
"""Bytes of a request with its end of line."""

LARGEST_ANSWER = 1 << 24
"""Bytes of an answer with its end of line."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take.

    ``soft`` are the seconds after which the process gives up by itself where it checks
    (:mod:`index.deadline`); ``typing`` and ``page`` those after which it is killed, by lane; ``memory``
    the bytes of data that it may hold, not counting files mapped for reading.
    """

    soft: float = 0.6
    typing: float = 0.8
    page: float = 2.0
    memory: int = 512 << 20


LIMITS = Limits()
