"""The user's settings: what is wrong in them is told, and the rest holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.settings import Settings, load_settings


def read(tmp_path: Path, text: str | bytes) -> Settings:
    path = tmp_path / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(path)


def test_without_a_file_all_is_by_default(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == Settings()


def test_what_is_set_is_taken(tmp_path: Path) -> None:
    settings = read(tmp_path, 'theme = "ansi-light"\nmouse = true\nengine = "spacy:x"\n[keys]\nhelp = "f1"\n')
    assert settings == Settings("ansi-light", True, {"help": "f1"}, "spacy:x")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"\xff\xfe", "not understood"),
        ("theme =", "not understood"),
        ("theme = 3", "theme"),
        ('mouse = "yes"', "mouse"),
        ("engine = 3", "engine"),
        ('colour = "red"', "colour"),
        ("keys = 4", "keys"),
        ("[keys]\nhelp = 1", "help"),
    ],
)
def test_what_is_wrong_is_told_and_the_defaults_hold(tmp_path: Path, text: str | bytes, told: str) -> None:
    settings = read(tmp_path, text)
    assert told in settings.problems[0]
    assert (settings.theme, settings.mouse, dict(settings.keys)) == ("ansi-dark", False, {})
    assert settings.engine == "built-in"


def test_a_directory_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    assert "cannot be read" in load_settings(tmp_path / "config.toml").problems[0]
