"""Who says what in an archive in memory: profiles of speakers over lists of quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from index.errors import NotFoundError
from index.models import UNKNOWN_DATE, EntityCount, Label, PartialDate, QuoteInArticle, Speaker
from index.models.profiles import MonthCount, Role, SpeakerProfile, Topic
from index.query import matches_text, parse

Found = Sequence[QuoteInArticle]


def newest_first(found: Iterable[QuoteInArticle]) -> list[QuoteInArticle]:
    """Quotes by the date of their article, undated ones last."""
    return sorted(
        found, key=lambda each: (-each.article.published.ordinal, each.article.id, each.quote.start)
    )


def matching(found: Found, query: str) -> list[QuoteInArticle]:
    """The quotes whose words match a query."""
    node = parse(query).node
    return [each for each in found if matches_text(node, each.quote.text)]


def speakers(found: Found) -> list[Speaker]:
    """Who is quoted, most quoted first."""
    own: dict[int, list[QuoteInArticle]] = {}
    for each in newest_first(found):
        if each.quote.speaker_id is not None:
            own.setdefault(each.quote.speaker_id, []).append(each)
    return sorted((_speaker(number, said) for number, said in own.items()), key=lambda each: -each.quotes)


def profile(
    number: int,
    name: str | None,
    found: Found,
    *,
    match: str,
    limit: int,
    offset: int,
    roles: Sequence[Role] = (),
    topics: Sequence[Topic] = (),
) -> SpeakerProfile:
    """What some quotes tell of a speaker, or of somebody who is named and never quoted."""
    own = newest_first(each for each in found if each.quote.speaker_id == number)
    if not own and name is None:
        raise NotFoundError(f"there is no speaker {number}")
    articles = {each.article.id for each in own}
    others = [each for each in found if each.article.id in articles and each.quote.speaker_id != number]
    said = matching(own, match)
    months = Counter(PartialDate(each.article.published.year, each.article.published.month) for each in own)
    dated = sorted((month for month in months if month.year and month.month), key=lambda each: each.ordinal)
    speaker = _speaker(number, own) if own else Speaker(number, name or "", "person", (name or "",), 0, 0)
    about = [each for each in found if each.quote.speaker_id != number and speaker.name in each.quote.text]
    return SpeakerProfile(
        speaker,
        tuple(roles),
        tuple(MonthCount(month, months[month]) for month in dated),
        len(own) - sum(months[month] for month in dated),
        tuple(topics),
        tuple(
            EntityCount(each.speaker_id, each.name, Label.PERSON, each.quotes, each.articles)
            for each in sorted(speakers(others), key=lambda each: -each.articles)
        ),
        tuple(said[offset : offset + limit]),
        len(said),
        len(about),
    )


def _speaker(number: int, own: Found) -> Speaker:
    """A speaker with at least one quote, newest first."""
    dates = [each.article.published for each in own if each.article.published.year]
    return Speaker(
        number,
        own[0].quote.speaker_name or "",
        "person",
        tuple(dict.fromkeys(each.quote.speaker or each.quote.speaker_name or "" for each in own)),
        len(own),
        len({each.article.id for each in own}),
        *((dates[-1], dates[0]) if dates else (UNKNOWN_DATE, UNKNOWN_DATE)),
        sum(not each.quote.sure for each in own),
    )
