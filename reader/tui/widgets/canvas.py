"""A widget that paints rows of cells."""

from __future__ import annotations

from textual import events
from textual.strip import Strip
from textual.widget import Widget


class Canvas(Widget):
    """A widget whose rows are made by :meth:`paint`."""

    ALLOW_SELECT = False

    def paint(self, y: int, width: int) -> Strip:
        """Row ``y`` of the widget, exactly ``width`` cells wide."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Paint all rows."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Row ``y`` as the compositor asks for it."""
        return self.paint(y, self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size."""
        self.resized(event.size.width, event.size.height)
        self.repaint()

    def resized(self, width: int, height: int) -> None:
        """Lay out for ``width`` x ``height`` cells."""
