"""How a sentence takes its values: a small word joins what follows it, as "d’Ana" in French.

A sentence of a catalogue cannot know how the name will begin that is put into it.
"""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Mapping

NOT_KNOWN = "…"
SEAM = "\0"  # stands before each value, and never in one
_VOWEL = "(?i:[aeiouàáâãäåæèéêëìíîïòóôõöøœùúûü])"
_JOINED: Mapping[str, Mapping[str, str]] = {
    "es": {rf"\by {SEAM}(?=(?i:h?[ií](?![aeo])))": "e ", rf"\bo {SEAM}(?=(?i:h?[oó]))": "u "},
    "fr": {
        rf"\b(d|qu)e {SEAM}(?!UTC)(?={_VOWEL})": r"\1’",
        rf"\bde {SEAM}Le (?=\w)": "du ",
    },
    "it": {
        rf"\b([ae]) {SEAM}(?=(?i:\1))": r"\1d ",
        rf"\bdi {SEAM}Il (?=\w)": "del ",
        rf"\bdi {SEAM}L’(?=\w)": "dell’",
    },
}
_RULES = {
    language: [(re.compile(small), said) for small, said in rules.items()]
    for language, rules in _JOINED.items()
}


class Shown(dict[str, str]):
    """Values in words. One that is not known is shown as that: nothing fails before a person."""

    def __missing__(self, key: str) -> str:
        return NOT_KNOWN


@functools.cache  # by the sentences of the catalogues, which do not change
def named(sentence: str) -> frozenset[str]:
    """Give the names of a sentence's values."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def filled(sentence: str, values: Mapping[str, str], language: str) -> str:
    """Give a sentence with its values, each joined as people say it."""
    if language not in _RULES:
        return sentence.format_map(values)
    return joined(_seamed(sentence).format_map(values), language)


def joined(text: str, language: str) -> str:
    """Give a text in which a seam stands before each value, without its seams."""
    for small, said in _RULES.get(language, ()):
        text = small.sub(said, text)
    return text.replace(SEAM, "")


@functools.cache  # by the sentences of the catalogues, which do not change
def _seamed(sentence: str) -> str:
    return re.sub(r"(?<!\{)\{(?=\w+\})", SEAM + "{", sentence)
