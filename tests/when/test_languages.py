"""The data files of the languages."""

import tomllib
from importlib import resources

import pytest

from bot.when import time_words
from bot.when.lexicon import LANGUAGES, languages_of, lexicon
from bot.when.pieces import GRAMMAR

FILES = ["common", *LANGUAGES]
USED = {
    kind
    for by_first in GRAMMAR.values()
    for rules in by_first.values()
    for rule in rules.values()
    for item in rule.items
    for kind in item.kinds
}


def _tables(name: str) -> dict[str, dict[str, list[str]]]:
    file = resources.files("bot.when") / "languages" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_every_word_of_a_data_file_is_used_by_a_rule(name: str) -> None:
    assert {word for word in _tables(name).get("word", {}) if word not in USED} == set()


@pytest.mark.parametrize("name", FILES)
def test_every_phrase_of_a_data_file_says_something(name: str) -> None:
    for entries in _tables(name).values():
        for phrases in entries.values():
            assert phrases
            assert all(phrase.strip() == phrase for phrase in phrases)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_days_and_numbers(language: str) -> None:
    kinds: dict[str, set[object]] = {}
    for phrases in lexicon(language).phrases.values():
        for phrase in phrases:
            if phrase.kind in {"WEEKDAY", "OFFSET", "NUMBER"}:
                kinds.setdefault(phrase.kind, set()).add(phrase.value)
    assert kinds["WEEKDAY"] == set(range(7))
    assert kinds["OFFSET"] >= {-1, 0, 1, 2}
    assert kinds["NUMBER"] >= set(range(1, 21))


def test_the_speakers_language_comes_first_and_english_second() -> None:
    assert languages_of("de-DE") == ("de", "en")
    assert languages_of("pt_BR") == ("pt", "en")
    assert languages_of("en-GB") == ("en",)
    assert languages_of("fi-FI") == ("en",)


@pytest.mark.parametrize(
    ("locale", "line"),
    [
        ("de-DE", "[morgen] [um] [15] [Uhr] [45] [min] Video"),
        ("es-ES", "[mañana] [a] [las] [15:00] vídeo"),
        ("fr-FR", "[demain] [à] [15h] visio salle 2"),
        ("nl-NL", "[morgen] [om] [half] [drie] telefoon"),
        ("pt-BR", "[amanhã] [às] [15h] sala 2"),
        ("it-IT", "[domani] [alle] [15] [per] [45] [minuti] video"),
        ("de-DE", "[fri] [3pm] video"),
    ],
)
def test_the_words_about_time_are_found_in_any_language(locale: str, line: str) -> None:
    words = [word.strip("[]") for word in line.split()]
    assert time_words(words, locale) == tuple(word.startswith("[") for word in line.split())
