"""The sentences of one language, read from its file.

A catalogue is an ordinary gettext file (`catalogues/<language>.po`): the msgid is a key, the
msgstr is the sentence with `{values}`. A key with a plural has itself as its msgid_plural.
"""

from __future__ import annotations

import functools
import gettext
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from babel import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.words.worded import Worded

FOLDER = Path(__file__).parent / "catalogues"
SOURCE = "en"  # every key stands in this one
BARE = ".bare"  # the sentence to say when a value of the full one is not known


class Catalogue:
    """The sentences of one language. What another language lacks is said in English."""

    def __init__(self, language: str, sentences: gettext.GNUTranslations) -> None:
        self.language = language
        self._sentences = sentences
        self.alone: dict[tuple[str, Callable[[str], str]], Worded] = {}  # said without values
        self._without_count = functools.cache(sentences.gettext)  # of so many keys, over and over

    def sentence(self, key: str, count: int | None = None) -> str | None:
        """Give the sentence of a key, its plural chosen by `count`; None = no such key."""
        if count is None:
            found = self._without_count(key)
        else:
            found = self._sentences.ngettext(key, key, count)
        return None if found == key else found


@functools.cache
def catalogue(locale: str | None) -> Catalogue:
    """Give the catalogue nearest to a locale such as "en-GB" or "pt_BR"; English when none is."""
    wanted = (locale or SOURCE).replace("-", "_")
    language = negotiate_locale([wanted, wanted.partition("_")[0]], _languages()) or SOURCE
    return _read(language)


def _languages() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.po"))


@functools.cache
def _read(language: str) -> Catalogue:
    with (FOLDER / f"{language}.po").open("rb") as file:
        read = read_po(file, locale=language, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    sentences = gettext.GNUTranslations(compiled)
    if language != SOURCE:
        sentences.add_fallback(_read(SOURCE)._sentences)  # noqa: SLF001 - one of its own kind
    return Catalogue(language, sentences)
