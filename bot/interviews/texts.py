"""What a text that somebody typed must be before it is kept."""

from __future__ import annotations

import unicodedata

from bot.interviews.refusals import Refusal, Refused

LAYOUT = frozenset("\n\r\t")  # control characters that people type
UNSHOWABLE = frozenset({"Cc", "Cs"})  # Unicode's control characters, and surrogates without a pair


def readable(text: str, field: str) -> str:
    """Give the text exactly as it was typed, if it can be stored and shown again.

    A control character (NUL too; new lines and tabs may stand) or half of a surrogate pair is
    Refused (UNREADABLE_TEXT, with the field): no database and no calendar file takes them all.
    """
    if not text.isprintable() and any(
        unicodedata.category(character) in UNSHOWABLE and character not in LAYOUT
        for character in text
    ):
        raise Refused(Refusal.UNREADABLE_TEXT, field)
    return text
