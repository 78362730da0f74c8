"""Namesakes in lists: what tells them apart stands beside the name where there is room."""

from __future__ import annotations

from rich.cells import cell_len

from index.models import EntityCount, Label
from reader.tui.entity_rows import hint_beside, name_line


def treasury(hint: str | None) -> EntityCount:
    return EntityCount(3, "Treasury", Label.ORG, 12, 5, hint)


def written(entity: EntityCount, width: int) -> str:
    return "".join(text for text, _ in name_line(entity, entity.mentions, width))


def test_a_namesake_is_shown_with_what_tells_it_from_the_others() -> None:
    line = written(treasury("United Kingdom"), 40)
    assert line.startswith(" Treasury · United Kingdom ")
    assert line.endswith(" 12")


def test_a_name_that_nobody_shares_stands_alone() -> None:
    assert written(treasury(None), 40).split() == ["Treasury", "12"]


def test_every_line_has_its_width_whatever_the_hint() -> None:
    for width in range(16, 60):
        for hint in (None, "UK", "United Kingdom, finance minister", "財務省の大臣", "a\x1b[31mb"):
            line = written(treasury(hint), width)
            assert cell_len(line) == width
            assert "\x1b" not in line


def test_no_hint_is_cut_down_to_nothing() -> None:
    assert hint_beside(treasury("United Kingdom"), 5) == ""
    assert hint_beside(treasury("United Kingdom"), 12).startswith(" · United")
