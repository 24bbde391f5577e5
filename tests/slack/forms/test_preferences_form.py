"""The form of how somebody wants to be told."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews.model import Channel
from bot.interviews.refusals import Refusal, Refused
from bot.playground.blockkit import judge_view
from bot.slack.forms import preferences
from bot.slack.forms.preferences import LANGUAGES, PreferencesForm
from bot.words import Words
from bot.words.catalogue import _languages

View = dict[str, Any]
CameBack = Callable[..., View]
USUAL = PreferencesForm(
    zone="Europe/Madrid", chooses=True, interviews=True, works_from=time(9), works_until=time(18),
    quiet_from=time(21), quiet_until=time(8),
)  # fmt: skip
TYPED = st.none() | st.text(st.characters(blacklist_categories=["Cc", "Cs"]), max_size=100)
CLOCKS = st.builds(time, st.integers(0, 23), st.integers(0, 59))
LENGTHS = st.integers(1, 14 * 24 * 60).map(lambda each: timedelta(minutes=each))
FORMS = st.builds(
    PreferencesForm,
    zone=st.sampled_from(["Europe/Madrid", "America/Argentina/ComodRivadavia"]),
    chooses=st.just(value=True),
    interviews=st.just(value=True),
    time_zone=TYPED,
    locale=st.none() | st.sampled_from(LANGUAGES),
    works_from=CLOCKS,
    works_until=CLOCKS,
    quiet_from=CLOCKS,
    quiet_until=CLOCKS,
    lead_times=st.none()
    | st.sets(LENGTHS, max_size=6).map(lambda each: tuple(sorted(each, reverse=True))),
    channel=st.sampled_from(Channel),
    only_musts=st.booleans(),
    room=TYPED,
)


@given(form=FORMS)
def test_settings_are_read_back(form: PreferencesForm, words: Words, came_back: CameBack) -> None:
    view = preferences.build(form, words)
    assert preferences.read(view) == preferences.read(came_back(view)) == form
    assert judge_view(view, "modal") == []


def test_what_is_not_asked_of_somebody_is_not_in_their_form(words: Words) -> None:
    view = preferences.build(USUAL.but(chooses=False, interviews=False), words)
    asked = {block["block_id"] for block in view["blocks"]}
    assert not asked & {"channel", "room"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (None, None),
        (" ", None),
        ("off", ()),
        ("OFF", ()),
        ("10m, 1h", (timedelta(hours=1), timedelta(minutes=10))),
        ("2 days and 90 minutes", (timedelta(days=2), timedelta(minutes=90))),
    ],
)
def test_lead_times_are_read_as_they_are_said(
    typed: str | None, read: Any, words: Words, came_back: CameBack
) -> None:
    view = came_back(preferences.build(USUAL, words), lead_times=typed)
    assert preferences.read(view) == USUAL.but(lead_times=read)


@pytest.mark.parametrize("typed", ["soon", "1h soon", "1", "h", "1h off", "-1h"])
def test_anything_else_is_refused_under_its_field(
    typed: str, words: Words, came_back: CameBack
) -> None:
    view = came_back(preferences.build(USUAL, words), lead_times=typed)
    with pytest.raises(Refused) as refused:
        preferences.read(view)
    assert (refused.value.key, refused.value.field) == (Refusal.LEAD_TIMES, "lead_times")


def test_every_language_that_is_spoken_can_be_chosen() -> None:
    assert sorted(LANGUAGES) == _languages()
