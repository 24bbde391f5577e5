"""A line in the speaker's own language reads as the English one that it stands for."""

from itertools import chain

import pytest

from bot.slack.grammar import BY_WORD, Who, read_line, word_or_name
from bot.slack.grammar.keywords import KEYWORDS, KINDS, LIST_DAYS, UNANSWERED
from bot.slack.grammar.own_words import OWN_WORDS
from bot.when import time_words

BOOKED = "@ana with @pat {when} phone"
CASES = [
    ("de-DE", "@ana mit @pat morgen um 15 Uhr Telefon", BOOKED, "morgen um 15 Uhr"),
    ("es-ES", "@ana con @pat el lunes a las 15:00 por teléfono", BOOKED, "el lunes a las 15:00"),
    ("fr-FR", "@ana avec @pat lundi à 15h par téléphone", BOOKED, "lundi à 15h"),
    ("it-IT", "@ana con @pat lunedì alle 15 per telefono", BOOKED, "lunedì alle 15"),
    ("nl-NL", "@ana met @pat om kwart voor drie telefoon", BOOKED, "om kwart voor drie"),
    ("pt-BR", "@ana com @pat quinze para as três telefone", BOOKED, "quinze para as três"),
    ("de-DE", "27 verschieben auf Montag 15 Uhr", "27 move {when}", "Montag 15 Uhr"),
    ("fr-FR", "déplacer 27 à demain 15h", "27 move {when}", "demain 15h"),
    ("pt-BR", "27 mover para segunda", "27 move {when}", "segunda"),
    ("es-MX", "27 las 3 con 10", "27 {when}", "las 3 con 10"),
    ("de-DE", "27 absagen Pat ist krank", "27 cancel {when}", "Pat ist krank"),
    ("nl-NL", "27 verplaatsen naar maandag", "27 move {when}", "maandag"),
    ("es-ES", "hoy", "today", ""),
    ("de-DE", "Hilfe", "help", ""),
    ("en-GB", "pending", "unanswered", ""),
    ("en-GB", "27 room 5", "27 at room 5", ""),
    ("en-GB", "27 link <https://x.com>", "27 place <https://x.com>", ""),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "own", "english", "when"), CASES)
def test_it_reads_alike(locale: str, own: str, english: str, when: str) -> None:
    assert read_line(own, locale) == read_line(english.format(when=when), locale)


def test_each_stands_for_a_word_that_the_grammar_knows() -> None:
    known = {*BY_WORD, *KEYWORDS, *LIST_DAYS, *chain.from_iterable(KINDS), UNANSWERED, "to"}
    meant = {english for words in OWN_WORDS.values() for english in words.values()}
    assert meant <= known


def test_only_those_who_speak_it_are_understood() -> None:
    assert read_line("27 verschieben", "en-GB").left_over == ("verschieben",)


@pytest.mark.parametrize("language", OWN_WORDS)
def test_no_verb_or_kind_is_a_word_of_time(language: str) -> None:
    days = {"today", "tomorrow", "week", "to", "with", "for"}
    others = [own for own, english in OWN_WORDS[language].items() if english not in days]
    assert [own for own in others if any(time_words([own], language))] == []


NAMES = [
    ("de-DE", "@ana mit {} Montag 15 Uhr Telefon", "Neu"),
    ("es-ES", "@ana con {} lunes 15:00 teléfono", "Nueva"),
    ("fr-FR", "@ana avec {} lundi 15h téléphone", "Nouvel"),
    ("it-IT", "@ana con {} lunedì alle 15 telefono", "Nuovo"),
    ("nl-NL", "@ana met {} maandag 15:00 telefoon", "Nieuw"),
    ("pt-BR", "@ana com {} segunda às 15h telefone", "Nova"),
]


@pytest.mark.parametrize(("locale", "line", "name"), NAMES)
def test_where_a_name_is_expected_it_is_one(locale: str, line: str, name: str) -> None:
    for said in (name, name.lower(), f"{name} Silva"):
        read = read_line(line.format(said), locale)
        assert (read.interviewer, read.left_over) == (Who(name=said), ())
    assert read_line(line.format(name), locale) == read_line(line.format(f"@{name}"), locale)


@pytest.mark.parametrize(("locale", "line", "name"), NAMES)
def test_at_the_beginning_it_may_be_the_command_or_somebody(
    locale: str, line: str, name: str
) -> None:
    text = line.format("@pat").replace("@ana", name.lower())
    doubt = word_or_name(text, locale)
    assert doubt is not None
    assert doubt.as_word == text.replace(name.lower(), "new", 1)
    assert read_line(doubt.as_word, locale) == read_line(text, locale)
    assert doubt.who == Who(name=name.lower())
    assert word_or_name(doubt.as_word, locale) is None
    assert word_or_name(f"{name} {line.format('@pat')}", locale) is None  # Ana is interviewed


@pytest.mark.parametrize(
    "line", ["27 mover nova", "mover 27 para segunda", "@ana", "", "cancelar 27"]
)
def test_nothing_is_in_doubt_elsewhere(line: str) -> None:
    assert word_or_name(line, "pt-BR") is None
