"""Every refusal and every caution has a sentence that somebody can act on."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.interviews.cautions import Caution, Cautious
from bot.interviews.plans import Deed
from bot.interviews.refusals import Refusal, Refused
from bot.words import Words

WORDS = Words("en-US", ZoneInfo("Europe/Madrid"))
START = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
ALL = {
    "id": 27,
    "deed": Deed.CANCEL,
    "who": "Sam Hill, Lee Wong",
    "person": "Pat Lee",
    "interviewee": "Ana Ruiz",
    "interviewer": "Pat Lee",
    "start_at": START,
    "end_at": START + timedelta(hours=1),
    "other_id": 31,
    "other_start": START,
    "other_length": timedelta(minutes=45),
    "limit": 2000,
}


@pytest.mark.parametrize("key", Refusal)
@pytest.mark.parametrize("values", [ALL, {}, dict.fromkeys(ALL), dict.fromkeys(ALL, "")])
def test_every_refusal_has_a_whole_sentence_whatever_is_known(key: Any, values: Any) -> None:
    said = WORDS.refused(Refused(key, **values))
    assert "…" not in said
    assert "{" not in said
    assert said.endswith(".")
    assert len(said) > 20


@pytest.mark.parametrize("key", Refusal)
@pytest.mark.parametrize("missing", ALL)
def test_one_missing_value_never_leaves_a_hole(key: Any, missing: Any) -> None:
    known = {name: value for name, value in ALL.items() if name != missing}
    assert "…" not in WORDS.refused(Refused(key, **known))


@pytest.mark.parametrize("key", Refusal)
def test_values_of_any_type_never_break_a_sentence(key: Any) -> None:
    for strange in (object(), 1.5, b"x", [1, None], "{x}", START.date()):
        assert WORDS.refused(Refused(key, **dict.fromkeys(ALL, strange)))


@pytest.mark.parametrize(
    ("key", "who"),
    [
        (Refusal.ONLY_RECRUITERS, "Sam Hill, Lee Wong"),
        (Refusal.ONLY_ITS_PEOPLE, "Ana Ruiz, Pat Lee and recruiters"),
        (Refusal.ONLY_THE_INTERVIEWER, "Pat Lee"),
        (Refusal.ONLY_THE_INTERVIEWER_RATES, "Pat Lee"),
        (Refusal.ONLY_THE_INTERVIEWEE, "Ana Ruiz"),
        (Refusal.ONLY_STAFF_CANCEL, "recruiters and Pat Lee"),
        (Refusal.ONLY_FOR_ONESELF, "Pat Lee or a recruiter"),
        (Refusal.ONLY_APPOINTERS, "Sam Hill, Lee Wong"),
    ],
)
def test_whoever_may_not_is_told_who_may(key: Any, who: Any) -> None:
    assert who in WORDS.refused(Refused(key, **ALL))


@pytest.mark.parametrize("deed", Deed)
def test_a_refused_deed_is_named_in_plain_words(deed: Any) -> None:
    said = WORDS.refused(Refused(Refusal.ONLY_RECRUITERS, **ALL | {"deed": deed}))
    assert said.startswith("Only recruiters can ")
    assert "_" not in said


def test_a_conflict_names_the_other_interview() -> None:
    said = WORDS.refused(Refused(Refusal.BUSY, "start_at", **ALL))
    assert "#31" in said
    assert "Fri 27 Nov 2026, 15:00" in said
    assert "45 minutes" in said


@pytest.mark.parametrize("key", Cautious)
@pytest.mark.parametrize("values", [{"person": "Ana Ruiz", "time": "23:00"}, {}])
def test_every_caution_has_a_sentence(key: Any, values: Any) -> None:
    said = WORDS.caution(Caution(key=key, values=values))
    assert said.endswith(".")
