"""Archives whose articles name and quote whom a test says, without an annotator."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.adding.prepare import Prepared, prepare, with_annotations
from index.archive import open_archive
from index.local import LocalArchive
from index.models import Annotations, Draft, Label, Mention, Quote, QuoteKind


@dataclass(frozen=True)
class Named:
    """A mention to be: what the text says, the fullest name, and what follows if it is quoted."""

    text: str
    name: str = ""
    label: Label = Label.PERSON
    says: str = ""


def article(*named: Named) -> Prepared:
    """An article that names these one after the other."""
    text, mentions, quotes = "News of the day", [], []
    ids: dict[tuple[Label, str], int] = {}
    for each in named:
        name = each.name or each.text
        number = ids.setdefault((each.label, name), len(ids) + 1)
        text += ". Then "
        start = len(text)
        text += each.text
        mentions.append(Mention(start, len(text), each.text, each.label, name, number))
        if each.says:
            cue = len(text) + 1
            text += f" said “{each.says}”"
            begin = cue + 6
            quotes.append(
                Quote(
                    begin,
                    begin + len(each.says),
                    each.says,
                    QuoteKind.DIRECT,
                    each.text,
                    start,
                    start + len(each.text),
                    name,
                    number,
                    "said",
                    cue,
                    cue + 4,
                    0.9,
                )
            )
    ready = prepare(Draft("", text + "."))
    assert ready is not None
    assert ready.article.text == text + "."
    return with_annotations(ready, Annotations(tuple(mentions), tuple(quotes)), "1")


SERGEI = Named("Sergei Dorn", says="We stay")
SERGEY = Named("Sergey Thorn", says="We go")
ORG = Named("Harbour Board", label=Label.ORG, says="It is shut")


def archive_of(path: Path, *articles: Prepared) -> LocalArchive:
    archive = open_archive(path, create=True)
    archive._store.database.execute("PRAGMA synchronous = OFF")
    archive._store.add(articles)
    return archive
