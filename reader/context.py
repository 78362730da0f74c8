"""What every sub-command gets besides its options."""

from __future__ import annotations

from dataclasses import dataclass

from reader.diagnostics import Diagnostics
from reader.output import Output


@dataclass(frozen=True, slots=True)
class Context:
    """Where a sub-command writes: its answer to ``output``, all else to ``errors``."""

    output: Output
    errors: Diagnostics
