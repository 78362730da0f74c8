"""The user's own settings: ``config.toml`` in the user's configuration directory.

theme = "ansi-light"          # one of Textual's themes; ansi-dark unless said otherwise
mouse = true                  # false unless said otherwise: every motion is a message over SSH
engine = "spacy:NAME"         # a spaCy pipeline that finds the names in articles; "built-in" unless said

[keys]                        # commands by the names that the help shows
next-match = "n,ctrl+n"
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

THEME = "ansi-dark"
ENGINE = "built-in"
ENGINE_VARIABLE = "NEWSREADER_ENGINE"
KNOWN = ("theme", "mouse", "engine", "keys")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has set.

    ``keys`` are Textual's names of keys, divided by commas, by command; ``engine`` is the recogniser of
    names, as ``index.annotate.engines`` understands it.
    """

    theme: str = THEME
    mouse: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    engine: str = ENGINE
    problems: tuple[str, ...] = ()


def settings_path() -> Path:
    """Where the settings lie."""
    from platformdirs import user_config_path

    return user_config_path("newsreader") / "config.toml"


def load_settings(path: Path) -> Settings:
    """The settings in a file; what cannot be read or understood is left as it is by default and told."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        return Settings(problems=(f"{path} cannot be read: {error.strerror}",))
    import tomllib

    try:
        data = tomllib.loads(text.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Settings(problems=(f"{path} is not understood: {error}",))
    return _settings(path, data)


def _settings(path: Path, data: Mapping[str, Any]) -> Settings:
    """The settings among what a file says."""
    theme, mouse, keys = data.get("theme", THEME), data.get("mouse", False), data.get("keys", {})
    engine = data.get("engine", ENGINE)
    problems = [f"{path}: there is no setting “{name}”" for name in data if name not in KNOWN]
    if not isinstance(theme, str):
        problems.append(f"{path}: theme is to be a name in quotation marks")
        theme = THEME
    if not isinstance(engine, str):
        problems.append(f"{path}: engine is to be a name in quotation marks")
        engine = ENGINE
    if not isinstance(mouse, bool):
        problems.append(f"{path}: mouse is to be true or false")
        mouse = False
    if not isinstance(keys, dict):
        problems.append(f"{path}: keys is to be a table, [keys]")
        keys = {}
    wrong = [name for name, value in keys.items() if not isinstance(value, str)]
    problems += [f"{path}: the keys of “{name}” are to be names in quotation marks" for name in wrong]
    right = {name: value for name, value in keys.items() if name not in wrong}
    return Settings(theme, mouse, right, engine, tuple(problems))


def choose_engine(settings: Settings) -> None:
    """Let this process, and those that it starts, use the recogniser that is set.

    NEWSREADER_ENGINE in the environment goes before the setting.
    """
    if settings.engine != ENGINE:
        os.environ.setdefault(ENGINE_VARIABLE, settings.engine)
