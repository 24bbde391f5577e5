from collections.abc import Callable
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews.model import Kept, Kind
from bot.interviews.refusals import Refusal, Refused
from bot.playground.blockkit import judge_view
from bot.slack.forms.choice import Choice
from bot.slack.forms.interview import InterviewForm, build, complete, read
from bot.words import Words

View = dict[str, Any]
CameBack = Callable[..., View]
Block = Callable[[View, str], dict[str, Any]]
Shown = Callable[[View], str]

MADRID = "Europe/Madrid"
TYPED = st.characters(blacklist_categories=["Cc", "Cs"])
SENTENCES = st.text(min_size=1, max_size=4000)
CHOICES = st.builds(
    Choice,
    token=st.sampled_from(["application:", "person:", "slack:U", "new:"]).flatmap(
        lambda what: st.text(TYPED, min_size=1, max_size=140).map(lambda key: what + key)
    ),
    label=st.text(TYPED, max_size=150),
)
FORMS = st.builds(
    InterviewForm,
    zone=st.sampled_from([MADRID, "America/Argentina/ComodRivadavia", "UTC"]),
    interview_id=st.none() | st.integers(1, 2**63 - 1),
    version=st.none() | st.integers(1, 2**31),
    kind=st.none() | st.sampled_from(Kind),
    when=st.none() | st.text(TYPED, min_size=1, max_size=200),
    date=st.none() | st.dates(),
    time=st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    minutes=st.none() | st.integers(1, 24 * 60),
    location=st.none() | st.text(TYPED, max_size=2000),
    interviewee=st.none() | CHOICES,
    interviewer=st.none() | CHOICES,
    force=st.booleans(),
    left_over=st.text(max_size=4000),
    changes=st.lists(SENTENCES, max_size=10).map(tuple),
    conflict=st.none() | SENTENCES,
    draft_id=st.none() | st.uuids().map(str),
    revisions=st.dictionaries(
        st.sampled_from(["interviewee_id", "location", "length", "force"]), st.integers(1, 99)
    ),
)


@pytest.fixture
def form() -> InterviewForm:
    return InterviewForm(
        zone=MADRID,
        interview_id=27,
        version=3,
        kind=Kind.VIDEO_CALL,
        date=date(2026, 11, 27),
        time=time(15, 0),
        minutes=45,
        location="https://meet.example/ana",
        interviewee=Choice.of_application(289, "Ana Ruiz"),
        interviewer=Choice.of_person(12, "Pat Lee"),
    )


@given(form=FORMS)
def test_what_was_built_is_read_back_before_and_after_slack_had_it(
    form: InterviewForm, words: Words, came_back: CameBack
) -> None:
    view = build(form, words)
    assert read(view) == form
    assert read(came_back(view)) == form


@given(form=FORMS)
def test_slack_takes_the_form_whatever_stands_in_it(form: InterviewForm, words: Words) -> None:
    view = build(form, words, read_back=("Fri 27 Nov 2026, 15:00",))
    assert judge_view(view, "modal") == []
    assert len(view["private_metadata"].encode("utf-16-le", "surrogatepass")) // 2 <= 3000


def test_an_interview_in_the_form_shows_its_times_in_the_zone_it_names(kept: Kept) -> None:
    form = InterviewForm.of(kept, ZoneInfo("America/New_York"))
    assert (form.date, form.time, form.minutes) == (date(2026, 11, 27), time(9, 0), 45)
    assert (form.interview_id, form.version, form.zone) == (27, 3, "America/New_York")
    assert form.interviewee == Choice(token="application:289", label="Ana Ruiz")
    assert form.interviewer == Choice(token="person:12", label="Pat Lee")


def test_a_form_that_nobody_touched_comes_back_as_the_interview_it_was_made_from(
    kept: Kept, words: Words, came_back: CameBack
) -> None:
    made = InterviewForm.of(kept, ZoneInfo(MADRID))
    assert read(came_back(build(made, words))) == made


def test_everything_typed_is_read_as_it_was_typed(
    form: InterviewForm, words: Words, came_back: CameBack
) -> None:
    view = came_back(
        build(form, words),
        start_at="2026-12-01",
        time="09:15",
        length={"text": {"type": "plain_text", "text": "1 hour"}, "value": "60"},
        kind={"text": {"type": "plain_text", "text": "Phone call"}, "value": "phone_call"},
        location=" +34 600 <Ana & co> ",
        interviewer_id={"text": {"type": "plain_text", "text": "Lee Wu"}, "value": "slack:U9"},
    )
    assert read(view) == form.but(
        date=date(2026, 12, 1),
        time=time(9, 15),
        minutes=60,
        kind=Kind.PHONE_CALL,
        location=" +34 600 <Ana & co> ",
        interviewer=Choice(token="slack:U9", label="Lee Wu"),
    )


def test_an_emptied_place_is_no_place(
    form: InterviewForm, words: Words, came_back: CameBack
) -> None:
    assert read(came_back(build(form, words), location=None)).location is None


def test_a_place_that_cannot_be_shown_is_refused_under_its_field(
    form: InterviewForm, words: Words, came_back: CameBack
) -> None:
    with pytest.raises(Refused) as refused:
        read(came_back(build(form, words), location="Room\x00 2"))
    assert (refused.value.key, refused.value.field) == (Refusal.UNREADABLE_TEXT, "location")


def test_a_new_form_asks_who_first_and_an_edit_asks_when_first(
    form: InterviewForm, words: Words
) -> None:
    def order(view: View) -> list[str]:
        return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]

    who, when = ["interviewee_id", "interviewer_id"], ["when", "start_at", "time", "length"]
    how = ["kind", "location"]
    assert order(build(InterviewForm(zone=MADRID), words)) == who + when + how
    assert order(build(form, words)) == when + who + how


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (Kind.VIDEO_CALL, "Link"),
        (Kind.PHONE_CALL, "Phone number"),
        (Kind.IN_PERSON, "Address or room"),
        (None, "Link, number or address"),
    ],
)
def test_the_kind_says_what_the_place_is(
    kind: Kind | None, label: str, form: InterviewForm, words: Words, block: Block
) -> None:
    view = build(form.but(kind=kind), words)
    assert block(view, "location")["label"]["text"] == label
    assert block(view, "kind")["dispatch_action"] is True


def test_after_another_kind_was_chosen_what_was_typed_stays(
    form: InterviewForm, words: Words, came_back: CameBack, block: Block
) -> None:
    radio = {"text": {"type": "plain_text", "text": "Phone call"}, "value": "phone_call"}
    before = build(form, words)
    after = build(read(came_back(before, kind=radio, location="+34 600")), words)
    assert block(after, "location")["label"]["text"] == "Phone number"
    assert block(after, "location")["element"]["initial_value"] == "+34 600"
    assert [each.get("block_id") for each in after["blocks"]] == [
        each.get("block_id") for each in before["blocks"]
    ]


def test_a_value_that_replaces_what_was_typed_gets_a_block_of_its_own(
    form: InterviewForm, words: Words, came_back: CameBack, block: Block
) -> None:
    ana = Choice.of_person(31, "Ana Muñoz")
    once = build(form.replacing(interviewee=ana, minutes=60), words)
    assert block(once, "interviewee_id")["block_id"] == "interviewee_id:1"
    assert block(once, "length")["block_id"] == "length:1"
    assert block(once, "location")["block_id"] == "location"
    twice = build(read(came_back(once)).replacing(interviewee=ana), words)
    assert block(twice, "interviewee_id")["block_id"] == "interviewee_id:2"
    assert block(twice, "length")["block_id"] == "length:1"


def test_the_zone_of_the_clock_is_named(form: InterviewForm, words: Words, block: Block) -> None:
    assert block(build(form, words), "time")["element"]["timezone"] == "Europe/Madrid"
    elsewhere = build(form.but(zone="America/New_York"), words)
    assert block(elsewhere, "time")["element"]["timezone"] == "America/New_York"


def test_a_length_that_is_none_of_the_usual_ones_is_offered(
    form: InterviewForm, words: Words, block: Block
) -> None:
    def offered(minutes: int | None) -> list[str]:
        element = block(build(form.but(minutes=minutes), words), "length")["element"]
        return [option["value"] for option in element["options"]]

    usual = ["15", "20", "30", "45", "60", "90", "120"]
    assert offered(45) == offered(None) == usual
    assert offered(50) == ["15", "20", "30", "45", "50", "60", "90", "120"]


def test_a_place_at_its_longest_is_shown_whole_and_no_longer_one_can_be_typed(
    form: InterviewForm, words: Words, block: Block
) -> None:
    element = block(build(form.but(location="x" * 2000), words), "location")["element"]
    assert (len(element["initial_value"]), element["max_length"]) == (2000, 2000)


def test_what_was_not_understood_is_shown_in_quotes(
    form: InterviewForm, words: Words, shown: Shown
) -> None:
    assert "“bring <cake> & tea”" in shown(build(form.but(left_over="bring <cake> & tea"), words))


def test_what_is_left_over_is_cut_openly_when_it_is_very_long(form: InterviewForm) -> None:
    left_over = form.but(left_over="word " * 1000).left_over
    assert left_over.startswith("word word")
    assert left_over.endswith("…")
    assert len(left_over) > 1000


def test_a_stale_form_shows_what_somebody_else_changed(
    form: InterviewForm, words: Words, shown: Shown
) -> None:
    change = "Lee changed the place: it was Room 1, it is Room 2."
    assert change in shown(build(form.but(changes=(change,)), words))
    assert "Somebody else changed" not in shown(build(form, words))


def test_a_conflict_offers_to_book_anyway(
    form: InterviewForm, words: Words, came_back: CameBack, block: Block, shown: Shown
) -> None:
    conflicting = form.but(conflict="Pat has #31 then, at 15:15.")
    view = build(conflicting, words)
    assert "Pat has #31 then" in shown(view)
    box = block(view, "force")["element"]["options"][0]
    assert box["text"]["text"] == "Book anyway"
    assert read(came_back(view)).force is False
    assert read(came_back(view, force=[box])).force is True


def test_without_a_conflict_nothing_can_be_forced(form: InterviewForm, words: Words) -> None:
    assert "force" not in [each.get("block_id") for each in build(form, words)["blocks"]]


def test_the_time_is_read_back_beneath_its_text(
    form: InterviewForm, words: Words, shown: Shown
) -> None:
    said = ("Fri 27 Nov 2026, 15:00 Madrid (09:00 New York)", "It falls on a weekend.")
    view = build(form, words, read_back=said)
    place = [each.get("block_id") for each in view["blocks"]].index("length")
    assert view["blocks"][place + 1]["type"] == "context"
    assert "\n".join(said) in shown(view)


def test_a_whole_form_lacks_nothing(form: InterviewForm) -> None:
    assert complete(form) == form
    assert complete(form.but(location=None)).location is None


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"interviewee": None}, "interviewee_id"),
        ({"interviewee": Choice.of_new_person("Bo", "New person")}, "interviewee_id"),
        ({"interviewer": Choice.of_new_person("", "New person")}, "interviewer_id"),
        ({"date": None}, "start_at"),
        ({"time": None}, "time"),
        ({"minutes": None}, "length"),
        ({"kind": None}, "kind"),
    ],
)
def test_what_is_missing_is_asked_for_under_its_field(
    missing: dict[str, Any], field: str, form: InterviewForm
) -> None:
    with pytest.raises(Refused) as refused:
        complete(form.but(**missing))
    assert (refused.value.key, refused.value.field) == (Refusal.REQUIRED, field)


def test_midnight_is_a_time(form: InterviewForm) -> None:
    assert complete(form.but(time=time(0, 0))).time == time(0, 0)
