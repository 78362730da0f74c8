"""Who speaks, rule by rule, in invented sentences."""

from __future__ import annotations

import pytest

from index.annotate import annotate
from index.models import SURE, Quote, QuoteKind

INTRODUCTION = (
    "Peruvian Defense Minister Ivo Carrasco met Bolivian President Rosa Quispe and "
    "U.S. Secretary of State Miriam Hale on Monday.\n\n"
)


def quotes(text: str) -> tuple[Quote, ...]:
    return tuple(quote for quote in annotate(text).quotes if quote.kind is not QuoteKind.INDIRECT)


def speakers(text: str) -> list[str | None]:
    return [quote.speaker_name for quote in quotes(text)]


@pytest.mark.parametrize(
    "text",
    [
        "“We are going home,” Miriam Hale said.",
        "“We are going home,” said Miriam Hale.",
        "“We are going home,” Harbour Council spokeswoman Miriam Hale told reporters on Monday.",
        "“We are going home,” said harbour and port worker Miriam Hale.",
        "“We are going home,” Miriam Hale, a spokeswoman for Acme Bank, said.",
        "“We are going home,” Miriam Hale (D-Ohio), who met Ivo Poe, a baker, later said.",
        "“Are we going home?” Miriam Hale asked.",
        "Miriam Hale said: “We are going home.”",
        "Miriam Hale said on Monday that “we are all going home now.”",
        "Miriam Hale: “We are going home.”",
        "According to Miriam Hale, “we are going home.”",
        "“We are going home,” according to Miriam Hale.",
        "Miriam Hale, who leads the council, said: “We are going home.”",
        "A harbour master, Miriam Hale, said: “We are going home.”",
        "Miriam Hale met Ivo Poe and said: “We are going home.”",
        "Miriam Hale met Ivo Poe on Monday, saying, “We are going home.”",
        "“We are going home.” — Miriam Hale",
        "Ivo Poe met Miriam Hale, who said: “We are going home.”",
        "Miriam Hale of the Harbour Council says: “We are going home.”",
    ],
)
def test_named_speakers(text: str) -> None:
    (quote,) = quotes(text)
    assert quote.speaker == quote.speaker_name == "Miriam Hale"
    assert quote.sure


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("“We are going home,” Miriam Hale said.", "said"),
        ("Miriam Hale has always insisted that “we are going home.”", "insisted"),
        ("According to Miriam Hale, “we are going home.”", "According"),
    ],
)
def test_the_cue_has_offsets(text: str, cue: str) -> None:
    (quote,) = quotes(text)
    assert quote.cue == cue
    assert text[quote.cue_start : quote.cue_end] == cue


def test_an_interrupted_quote_has_one_speaker() -> None:
    text = "Ann Poe came. “We are going,” Miriam Hale said. “And we stay.”"
    assert speakers(text) == ["Miriam Hale", "Miriam Hale"]


def test_each_of_two_quotes_goes_to_its_own_clause() -> None:
    text = "“We are going,” Miriam Hale said. “We stay here,” said Ivo Poe."
    assert speakers(text) == ["Miriam Hale", "Ivo Poe"]


def test_continued_quotes_have_the_speaker_of_the_first() -> None:
    text = "Miriam Hale said: “We go.\n\n“We stay gone.\n\n“For ever and ever.”\n\nIvo Poe laughed."
    assert speakers(text) == ["Miriam Hale"] * 3
    assert all(quote.sure for quote in quotes(text))


def test_a_verb_that_no_list_knows_joins_a_name_to_a_quote() -> None:
    assert speakers("“We are going home,” Miriam Hale blurted out.") == ["Miriam Hale"]


def test_a_floating_quote_has_the_speaker_before() -> None:
    text = "“We are going home,” Miriam Hale said.\n\n“Nobody will miss us in this town.”"
    _, second = quotes(text)
    assert second.speaker == second.speaker_name == "Miriam Hale"
    assert second.cue is None


def test_a_floating_quote_after_somebody_else_is_named_is_less_sure() -> None:
    text = (
        "“We are going home,” Miriam Hale said.\n\nIvo Poe, who owns the harbour, came late and left early."
        "\n\n“Nobody will miss us in this town.”"
    )
    first, second = quotes(text)
    assert second.confidence < SURE <= first.confidence


def test_a_sentence_after_a_finished_quote_is_no_sure_attribution() -> None:
    (quote,) = quotes("“We are going home to our town.” Ivo Poe said nothing.")
    assert not quote.sure


def test_a_paragraph_of_reported_speech_introduces_a_quote() -> None:
    text = "Ivo Poe came late. Miriam Hale said that she was tired.\n\n“We are going home to our town.”"
    assert speakers(text) == ["Miriam Hale"]


def test_a_frame_between_commas_governs_its_sentence() -> None:
    text = (
        INTRODUCTION + "The two sides, Carrasco said, generally agreed “on the main questions of the region.”"
    )
    assert speakers(text) == ["Ivo Carrasco"]


def test_the_strong_verb_governs_over_the_weak_one_inside() -> None:
    text = "Miriam Hale said on Monday that Peru was considering “to provide its own ships” to Chile."
    assert speakers(text) == ["Miriam Hale"]


def test_a_passive_verb_has_no_speaker_but_its_agent() -> None:
    text = "Ivo Poe was described as “a man without any plan at all” by his rivals. Miriam Hale left."
    assert "Ivo Poe" not in speakers(text)
    assert speakers("The plan was described by Miriam Hale as “not a plan at all.”") == ["Miriam Hale"]


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("the Peruvian defense chief", "Ivo Carrasco"),
        ("the U.S. diplomat", "Miriam Hale"),
        ("the Bolivian leader", "Rosa Quispe"),
        ("the secretary of state", "Miriam Hale"),
        ("Carrasco", "Ivo Carrasco"),
    ],
)
def test_nouns_mean_whom_the_article_introduced(mention: str, name: str) -> None:
    text = f"{INTRODUCTION}“We are determined to act,” {mention} said."
    (quote,) = quotes(text)
    assert quote.speaker == mention
    assert quote.speaker_name == name


def test_the_country_decides_between_two_of_one_role() -> None:
    text = "Peruvian President Ivo Poe met President Rosa Quispe.\n\n“We agree,” the Peruvian leader said."
    assert speakers(text) == ["Ivo Poe"]


def test_a_country_alone_decides_where_no_role_is_told_but_is_not_sure() -> None:
    text = "Chile's Ivo Carrasco met Peru's Rosa Quispe and Foreign Minister Miriam Hale."
    (quote,) = quotes(f"{text}\n\n“We agree on every point,” the Chilean defense chief said.")
    assert quote.speaker_name == "Ivo Carrasco"
    assert not quote.sure


@pytest.mark.parametrize(
    "mention",
    ["a senior official", "one resident", "officials", "the police", "another minister", "a diplomat"],
)
def test_unnamed_sources_stay_unnamed(mention: str) -> None:
    (quote,) = quotes(f"{INTRODUCTION}“We are determined to act,” {mention} said.")
    assert quote.speaker == mention
    assert quote.speaker_name is None
    assert not quote.sure


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("Ann Poe met Bob Hale.\n\n“We are going home,” he said.", "Bob Hale"),
        ("Ann Poe met Bob Hale.\n\n“We are going home,” she said.", "Ann Poe"),
        (
            "Bob Hale came home. Tom Poe slept.\n\n“It is late,” Bob Hale said.\n\n“So late,” he said.",
            "Bob Hale",
        ),
        (
            "In a talk with Foreign Minister Ivo Carrasco, Bob Poe had doubts.\n\n“We must wait,” he said.",
            "Bob Poe",
        ),
        (
            "Tovi Lerran took her seat. Karo Mendes parked his car.\n\n“We can begin,” she said.",
            "Tovi Lerran",
        ),
        ("Tovi Lerran said her plan was ready. Bob Poe agreed.\n\n“We can begin,” she said.", "Tovi Lerran"),
    ],
)
def test_pronouns_mean_who_is_in_focus(lead: str, name: str) -> None:
    assert speakers(lead)[-1] == name


def test_organisations_speak() -> None:
    (quote,) = quotes("The State Department said the minister “raised serious concerns with the other side.”")
    assert quote.speaker_name == "State Department"
    assert quote.speaker_id is not None


def test_transcripts_name_their_speakers() -> None:
    text = "Chris Hale met Ann Poe.\n\nHALE: Are you well?\n\nPOE: I am well.\n\nHALE: Good."
    assert speakers(text) == ["Chris Hale", "Ann Poe", "Chris Hale"]


@pytest.mark.parametrize(
    "text",
    [
        "They joined Peru in declaring “unlimited” friendship.",
        "Bob Hale said in a “Meet the Neighbours” program that it rained.",
        "Miriam Hale said the “unlimited” friendship was over.",
        "They tried to “stabilize” the relations of both countries.",
        "Miriam Hale spoke on the radio show “Harbour Hour” again.",
        "Ann “Birdie” Poe left the town.",
        "She is the author of “The Last Harbour of the West.”",
    ],
)
def test_titles_and_scare_quotes_have_no_speaker(text: str) -> None:
    assert [quote for quote in quotes(text) if quote.speaker_name] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We are going home,” Miriam Hale said.", QuoteKind.DIRECT),
        ("Miriam Hale said: “We are going home.”", QuoteKind.DIRECT),
        ("Miriam Hale said it was “deeply troubling.”", QuoteKind.MIXED),
        ("Miriam Hale called the claim “absurd.”", QuoteKind.MIXED),
        ("Miriam Hale said that “severe sanctions” will be imposed.", QuoteKind.MIXED),
    ],
)
def test_kinds(text: str, kind: QuoteKind) -> None:
    (quote,) = quotes(text)
    assert quote.kind is kind
    assert quote.speaker_name == "Miriam Hale"


@pytest.mark.parametrize(
    "text",
    [
        "“We are going home,” the court was told by Miriam Hale.",
        "The Times quoted Miriam Hale as saying “we are all going home now”.",
        "Miriam Hale met Ivo Poe. Her reply was clear: “We are going home today.”",
        "Miriam Hale's statement read: “We are going home.”",
        "As Miriam Hale put it, the harbour is “a ship without a rudder”.",
        "Ivo Poe spoke on Monday, with Miriam Hale saying: “We are going home.”",
        "“We are going home,” Miriam Hale said, according to Acme Bank.",
        "Miriam Hale made this comment on Monday:\n\n“We are going home to our town.”",
    ],
)
def test_constructions_that_hide_the_speaker(text: str) -> None:
    (quote,) = quotes(text)
    assert quote.speaker_name == "Miriam Hale"


def test_one_of_several_who_speak_together_is_never_sure() -> None:
    (quote,) = quotes("“We are going home,” Miriam Hale and Ivo Poe said in a joint statement.")
    assert quote.speaker_name in ("Miriam Hale", "Ivo Poe")
    assert not quote.sure


def test_an_interview_has_the_answers_of_whom_it_introduces() -> None:
    text = (
        "Miriam Hale was fourteen when her father left.\n\nQ: What did you find?\n\nA: I came home to nobody."
        "\n\nQ: Did anybody help you?\n\nA: No, no one did.\n\nIt was a long night.\n\nQ: Thank you."
    )
    assert speakers(text) == [None, "Miriam Hale", None, "Miriam Hale", "Miriam Hale", None]
    assert quotes(text)[0].speaker is None


def test_turns_in_capitals_are_those_of_the_people_with_these_last_names() -> None:
    text = (
        "Ivo Poe asked Miriam Hale about the harbour.\n\nPOE: Where is the ship?\n\nHALE: I do not know.\n\n"
        "POE: Who does?\n\nHALE: Nobody. It left.\n\nIt was old."
    )
    assert speakers(text)[:4] == ["Ivo Poe", "Miriam Hale", "Ivo Poe", "Miriam Hale"]


@pytest.mark.parametrize(
    "text",
    [
        "Miriam Hale said she never used the term “three amigos” in the talks.",
        "Miriam Hale denied saying “he is a liar and a thief”.",
        "Miriam Hale denied that she had called it “a disgrace to the town”.",
        "Ivo Poe was angry. Miriam Hale has not said “we are going home” in the council.",
    ],
)
def test_words_that_somebody_denies_are_never_sure(text: str) -> None:
    assert all(not quote.sure for quote in quotes(text))


def test_what_somebody_says_of_a_thing_that_is_not_is_sure() -> None:
    (quote,) = quotes("Miriam Hale said it was not “fair to the people” of the town.")
    assert quote.sure


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Poe rejected a call by opposition leader Miriam Hale for him to “resign at once”.",
        "Ivo Poe went on, despite a call for him to “pause for thought” from Miriam Hale.",
    ],
)
def test_a_call_that_another_rejects_is_its_makers(text: str) -> None:
    assert speakers(text) == ["Miriam Hale"]


def test_a_pronoun_after_an_unnamed_source_is_nobody_named_before() -> None:
    text = "Ivo Poe lost. A Treasury spokesman said Mr Poe was wrong. He added: “We are going home.”"
    assert speakers(text) == [None]


def test_reported_words_hold_marked_pieces_whole_and_no_that() -> None:
    text = "Miriam Hale said that the harbour was a “decent, fair-minded” place for ships."
    found = [quote.text for quote in annotate(text).quotes if quote.kind is QuoteKind.INDIRECT]
    assert found == ["the harbour was a “decent, fair-minded” place for ships"]
