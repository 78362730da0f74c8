"""Which recogniser finds persons, organisations and places.

It is the built-in one unless NEWSREADER_ENGINE names another: "spacy:" and the name or the path of an
installed spaCy pipeline. The variable is inherited by the processes that help with an add. What a heavier
recogniser finds goes through the same stages as what the built-in one finds: dates, who is who, quotes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache

from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.errors import ArchiveError

VARIABLE = "NEWSREADER_ENGINE"
BUILT_IN = "built-in"
_SPACY = "spacy:"

Recognise = Callable[[Tokens], list[Span]]
"""The spans of a text, in order; they do not overlap."""


class EngineError(ArchiveError):
    """The recogniser that is set cannot be used."""


def chosen() -> str:
    """The name of the recogniser: "built-in", or what NEWSREADER_ENGINE says."""
    return os.environ.get(VARIABLE, "").strip() or BUILT_IN


def recogniser() -> Recognise:
    """The recogniser that is chosen; it is loaded at the first call. Raises EngineError if it cannot be."""
    name = chosen()
    if name == BUILT_IN:
        from index.annotate import entities

        return entities.find
    return _loaded(name)


def version() -> str:
    """What the chosen recogniser adds to the annotator's version: "+spacy:en_core_web_sm-3.8.0".

    Nothing for the built-in one. The pipeline is not loaded; one that is not installed has its name only.
    """
    name = chosen()
    return "" if name == BUILT_IN else _version(name)


@lru_cache(maxsize=1)
def _loaded(name: str) -> Recognise:
    """A recogniser by its name."""
    pipeline = _pipeline(name)
    try:
        from index.annotate.engines import spacy
    except Exception as error:
        raise EngineError(
            f"The setting engine is “{name}”, but spaCy cannot be loaded ({error}); install it: "
            "pip install 'newsreader[spacy]', or take the setting out"
        ) from error
    return spacy.recogniser(pipeline)


@lru_cache(maxsize=1)
def _version(name: str) -> str:
    """The name of a recogniser with the version of its pipeline, as far as it is known."""
    from importlib import metadata

    pipeline = _pipeline(name)
    try:
        return f"+{name}-{metadata.version(pipeline)}"
    except (metadata.PackageNotFoundError, ValueError):
        return f"+{name}" + _digest(pipeline)


def _digest(pipeline: str) -> str:
    """What tells one state of a pipeline on the disk from another: version and time of its description."""
    import json
    from pathlib import Path

    meta = Path(pipeline) / "meta.json"
    try:
        described = json.loads(meta.read_text(encoding="utf-8"))
        return f"-{described.get('version', '')}-{meta.stat().st_mtime_ns // 10**9}"
    except (OSError, ValueError, AttributeError):
        return ""


def _pipeline(name: str) -> str:
    """The name or path of the spaCy pipeline that a setting names."""
    kind, pipeline = name[: len(_SPACY)], name[len(_SPACY) :].strip()
    if kind != _SPACY or not pipeline:
        raise EngineError(
            f"There is no engine “{name}”; set it to “{BUILT_IN}”, or to “{_SPACY}” and the name of an "
            f"installed spaCy pipeline, such as “{_SPACY}en_core_web_sm”"
        )
    return pipeline
