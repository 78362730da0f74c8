"""A spaCy pipeline in place of the built-in recogniser: chosen, loaded, mapped, named in the version."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from index.adding import pool
from index.annotate import annotate, engines
from index.models import UNKNOWN_DATE, Label, QuoteKind
from reader.cli import main
from reader.settings import Settings, choose_engine

TEXT = (
    "“We are ready,” said Zorblat Quux, president of the Flurb Institute in Xanthia, on Tuesday night.\n\n"
    "Xanthian officials paid $5 million. He left."
)
NAMES = {
    "Zorblat Quux": "PERSON",
    "the Flurb Institute": "ORG",
    "Xanthia": "GPE",
    "Tuesday night": "DATE",
    "Xanthian": "NORP",
    "$5 million": "MONEY",
}


@dataclass(frozen=True)
class Entity:
    """An entity as spaCy gives it."""

    start_char: int
    end_char: int
    label_: str


@dataclass(frozen=True)
class Document:
    """A text with its entities, as spaCy gives it."""

    ents: list[Entity]


class Language:
    """A pipeline that knows some names; like spaCy's it does not read what is no Unicode."""

    pipe_names = ("entity_ruler",)

    def pipe(self, texts: Iterable[str]) -> Iterator[Document]:
        for text in texts:
            text.encode("utf-8")
            ends = [
                (at, at + len(name), label) for name, label in NAMES.items() if (at := text.find(name)) >= 0
            ]
            whole = [each for each in ends if text[each[1] : each[1] + 1] != "n"]
            yield Document([Entity(*each) for each in sorted(whole)])


@pytest.fixture(autouse=True)
def _no_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(engines.VARIABLE, raising=False)
    _forget()
    yield
    _forget()


def _forget() -> None:
    engines._loaded.cache_clear()
    engines._version.cache_clear()
    sys.modules.pop("index.annotate.engines.spacy", None)
    vars(engines).pop("spacy", None)


def _install(monkeypatch: pytest.MonkeyPatch, module: ModuleType | None) -> None:
    monkeypatch.setitem(sys.modules, "spacy", module)
    monkeypatch.setenv(engines.VARIABLE, "spacy:tiny")


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module in the place of spaCy."""
    module = ModuleType("spacy")
    module.load = lambda name: Language()  # type: ignore[attr-defined]
    _install(monkeypatch, module)
    return module


@pytest.mark.usefixtures("fake")
def test_what_a_pipeline_finds_goes_through_the_same_stages() -> None:
    _check()


def _check() -> None:
    found = annotate(TEXT)
    told = [(mention.text, mention.label, mention.value) for mention in found.mentions]
    assert told == [
        ("Zorblat Quux", Label.PERSON, None),
        ("Flurb Institute", Label.ORG, None),
        ("Xanthia", Label.PLACE, None),
        ("Tuesday", Label.DATE, None),
        ("Xanthian", Label.MISC, None),
        ("$5 million", Label.DATE, "5000000 $"),
    ]
    (quote,) = found.quotes
    assert (quote.kind, quote.speaker_name) == (QuoteKind.DIRECT, "Zorblat Quux")


@pytest.mark.usefixtures("fake")
def test_hostile_and_long_texts_reach_a_pipeline_whole() -> None:
    filler = "word " * 10_000
    text = f"\ud800\x00\u202e {filler} Zorblat Quux left."
    (mention,) = (each for each in annotate(text).mentions if each.label is Label.PERSON)
    assert text[mention.start : mention.end] == "Zorblat Quux"


def test_a_blank_spacy_pipeline_with_a_ruler(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    language = spacy.blank("en")
    ruler = language.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in NAMES.items()])
    language.meta["version"] = "1.2.3"
    language.to_disk(tmp_path / "tiny")
    monkeypatch.setenv(engines.VARIABLE, f"spacy:{tmp_path / 'tiny'}")
    _check()
    assert engines.version().startswith(f"+spacy:{tmp_path / 'tiny'}-1.2.3-")


@pytest.mark.usefixtures("fake")
def test_the_engine_is_part_of_the_annotators_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: {"tiny": "3.8.0"}[name])
    chosen = pool.annotator_version()
    monkeypatch.delenv(engines.VARIABLE)
    assert chosen == pool.annotator_version() + "+spacy:tiny-3.8.0"


@pytest.mark.parametrize("setting", ["", " ", "built-in"])
def test_without_a_setting_it_is_the_built_in_one(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    from index.annotate import entities

    monkeypatch.setenv(engines.VARIABLE, setting)
    assert engines.recogniser() is entities.find
    assert engines.version() == ""


def test_the_setting_is_taken_unless_the_environment_names_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(engines.VARIABLE, "spacy:one")
    choose_engine(Settings(engine="spacy:two"))
    assert engines.chosen() == "spacy:one"
    monkeypatch.delenv(engines.VARIABLE)
    choose_engine(Settings(engine="spacy:two"))
    assert engines.chosen() == "spacy:two"


def _run(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> int:
    line = json.dumps({"id": 1, "text": TEXT}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line)))
    return main(words)


def test_without_spacy_the_user_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _install(monkeypatch, None)
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    add = ["add", "--archive", str(tmp_path / "archive"), str(tmp_path / "one.txt")]
    for words in (["annotate"], add):
        assert _run(monkeypatch, words) == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert "pip install 'newsreader[spacy]'" in told.err
        assert "Traceback" not in told.err


def test_without_the_pipeline_the_user_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fake: ModuleType
) -> None:
    def load(name: str) -> Language:
        raise OSError(f"[E050] Can't find model '{name}'.")

    fake.load = load  # type: ignore[attr-defined]
    assert _run(monkeypatch, ["annotate"]) == 1
    assert "python -m spacy download tiny" in capsys.readouterr().err


def test_an_engine_that_there_is_not_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(engines.VARIABLE, "oracle")
    assert _run(monkeypatch, ["annotate"]) == 1
    assert "no engine “oracle”" in capsys.readouterr().err


@pytest.mark.usefixtures("fake")
def test_a_batch_is_not_left_out_silently_when_no_engine_can_be_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert pool.annotate_batch([(TEXT, UNKNOWN_DATE)])[0] is not None
    monkeypatch.setenv(engines.VARIABLE, "oracle")
    with pytest.raises(engines.EngineError):
        pool.annotate_batch([(TEXT, UNKNOWN_DATE)])
