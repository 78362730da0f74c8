"""How things look: the terminal's own 16 colours, and an attribute wherever a colour means something."""

from __future__ import annotations

from rich.style import Style

from index.models import Label

PLAIN = Style.null()
BOLD = Style(bold=True)
DIM = Style(dim=True)
HEADING = Style(dim=True)
ACTIVE_HEADING = Style(bold=True, reverse=True)
MATCH = Style(reverse=True)
CURRENT = Style(reverse=True, bold=True)
MARKED = Style(bold=True)
EVIDENCE = Style(underline=True, bold=True)
CUE = Style(underline=True, reverse=True)
CHAIN = Style(underline=True, reverse=True, bold=True)
REPORTED = Style(italic=True)
LEFT_OUT = Style(strike=True, dim=True)
ADDED = Style(bold=True, underline=True)
CURSOR = Style(reverse=True)
UNSURE = Style(bold=True, color="red")
ERROR = Style(bold=True, color="red")

ENTITY = {
    Label.PERSON: Style(bold=True, color="cyan"),
    Label.ORG: Style(underline=True, color="magenta"),
    Label.PLACE: Style(italic=True, color="green"),
    Label.DATE: Style(dim=True),
    Label.MISC: Style(underline=True, italic=True, color="bright_blue"),
}

ENTITY_WORDS = {
    Label.PERSON: "person",
    Label.ORG: "organisation",
    Label.PLACE: "place",
    Label.DATE: "date",
    Label.MISC: "other",
}
