"""Text that nobody meant as a time."""

import random
import string
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.when import Answer, Ask, Context, Reason, Refuse, read, time_words

pytestmark = pytest.mark.slow

NOW = datetime.fromisoformat("2026-11-23T09:12:00-05:00")
ZONE = ZoneInfo("America/New_York")
CONTEXT = Context(
    datetime.fromisoformat("2026-11-25T14:00:00-05:00"),
    datetime.fromisoformat("2026-11-25T14:45:00-05:00"),
)
# Words that mean something to the reader, thrown together.
_KNOWN = """
at on in for to from until the a an of and or next this last every monday fri tomorrow today week
weeks days hours h m min 3 7 12 15 27 45 99 2026 3pm 9:30 25:00 12/2 31/11 1.5 9.30 am pm noon
midnight half past quarter ten five first second 25th berlin london cst pst utc + - / ( ) later
earlier ago morning evening around before after same time jan february dec 2027 0 00 1400
"""
_ORDINARY = """
room call about candidate please interview with send offer pat march mark april may june summer
sunday second minute time plan order meeting week review team floor one two three now soon again
paris jordan chelsea phone video link number street office desk help status list cancel accept
berlin austin phoenix denver art west wet met sat sun mon thu day hour later past next last first
"""

KNOWN = _KNOWN.split()
ORDINARY = _ORDINARY.split()


@given(st.text(max_size=250))
@settings(max_examples=300, deadline=None)
def test_no_text_crashes_the_reading(text: str) -> None:
    assert isinstance(read(text, NOW, ZONE, "en-US"), Answer | Ask | Refuse)


@given(st.lists(st.sampled_from(KNOWN), max_size=8), st.sampled_from([None, CONTEXT]))
@settings(max_examples=500, deadline=None)
def test_no_jumble_of_known_words_crashes_the_reading(
    words: list[str], context: Context | None
) -> None:
    outcome = read(" ".join(words), NOW, ZONE, "en-US", context)
    if isinstance(outcome, Answer):
        assert outcome.start > NOW
        assert outcome.start.tzinfo is not None
    assert len(time_words(words, "en-US")) == len(words)


@given(st.text(alphabet=string.digits + " :-/.apmh+", max_size=30))
@settings(max_examples=500, deadline=None)
def test_no_jumble_of_figures_crashes_the_reading(text: str) -> None:
    assert isinstance(read(text, NOW, ZONE, "en-GB"), Answer | Ask | Refuse)


def test_random_words_are_almost_never_answered() -> None:
    chance = random.Random(27)  # noqa: S311 - a game of words, no secret
    answered = 0
    for _ in range(3000):
        words = [chance.choice(ORDINARY) for _ in range(chance.randint(1, 5))]
        answered += isinstance(read(" ".join(words), NOW, ZONE, "en-US"), Answer)
    assert answered <= 6


FOREIGN = {  # words of everyday life; not one of them is a time
    "de-DE": "der Raum und wir sollten mit Maria Jan sprechen Anruf am Tisch neun Uhrwerk Mai",
    "es-ES": "la sala y deberíamos hablar con Mar Domingo por favor sobre el martes segundo tarde",
    "fr-FR": "la salle et nous devrions parler avec Mai Avril merci dans la nuit seconde mars neuf",
    "pt-BR": "a sala e devemos falar com Abril por favor sobre o quarto dia segundo mais cedo meia",
    "it-IT": "la sala e dovremmo parlare con Aprile grazie secondo domani prima mezza ora tra noi",
    "nl-NL": "de zaal en wij moeten met Mei praten graag over de dag half uur morgen vroeg van mij",
}


@pytest.mark.parametrize("locale", FOREIGN)
def test_random_words_of_other_languages_are_almost_never_answered(locale: str) -> None:
    chance = random.Random(27)  # noqa: S311 - a game of words, no secret
    words = [*FOREIGN[locale].split(), *ORDINARY[:20]]
    answered = 0
    for _ in range(500):
        said = " ".join(chance.choice(words) for _ in range(chance.randint(1, 5)))
        answered += isinstance(read(said, NOW, ZONE, locale), Answer)
    assert answered <= 1


def test_random_letters_of_any_script_are_never_answered() -> None:
    chance = random.Random(27)  # noqa: S311 - the same
    letters = [chr(code) for code in range(0x20, 0x2FFF) if chr(code).isprintable()]
    for _ in range(500):
        text = "".join(chance.choice(letters) for _ in range(chance.randint(1, 40)))
        assert not isinstance(read(text, NOW, ZONE, "en-US"), Answer), text


def test_a_line_of_ten_thousand_characters_is_refused() -> None:
    assert read("friday 3pm " * 1000, NOW, ZONE, "en-US") == Refuse(
        Reason.TOO_LONG, {"limit": "200"}
    )
