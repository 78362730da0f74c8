"""Captions and credits of pictures, set apart from the text of an article."""

from __future__ import annotations

import re

_LONGEST = 700
_MOST_WORDS = 90

_AGENCY = (
    r"(?:AP|AFP|EPA(?:-EFE)?|EFE|REUTERS|Reuters|UPI|TASS|Sputnik|Xinhua|ANSA|dpa|DPA|Getty(?: Images)?|"
    r"Shutterstock|iStock|Alamy|Unsplash|Pexels|Pixabay|Wikimedia(?: Commons)?|Flickr|Bloomberg|"
    r"ZUMA(?: Press)?|Anadolu(?: Agency)?|NurPhoto|"
    r"PA(?: Wire| Media| Images)?|Ukrinform|UNIAN|Kyodo|Yonhap|Handout|Pool|POOL|HANDOUT)"
)
_WORD = (
    r"(?:[Pp]hoto(?:graph)?|PHOTO|[Ii]mage|IMAGE|[Pp]icture|[Ii]llustration|[Cc]redit|[Ff]oto|[Pp]ics?|PICS?)"
)
_LABEL = rf"(?:{_WORD}(?: (?:credit|source|courtesy|by))?|Photo illustration|[Cc]ourtesy)"
# After a colon only names count: "Photo: Jane Doe" is a credit, "Photo: storm hits coast" a headline.
_NAME = r"(?:[A-Z0-9@©][\w.'’&-]*+|[\w-]+\.[a-z]{2,6}|of|the|by|via|for|and|de|van|von|al)"
_CAPITALS = rf"{_NAME}(?:[\s,/|]{{1,3}}{_NAME}){{0,14}}"
_NAMES = r"[^.!?()\[\]\n]{2,90}"
# A credit by itself: "Photo by Jane Doe/EPA", "Image: Agency", "AP Photo/Jane Doe", "Jane Doe/Reuters".
_CREDIT = (
    rf"(?:{_LABEL} ?: ?{_CAPITALS}"
    rf"|(?:[Ff]ile )?[Pp]hoto(?:graph)?s? (?:by|courtesy of|via|from) ?:? ?{_NAMES}"
    rf"|(?:[Ff]ile [Pp]hoto|FILE PHOTO|[Aa]rchive photo)(?: ?[:/,] ?{_NAMES})?"
    rf"|{_AGENCY} (?:[Pp]hoto|[Ff]ile)(?: ?[/:] ?{_NAMES})?"
    rf"|(?:[\w.'’ -]{{2,60}} ?/ ?)?{_AGENCY}(?: ?(?:/|via|,) ?[\w.'’ -]{{2,50}}){{0,3}})"
)
_WHOLE = re.compile(
    rf"[(\[]?{_CREDIT}[)\]]?\.?|"
    r"Image ?: ?.{3,300}[.!?] Pics?:.{2,60}|"
    rf"\((?:{_NAME} ){{1,4}}?(?:{_NAME}/{_NAME}|for {_NAME})"
    rf"(?:(?:; | )(?:[Ii]llustration|iStock|{_NAME})){{0,8}}\)|"
    rf"\([Ii]llustration by {_NAMES}\)|"
    rf"\((?:{_NAME} ){{1,4}}illustrations?(?:; ?{_NAMES})?\)|"
    r"(?:Image|Media|Photo) (?:source|caption|copyright|credit)\b ?,? ?:? ?.{0,300}|"
    r"(?:FILE ?PHOTO|FILE|File photo|File) ?(?:[-–—:]) .{3,500}"
)
_AT_END = re.compile(
    rf"(?:[(\[]\s?(?:(?:[Ff]ile|FILE) ?: ?)?(?:[\w .,'’/-]{{0,60}}\b)?{_CREDIT}\s?[)\]]"
    rf"|(?:(?<=[.!?”\"’)])|[|—–]) ?{_CREDIT}"
    rf"|(?<=[.!?”\"’)]) ?© ?{_CAPITALS}"
    rf"|(?<=[.!?”\"’)]) ?\((?:{_NAME} ){{1,3}}(?:{_NAME} ?/ ?|for The ){_CAPITALS}\))\.?$"
)
# The broadcaster's form: the agency, then the caption, which is no sentence with a stop.
_AT_START = re.compile(
    rf"{_AGENCY}(?:(?: via |/){_AGENCY})? "
    r"(?:(?:An?|The|Two|Three|Four|Five|Some|Many|People|File|In)\b|"
    r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3} [a-z]).{8,250}[^.!?\"”'’]"
)
# In brackets at the end of a paragraph an agency alone may be its source, not a picture's.
_BARE_AGENCY = re.compile(rf"[(\[]?\s?{_AGENCY}\s?[)\]]?\.?")
_END_REACH = 220


def is_caption_below(line: str) -> bool:
    """Whether a line that is not the first is a caption: also one that opens with its agency or "Image:"."""
    if is_caption(line):
        return True
    return len(line.split()) <= _MOST_WORDS // 2 and (
        _AT_START.fullmatch(line) is not None or re.fullmatch(r"Image: [A-Z].{3,300}", line) is not None
    )


def is_caption(line: str) -> bool:
    """Whether a paragraph is a caption or a credit: it is one as a whole, or ends in a credit set apart."""
    if len(line) > _LONGEST or len(line.split()) > _MOST_WORDS:
        return False
    if _BARE_AGENCY.fullmatch(line):
        return False
    if _WHOLE.fullmatch(line):
        return True
    reach = line[-_END_REACH:]
    found = _AT_END.search(reach)
    return found is not None and _BARE_AGENCY.fullmatch(found[0].lstrip("|—– ")) is None
