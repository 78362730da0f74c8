"""The card beside the weights: what they learned from, under which licences, and how well they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from index.annotate.recogniser.training.scoring import Score

NAME = "card.md"

_TEMPLATE = Path(__file__).parent / "card_template.md"


def write_card(folder: Path, scores: Mapping[str, Score], today: date) -> None:
    """Write the card into a folder; ``scores`` are by the names of the files."""
    rows = "".join(_row(name, score) for name, score in scores.items())
    card = _TEMPLATE.read_text(encoding="utf-8").format(date=today, scores=rows)
    (folder / NAME).write_text(card, encoding="utf-8")


def _row(name: str, score: Score) -> str:
    """A line of the table of scores."""
    cells: Sequence[float] = (score.strict, score.relaxed, *score.of_label.values())
    return f"| `{name}` | " + " | ".join(f"{cell:.2f}" for cell in cells) + " |\n"
