"""Everything a reader sees is in their language, their zone, and one voice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.interviews.cautions import Cautious
from bot.interviews.model import Kind, Person, Side, Status
from bot.interviews.people.attention import zone_of
from bot.interviews.plans import Deed
from bot.words import Words, warm

START = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")


def in_angles(text: str) -> str:
    return f"[{text}]"


@pytest.fixture
def words() -> Words:
    return Words("en-US", MADRID)


@pytest.fixture
def pat() -> Person:
    return Person(id=2, workspace_id=1, title="Pat Lee", time_zone="America/New_York")


def test_a_moment_is_the_readers_own_and_names_its_zone(words: Any) -> None:
    assert words.moment(START) == "Fri 27 Nov 2026, 15:00 (Madrid time)"
    assert words.clock(START) == "15:00"
    assert words.zone_name() == "Madrid"


def test_a_span_says_the_day_once(words: Any) -> None:
    end = START + timedelta(minutes=45)
    assert words.span(START, end) == "Fri 27 Nov 2026, 15:00\u201315:45 Madrid"


def test_a_span_over_midnight_says_both_days(words: Any) -> None:
    start = datetime(2026, 11, 27, 22, 30, tzinfo=UTC)
    assert words.span(start, start + timedelta(hours=1)) == (
        "Fri 27 Nov 2026, 23:30 \u2013 Sat 28 Nov 2026, 00:30 Madrid"
    )


def test_the_other_persons_clock_stands_beside(words: Any, pat: Any) -> None:
    assert words.other(START, pat) == "(09:00 New York)"


def test_the_other_persons_clock_brings_its_day_when_that_differs(words: Any) -> None:
    kim = Person(id=3, workspace_id=1, title="Kim", time_zone="Pacific/Auckland")
    assert words.other(START, kim) == "(Sat 28 Nov, 03:00 Auckland)"


@pytest.mark.parametrize("zone", [None, "Europe/Paris", "Mars/Olympus", "../etc/passwd", ""])
def test_a_clock_that_is_the_same_or_not_known_is_not_shown(words: Any, zone: Any) -> None:
    same = Person(id=3, workspace_id=1, title="Kim", time_zone=zone)
    assert words.other(START, same) == ""


def test_whose_zone_is_not_known_reads_the_default_one() -> None:
    nobody = Person(id=3, workspace_id=1, title="Kim", time_zone="Mars/Olympus")
    assert zone_of(nobody) is None
    assert Words.of(nobody, MADRID).zone is MADRID


def test_whose_language_and_zone_are_not_known_reads_the_senders() -> None:
    sam = Person(id=1, workspace_id=1, title="Sam", locale="fr-FR", time_zone="Europe/Paris")
    zoe = Person(id=3, workspace_id=1, title="Zoe")
    read = Words.of(zoe, MADRID, sender=sam)
    assert (read.language, read.zone) == ("fr", ZoneInfo("Europe/Paris"))
    ana = zoe.but(locale="es-ES", time_zone="Europe/London")
    read = Words.of(ana, MADRID, sender=sam)
    assert (read.language, read.zone) == ("es", ZoneInfo("Europe/London"))
    assert Words.of(zoe, MADRID).language == "en"


def test_whoever_was_forgotten_has_no_name_in_any_language() -> None:
    gone = Person(id=3, workspace_id=1, title="Somebody who was forgotten", active=False)
    assert Words("en", MADRID).called(gone) == "Somebody who was forgotten"
    said = Words("fr", MADRID).say("card.answer.yes", person=gone)
    assert said == "une personne oubliée a dit oui"
    assert Words("de", MADRID).called(gone.but(active=True)) == "Somebody who was forgotten"


def test_every_zone_has_a_name_and_shows_times(pat: Any) -> None:
    for zone in available_timezones():
        words = Words(None, ZoneInfo(zone))
        assert words.zone_name()
        assert words.moment(START)
        assert words.other(START, pat.but(time_zone=zone)) == ""


@pytest.mark.parametrize(
    ("lasting", "said"),
    [
        (timedelta(minutes=45), "45 minutes"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=90), "1 hour 30 minutes"),
        (timedelta(hours=24), "24 hours"),
        (timedelta(days=2, hours=1), "2 days 1 hour"),
        (timedelta(minutes=9, seconds=58), "10 minutes"),
        (timedelta(0), "0 minutes"),
        (timedelta(minutes=-45), "45 minutes"),
    ],
)
def test_a_length_is_said_in_hours_and_minutes(words: Any, lasting: Any, said: Any) -> None:
    assert words.length(lasting) == said


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("de-DE", "2 Tage 1 Stunde 45 Minuten"),
        ("es-ES", "2 días 1 hora 45 minutos"),
        ("fr-FR", "2 jours 1 heure 45 minutes"),
        ("it-IT", "2 giorni 1 ora 45 minuti"),
        ("nl-NL", "2 dagen 1 uur 45 minuten"),
        ("pt-BR", "2 dias 1 hora 45 minutos"),
    ],
)
def test_a_length_is_said_in_the_readers_language(locale: str, said: str) -> None:
    lasting = timedelta(days=2, hours=1, minutes=45)
    found = Words(locale, MADRID).length(lasting)
    assert found.replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Kind.VIDEO_CALL, "video call"),
        (Status.PENDING, "waiting for answers"),
        (Side.INTERVIEWER, "the person who interviews"),
        (Deed.CANCEL, "cancel this interview"),
        (START, "Fri 27 Nov 2026, 15:00 (Madrid time)"),
        (date(2026, 11, 27), "Fri 27 Nov 2026"),
        (timedelta(minutes=45), "45 minutes"),
        (Cautious.NO_LINK, "[no_link]"),
        ("x", "[x]"),
        (27, "[27]"),
        (["a", "b", "c"], "[a], [b], and [c]"),
        (Person(id=2, workspace_id=1, title="Pat"), "[Pat]"),
    ],
)
def test_a_value_is_worded_by_its_type_and_text_is_escaped(value: Any, said: Any) -> None:
    words = Words(None, MADRID, in_angles)
    assert words.say("notice.handed_over", owner=value).startswith(said)


def test_every_kind_side_status_and_deed_has_words(words: Any) -> None:
    for members in (Kind, Side, Status, Deed):
        for member in members:
            assert words.say("notice.handed_over", owner=member)


def test_what_was_worded_is_not_escaped_twice_but_never_slips_through_elsewhere() -> None:
    marked = Words(None, MADRID, in_angles)
    once = marked.say("card.state.amended", person="Ana")
    assert once == "New time proposed by [Ana]"
    assert marked.say("card.where", label=once, place="x") == f"{once} · [x]"
    plain = marked.escaping(str).say("card.state.amended", person="Ana")
    assert marked.say("card.where", label=plain, place="x") == f"[{plain}] · [x]"


def test_a_value_cannot_speak_for_the_catalogue(words: Any) -> None:
    said = words.say("card.state.amended", person="{person.__class__} {0} {")
    assert said == "New time proposed by {person.__class__} {0} {"


def test_the_plural_follows_the_count(words: Any) -> None:
    assert words.say("list.more", count=1) == "And 1 more."
    assert words.say("list.more", count=3) == "And 3 more."


def test_a_sentence_whose_value_is_missing_is_said_without_it(words: Any) -> None:
    assert words.say("notice.moved", by=None).startswith("Your interview has a new time.")
    assert words.say("card.state.amended") == "New time proposed by …"


def test_an_unknown_key_is_a_mistake_of_ours(words: Any) -> None:
    with pytest.raises(KeyError):
        words.say("no.such.key")


@pytest.mark.parametrize("locale", [None, "", "en-GB", "xx-XX", "zh-Hant-TW", "nonsense", "fi"])
def test_a_language_without_a_catalogue_is_english(locale: Any) -> None:
    assert Words(locale, MADRID).moment(START) == "Fri 27 Nov 2026, 15:00 (Madrid time)"


def test_the_catalogue_can_be_warmed() -> None:
    warm()
