"""Dates as far as texts give them. Others import them from :mod:`index.models`."""

from __future__ import annotations

from dataclasses import dataclass

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as the text gives it; what it does not give is None, never guessed."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def known(self) -> bool:
        """Whether anything at all is known."""
        return self != UNKNOWN_DATE

    @property
    def iso(self) -> str | None:
        """``YYYY-MM-DD`` if the date is whole, else None."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    @property
    def ordinal(self) -> int:
        """The date as the number YYYYMMDD with 0 for what is unknown; 0 without a year. For sorting."""
        if self.year is None:
            return 0
        return self.year * 10000 + (self.month or 0) * 100 + (self.day or 0)

    def __str__(self) -> str:
        """As it is shown: ``2023-04-17``, ``2023-04``, ``2023``, ``April 27``, ``April``, or nothing."""
        if self.year is None:
            if self.month is None:
                return ""
            name = MONTHS[self.month - 1]
            return f"{name} {self.day}" if self.day else name
        parts = [f"{self.year:04}"]
        if self.month is not None:
            parts.append(f"{self.month:02}")
            if self.day is not None:
                parts.append(f"{self.day:02}")
        return "-".join(parts)


UNKNOWN_DATE = PartialDate()
