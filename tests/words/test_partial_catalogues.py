"""The catalogues of other languages: what they say is what English says."""

import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parents[2] / "bot" / "words" / "catalogues"
OTHERS = sorted({file.stem for file in FOLDER.glob("*.po")} - {"en"})
UNLIKE = {"time.day", "time.short_day"}  # patterns, not sentences


def sentences(language: str) -> dict[str, str]:
    with (FOLDER / f"{language}.po").open("rb") as file:
        read = read_po(file, locale=language, abort_invalid=True)
    return {str(message.id): str(message.string) for message in read if message.id}


def names_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


ENGLISH = sentences("en")


@pytest.mark.parametrize("language", OTHERS)
def test_each_sentence_has_the_values_of_the_english_one(language: str) -> None:
    for key, sentence in sentences(language).items():
        if key not in UNLIKE:
            assert names_in(sentence) == names_in(ENGLISH[key]), key


@pytest.mark.parametrize("language", OTHERS)
def test_every_question_about_a_time_is_asked_in_the_language(language: str) -> None:
    theirs = sentences(language)
    assert {key for key in ENGLISH if key.startswith("when.")} <= theirs.keys()
    assert all(sentence.strip() for sentence in theirs.values())
