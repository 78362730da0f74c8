"""Names of news outlets: which words are one, and how it is written."""

from __future__ import annotations

import re

_KNOWN = """
ABC|ABC News|AFP|Agence France-Presse|Al Jazeera|Al Arabiya|Al-Monitor|ANI|ANSA|AP|AP News|
Associated Press|The Associated Press|Axios|Barron's|BBC|BBC News|BBC Sport|Bloomberg|Bloomberg News|
Boston Globe|Breitbart|BuzzFeed News|BuzzFeed|CBC|CBC News|CBS|CBS News|CBS Sports|Channel 4 News|
CNA|CNBC|CNN|C-SPAN|CTV News|Daily Mail|Daily Beast|The Daily Beast|Der Spiegel|Deutsche Welle|dpa|
DPA|DW|EFE|ESPN|EPA|Euronews|Financial Times|Forbes|Fortune|Fox News|France 24|Global News|
Globe and Mail|HuffPost|Huffington Post|IANS|Insider|Business Insider|Interfax|ITAR-TASS|ITV News|
Kyiv Independent|Kyodo|Kyodo News|Le Monde|Los Angeles Times|MarketWatch|Mother Jones|MSNBC|
National Post|National Public Radio|NBC|NBC News|New York Post|New York Times|Newsweek|Nikkei Asia|
NPR|PA Media|PBS|PBS NewsHour|Politico|Press Association|Press Trust of India|ProPublica|PTI|
Radio Free Asia|RFE/RL|Reuters|RIA Novosti|RT|Rolling Stone|SBS News|Sky News|Slate|
South China Morning Post|Sputnik|Sputnik News|STV News|TASS|TechCrunch|The Atlantic|The Economist|
The Globe and Mail|The Guardian|The Hill|The Independent|The Intercept|The New York Times|
The New Yorker|The Telegraph|The Times|The Verge|The Wall Street Journal|The Washington Post|
Thomson Reuters|TIME|Time Magazine|TMZ|Ukrinform|UNIAN|UPI|United Press International|USA Today|
USA TODAY|Vice News|VOA|VOA News|Voice of America|Vox|Wall Street Journal|Washington Examiner|
Washington Post|Washington Times|Wikinews|Wired|Xinhua|Xinhua News Agency|Yahoo News|Yonhap|
Yonhap News Agency|ZDNet
"""
_CANONICAL = {name.strip().casefold(): name.strip() for name in _KNOWN.split("|")}
_SHAPE = re.compile(
    r"(?:The )?(?:[A-Z][\w'’&-]*\.? |of |and |the |de |& ){0,4}"
    r"(?:News|Times|Post|Journal|Tribune|Herald|Guardian|Observer|Telegraph|Gazette|Chronicle|Press|Today|"
    r"Daily|Weekly|Magazine|News Agency|Radio|TV|Television|Review|Mirror|Star|Sun|Express|Standard|"
    r"Independent|Globe|"
    r"Mail|Inquirer|Examiner|Dispatch|Sentinel|Register|Monitor|Courier|Bulletin|Wire|Newspaper|Broadcasting)"
    r"(?: (?:Agency|Service|Online|Network|Group|International|Now))?"
)
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,12})/?", re.I)
_FILE_ENDING = re.compile(r"\.(?:html?|php|aspx?|txt|pdf|jpe?g|png)/?$", re.I)
_NO_OUTLETS = frozenset(
    {
        "breaking news",
        "latest news",
        "top news",
        "world news",
        "local news",
        "sports news",
        "more news",
        "the press",
    }
    | {
        "related news",
        "news today",
        "business news",
        "the star",
        "the daily",
        "video news",
        "the sun",
        "the news",
    }
)
_ACRONYMS = frozenset(re.split(" ", "ABC AP BBC CBC CBS CNN EU FM FT ITV NBC NPR NY PBS TV UK UN UPI US USA"))
_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "de"})
_LONGEST = 60
_MOST_WORDS = 5
_RIGHTS = re.compile(
    r"(?:copyright ?©?|©|\(c\)) ?(?:copyright )?(?:\d{4}(?: ?[-–] ?\d{4})?,? )?(?:by )?"
    r"(?P<name>[^\W\d][\w'’& .-]{2,50}?)(?:,? \d{4})?"
    r"(?:\.(?: |$)|,? (?:all rights|inc\b|ltd\b|llc\b|limited\b)|[|,]|$)",
    re.I,
)


def outlet(name: str) -> str | None:
    """Return the usual spelling of an outlet's name, or None if the words are no such name.

    A name is well known ("UPI", "THE HILL"), a domain ("kyivpost.com"), or built like one ("Leeds
    Evening Gazette").
    """
    name = name.strip(" .·•|-–—")
    if not name or len(name) > _LONGEST:
        return None
    known = _CANONICAL.get(name.casefold())
    if known is not None:
        return known
    domain = _DOMAIN.fullmatch(name)
    if domain is not None:
        return None if _FILE_ENDING.search(name) else domain[1]
    if name.casefold() in _NO_OUTLETS:
        return None
    usual = usual_case(name)
    return usual if " " in usual and _SHAPE.fullmatch(usual) else None


def rights_holder(line: str) -> str | None:
    """Return the name in a line of copyright ("© 2024 Leeds Gazette. All rights reserved."), else None."""
    found = _RIGHTS.match(line[: _LONGEST * 2])
    return found["name"].strip() if found is not None and len(found["name"].split()) <= _MOST_WORDS else None


def usual_case(name: str) -> str:
    """Return a name in capitals as it is usually written; acronyms and other names stay."""
    known = _CANONICAL.get(name.casefold())
    if known is not None:
        return known
    if not name.isupper() or (" " not in name and len(name) <= 5):
        return name
    words = [_usual_word(word, at) for at, word in enumerate(name.split())]
    return " ".join(words)


def _usual_word(word: str, at: int) -> str:
    """One word of a name in its usual case."""
    if word in _ACRONYMS:
        return word
    lower = word.lower()
    return lower if at and lower in _SMALL else word[:1] + lower[1:]
