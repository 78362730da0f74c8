"""Text as an enemy would send it: to take over the terminal, to hide words, to crash a reader."""

from __future__ import annotations

CLIPBOARD = "\x1b]52;c;ZXZpbA==\x07"
TITLE = "\x9d0;owned\x9c"
COLOURS = "\x1b[31mred\x1b[0m \x9b31mred"
SCREEN = "\x1b[2J\x1b[?1049l\x1bc"
BIDI = "\u202eevil\u202c \u2066isolated\u2069 \u200f"
NUL = "a\x00b\x07c\x08d\x7fe"
SURROGATE = "lone \ud800 surrogate"
MARKUP = "[Update] [/] [bold]loud[/bold] [@click=app.quit]quit[/] \\["
MARKS = "e" + "\u0301" * 5000
SEPARATORS = "one\u2028two\u2029three\x85four\x0bfive"
TAGS = "\U000e0041\U000e0042 \ufffe \ufdd0"
WIDE = "日本語のニュース 👩‍👩‍👧 🇺🇦 ｆｕｌｌ"

ALL = (CLIPBOARD, TITLE, COLOURS, SCREEN, BIDI, NUL, SURROGATE, MARKUP, MARKS, SEPARATORS, TAGS, WIDE)

FORBIDDEN = frozenset(
    chr(code)
    for code in (
        *range(0x0A),
        *range(0x0B, 0x20),
        *range(0x7F, 0xA0),
        *(0x061C, 0x200E, 0x200F, 0x2028, 0x2029),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),
    )
)
"""What must never be on a screen, beside the line feeds between its rows."""
