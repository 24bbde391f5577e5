"""The tables of phrases, line by line."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.when
from bot.when import Answer, Ask, Context, Refuse, read
from bot.when.lexicon import LANGUAGES

_TABLES = sorted((Path(__file__).parent / "phrases").glob("*.txt"))


class Scene(NamedTuple):
    now: datetime
    zone: ZoneInfo
    locale: str
    context: Context | None = None


def _scene(line: str) -> Scene:
    now, zone, locale, *context = line.removeprefix("@").split()
    moved = None
    if context:
        start, end = context[0].split("/")
        moved = Context(datetime.fromisoformat(start), datetime.fromisoformat(end))
    return Scene(datetime.fromisoformat(now), ZoneInfo(zone), locale, moved)


def _phrases() -> Iterator[tuple[Scene, str, str, str]]:
    for table in _TABLES:
        scene = None
        for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("@"):
                scene = _scene(line)
            elif "=>" in line and scene and not line.startswith("#"):
                phrase, _, expected = line.partition(" => ")
                yield scene, phrase, expected, f"{table.stem} {number}: {phrase}"


PHRASES = list(_phrases())


@pytest.mark.parametrize(
    ("scene", "phrase", "expected"),
    [line[:3] for line in PHRASES],
    ids=[line[3] for line in PHRASES],
)
def test_a_phrase_is_read_as_the_table_says(
    scene: Scene, phrase: str, expected: str, told: Callable[[Answer | Ask | Refuse], str]
) -> None:
    outcome = read(phrase, scene.now, scene.zone, scene.locale, scene.context)
    assert told(outcome) == expected


def test_every_house_rule_has_at_least_five_phrases() -> None:
    rules = re.findall(r"^(\d+)\. ", bot.when.__doc__ or "", re.MULTILINE)
    table = (Path(__file__).parent / "phrases" / "rules.txt").read_text(encoding="utf-8")
    _, *parts = re.split(r"^# Rule ", table, flags=re.MULTILINE)
    counts = {part.partition(":")[0]: part.count(" => ") for part in parts}
    assert list(counts) == rules
    assert min(counts.values()) >= 5


def test_every_language_has_at_least_thirty_phrases() -> None:
    counts = Counter(scene.locale.partition("-")[0] for scene, *_ in PHRASES)
    assert all(counts[language] >= 30 for language in LANGUAGES)
    assert len(PHRASES) >= 400


@pytest.mark.slow
@pytest.mark.parametrize("change", [str.upper, str.title, lambda text: f"  {text}  "])
def test_capitals_and_blanks_change_nothing(change: Callable[[str], str]) -> None:
    for scene, phrase, *_ in PHRASES:
        plain = read(phrase, scene.now, scene.zone, scene.locale, scene.context)
        changed = read(change(phrase), scene.now, scene.zone, scene.locale, scene.context)
        if isinstance(plain, Refuse):
            assert isinstance(changed, Refuse), phrase
            assert changed.reason == plain.reason, phrase
        else:
            assert changed == plain, phrase


POLITE = {
    "en": ("please", "thanks", "let's do"),
    "de": ("bitte", "danke", "gerne"),
    "es": ("por favor", "gracias"),
    "fr": ("s'il vous plaît", "merci"),
    "pt": ("por favor", "obrigada"),
    "it": ("per favore", "grazie"),
    "nl": ("alstublieft", "graag"),
}


@pytest.mark.slow
@given(st.sampled_from(PHRASES), st.data())
@settings(max_examples=200, deadline=None)
def test_polite_words_change_nothing(
    line: tuple[Scene, str, str, str], data: st.DataObject
) -> None:
    scene, phrase, *_ = line
    plain = read(phrase, scene.now, scene.zone, scene.locale, scene.context)
    language = scene.locale.partition("-")[0]
    filler = data.draw(st.sampled_from(POLITE.get(language, POLITE["en"])))
    polite = data.draw(st.sampled_from([f"{filler} {phrase}", f"{phrase}, {filler}"]))
    said = read(polite, scene.now, scene.zone, scene.locale, scene.context)
    if isinstance(plain, Refuse):
        assert isinstance(said, Refuse), polite
    elif scene.locale.startswith("en") or not _is_english(scene, phrase):
        assert said == plain, polite


def _is_english(scene: Scene, phrase: str) -> bool:
    """Whether a phrase is English in another language's scene: politeness is not mixed."""
    return read(phrase, scene.now, scene.zone, "en-GB", scene.context) == read(
        phrase, scene.now, scene.zone, scene.locale, scene.context
    )


@pytest.mark.slow
def test_whatever_is_answered_or_offered_lies_in_the_future() -> None:
    for scene, phrase, *_ in PHRASES:
        outcome = read(phrase, scene.now, scene.zone, scene.locale, scene.context)
        offers = outcome.candidates if isinstance(outcome, Ask) else (outcome,)
        for offer in offers:
            if isinstance(offer, Answer):
                assert offer.start.timestamp() > scene.now.timestamp(), phrase
                assert offer.end is None or offer.end.timestamp() > offer.start.timestamp(), phrase
                assert len(offers) <= 4, phrase


def test_a_present_without_a_zone_is_a_programmers_error() -> None:
    naive = datetime.fromisoformat("2026-11-23T09:12:00")
    with pytest.raises(ValueError, match="aware"):
        read("tomorrow 3pm", naive, ZoneInfo("UTC"), "en-US")
