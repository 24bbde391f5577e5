"""The catalogues of other languages: they say all that people read, and what English says.

Each sentence of English is in all of them, but what programs and the command line say.
"""

import functools
import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.slack.forms.preferences import LANGUAGES

FOLDER = Path(__file__).parents[2] / "bot" / "words" / "catalogues"
OTHERS = sorted({file.stem for file in FOLDER.glob("*.po")} - {"en"})
UNLIKE = {"time.day", "time.short_day", "list.line.own"}  # patterns, not sentences
FOR_PROGRAMS = re.compile(  # what the API says beside refusals, and what is said of a file
    r"import\..+|unreadable\..+|error\.(sign_in|not_found|not_json|no_root|body_too_long"
    r"|not_sent_as_json|not_acceptable|not_allowed|too_many)"
)
LITERAL = re.compile(r"`[^`]*`|\{\w+\}|\*|[\"“”„«»]")

ROOM = {  # characters, by Slack's rule: of a title and the two buttons below it; of an option
    r"form\.(\w+_title|book|save|close|back|done|propose|add|continue|withdraw|send|cancel)": 24,
    r"home\.shown|several\.(title|read)": 24,
    r"form\.(wish_\w+|only_musts_means|as_in_slack|channel_\w+|kind\.\w+)": 75,
    r"feedback\.(strong_)?(yes|no)": 75,
}


@functools.cache
def read(language: str) -> Catalog:
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@functools.cache
def sentences(language: str) -> dict[str, tuple[str, ...]]:
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            (message.string,) if isinstance(message.string, str) else tuple(message.string)
        )
        for message in read(language)
        if message.id
    }


def names_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


ENGLISH = sentences("en")
FOR_PEOPLE = {key for key in ENGLISH if not FOR_PROGRAMS.fullmatch(key)}


def test_there_is_a_catalogue_for_each_language_that_people_may_choose() -> None:
    assert {"en", *OTHERS} == set(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
def test_all_that_people_read_is_said_in_the_language(language: str) -> None:
    theirs = sentences(language)
    assert theirs.keys() == FOR_PEOPLE
    assert [key for key, forms in theirs.items() if not all(form.strip() for form in forms)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_each_sentence_has_the_values_of_the_english_one(language: str) -> None:
    for key, forms in sentences(language).items():
        if key not in UNLIKE:
            assert [names_in(form) for form in forms] == [*map(names_in, ENGLISH[key])], key


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_to_be_typed_is_the_same_in_every_language(language: str) -> None:
    for key, forms in sentences(language).items():
        typed = [re.findall(r"`([^`]*)`", form) for form in forms]
        assert typed == [re.findall(r"`([^`]*)`", form) for form in ENGLISH[key]], key


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_left_in_english(language: str) -> None:
    """Single words may be alike ("Link"); whole sentences are not."""
    theirs = sentences(language)
    assert [
        key
        for key in theirs
        if key not in UNLIKE
        and theirs[key] == ENGLISH[key]
        and len(LITERAL.sub(" ", ENGLISH[key][0]).split()) > 3
    ] == []


@pytest.mark.parametrize("language", [*OTHERS, "en"])
def test_what_stands_in_forms_has_room_in_every_language(language: str) -> None:
    for key, forms in sentences(language).items():
        for pattern, room in ROOM.items():
            if re.fullmatch(pattern, key):
                assert len(forms[0].format(id=2_000_000_000)) <= room, key


@pytest.mark.parametrize("language", OTHERS)
def test_plurals_have_as_many_forms_as_the_language(language: str) -> None:
    catalogue = read(language)
    for message in catalogue:
        if isinstance(message.id, tuple):
            assert len(message.string) == catalogue.num_plurals, message.id


@pytest.mark.parametrize("language", OTHERS)
def test_no_key_stands_twice(language: str) -> None:
    text = (FOLDER / f"{language}.po").read_text("utf-8")
    keys = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert sorted(keys) == sorted(set(keys))
