"""Learning who speaks: examples from gold, the fit, the shares of right decisions, and the file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.annotate.attribution import weights
from index.annotate.attribution.training import cues, fitting, gold, learning
from index.annotate.attribution.training.fitting import Settings

SETTINGS = Settings(epochs=20, rate=0.2, pull=0.001)
TEXTS = (
    "“We are going home to the harbour,” Miriam Hale said. Ivo Poe listened to her.",
    "Ivo Poe met Miriam Hale. “The harbour is closed today,” she told the council.",
    "Rosa Quispe said: “Nobody has asked the council about it.” Ivo Poe left the town.",
)
SPEAKERS = ("Miriam Hale", "she", "Rosa Quispe")


def documents(folder: Path) -> list[gold.Gold]:
    """The texts as a gold file has them, read."""
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(_document(number)) for number in range(len(TEXTS) * 4)), "utf-8")
    return list(gold.read(path))


def _document(number: int) -> dict[str, object]:
    text, speaker = TEXTS[number % len(TEXTS)], SPEAKERS[number % len(TEXTS)]
    start = text.index(speaker)
    quote = {
        "start": text.index("“") + 1,
        "end": text.index("”"),
        "kind": "direct",
        "speaker": speaker,
        "speaker_start": start,
        "speaker_end": start + len(speaker),
        "speaker_name": "Miriam Hale" if speaker == "she" else speaker,
    }
    return {"id": f"document {number}", "text": text, "quotes": [quote]}


def test_the_gold_tells_which_alternatives_are_right(tmp_path: Path) -> None:
    first, second, *_ = documents(tmp_path)
    quote = gold.quote_of(first, 0)
    assert quote is not None
    assert quote["speaker"] == "Miriam Hale"
    assert gold.is_reported(first, 0)
    assert list(gold.pronouns(second).values()) == ["Miriam Hale"]
    assert not gold.pronouns(first)


def test_relative_clauses_count_for_the_name_before_them(tmp_path: Path) -> None:
    text = "Miriam Hale, who called the plan “a ship without a rudder or a sail”, left Ivo Poe alone."
    start = text.index("who")
    quote = {"start": text.index("“") + 1, "end": text.index("”"), "kind": "mixed", "speaker": "who"}
    quote |= {"speaker_start": start, "speaker_end": start + 3, "speaker_name": None}
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"id": "one", "text": text, "quotes": [quote]}), "utf-8")
    (document,) = gold.read(path)
    examples = learning.pair_examples([document], weights.load())
    ((features, right),) = examples
    assert right
    assert right != {len(features) - 1}


def test_names_match_by_their_words() -> None:
    assert gold.same_name("José Carrasco", "Jose Carrasco")
    assert gold.same_name("Hale", "Miriam Hale")
    assert gold.same_name("Miriam Hale’s", "Miriam T. Hale")
    assert not gold.same_name("Robert Hale", "Miriam Hale")
    assert not gold.same_name("", "Miriam Hale")


def test_words_beside_sources_are_counted(tmp_path: Path) -> None:
    counts = cues.count(documents(tmp_path))
    assert counts["said"][0] == 8
    assert counts["told"] == (4, 4)
    assert "listened" not in counts
    assert all(said <= seen for said, seen in counts.values())


def test_what_is_learned_is_written_and_read_alike(tmp_path: Path) -> None:
    found = documents(tmp_path)
    learned = learning.train(found, found)
    assert learned == learning.train(found, found)
    fitted = weights.of_json(json.dumps(asdict(learned)))
    scored = learning.mention_scores(found, fitted)
    assert len(scored) == len(found)
    assert all(right for *_, right in scored)


def test_the_fit_prefers_what_is_right_and_leaves_what_is_rare_out() -> None:
    examples = [([["near"], ["far"]], {0})] * 20 + [([["near"], ["far", "once"]], {0})]
    table = fitting.fit(examples, SETTINGS, {})
    assert table["near"] > 0 > table["far"]
    assert "once" not in table


def test_the_fit_starts_from_its_prior_and_keeps_it() -> None:
    table = fitting.fit([([["near"], ["far"]], {0})] * 5, SETTINGS, {"label": 6.0, "near": 1.0})
    assert table["label"] == 6.0
    assert table["near"] >= 1.0


def test_examples_without_a_choice_teach_nothing() -> None:
    assert fitting.fit([([["a"], ["b"]], {0, 1}), ([["a"], ["b"]], set())], SETTINGS, {}) == {}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=200), st.integers(1, 40))
def test_a_curve_never_falls_and_keeps_the_share(scored: list[tuple[float, bool]], least: int) -> None:
    steps = fitting.curve(scored, least)
    shares = [share for _, share in steps]
    assert shares == sorted(shares)
    assert [bound for bound, _ in steps] == sorted(bound for bound, _ in steps)
    assert all(0 <= share <= 1 for share in shares)
    curve = weights.Curve(*zip(*steps, strict=True))
    assert shares[0] <= curve.at(0.5) <= shares[-1]
    assert curve.at(-1.0) == shares[0]
    assert curve.at(2.0) == shares[-1]
