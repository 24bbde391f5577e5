"""What a lock screen shows: the clock first, and nothing that a stranger should read."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.model import Kind, Role, Says, Side, Status
from bot.interviews.notices import What
from bot.slack.cards import Message, Setting, told, words_for

CLOCK_FIRST = re.compile(r"\d\d:\d\d \(.+ time\), (today|tomorrow|[A-Z][a-z]{2} \d+ [A-Z]|in |now)")
STATUS = {
    What.PROPOSED: Status.AMENDED,
    What.CANCELLED: Status.CANCELLED,
    What.REJECTED: Status.REJECTED,
    What.ACCEPTED: Status.SCHEDULED,
}
VALUES = {
    "by": "Samantha Hill",
    "by_id": 3,
    "was": {"start_at": "2026-11-26T14:00:00Z", "end_at": "2026-11-26T14:45:00Z"},
    "person_id": 1,
}


def message(
    world: Any, what: Any, reader: Any, now: Any = None, setting: Any = None, **changes: Any
) -> Message:
    kept = world.interview(STATUS.get(what, Status.PENDING), **changes)
    lead_time = timedelta(minutes=10) if what is What.REMINDER else None
    notice = world.notice(what, reader, values=VALUES, lead_time=lead_time)
    setting = setting or world.setting
    return told(notice, kept, reader, words_for(reader, setting), now or world.now, setting)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("reader", ["ana", "pat", "sam"])
@pytest.mark.parametrize("what", What)
def test_every_text_begins_with_the_clock_and_its_zone_and_is_short(
    world: Any, shown: Any, what: Any, reader: Any, kind: Any
) -> None:
    person = getattr(world, reader)
    place = {
        Kind.VIDEO_CALL: "https://meet.example.com/a",
        Kind.PHONE_CALL: "+34 600 111 222",
        Kind.IN_PERSON: "Gran Via 1",
    }[kind]
    now = world.start - timedelta(minutes=10) if what is What.REMINDER else None
    seen = shown(message(world, what, person, now, kind=kind, location=place))
    assert CLOCK_FIRST.match(seen.text)
    assert len(seen.text) <= 110
    assert "…" not in seen.text
    assert "Acme" in seen.text
    assert seen.problems == []


@pytest.mark.parametrize("reader", ["ana", "pat", "sam"])
@pytest.mark.parametrize("what", What)
def test_no_surname_link_or_number_stands_in_text_or_first_block(
    world: Any, shown: Any, what: Any, reader: Any
) -> None:
    person = getattr(world, reader)
    seen = shown(message(world, what, person, location="https://meet.example.com/600111222"))
    first = seen.blocks[0]["text"]["text"]
    for text in (seen.text, first):
        assert not re.search(r"Ruiz|Lee|Hill|http|example|\d{3,}|#27", text)
        assert len(text) <= 112  # two of them make it bold


@pytest.mark.parametrize("reader", ["ana", "pat", "sam"])
@pytest.mark.parametrize("what", What)
def test_long_names_and_cities_still_fit(world: Any, what: Any, reader: Any) -> None:
    def lengthen(person: Any) -> Any:
        return person.but(
            title="Bartholomew-Maximilian " * 6, time_zone="America/Argentina/ComodRivadavia"
        )

    ana, pat, sam = lengthen(world.ana), lengthen(world.pat), lengthen(world.sam)
    person = {"ana": ana, "pat": pat, "sam": sam}[reader]
    text = message(
        world, what, person,
        setting=Setting(company="The Very Long Company Name Of Somewhere And Sons Ltd"),
        interviewee_person=ana, interviewer_person=pat, owner=sam,
    ).text  # fmt: skip
    assert len(text) <= 110


@pytest.mark.parametrize(
    "title", ["https://evil.example/x", "<!channel> Now", "+34600111222 Ana", "<@U1>", "ana@x.com"]
)
def test_whatever_stands_for_a_name_leads_nowhere_on_a_lock_screen(world: Any, title: Any) -> None:
    ana = world.ana.but(title=title)
    text = message(world, What.BOOKED, world.pat, interviewee_person=ana).text
    assert not re.search(r"[<>@]|\d{3,}|//|evil|!", text)


def test_the_reminder_reads_as_people_would_say_it(world: Any) -> None:
    now = world.start - timedelta(minutes=10)
    assert message(world, What.REMINDER, world.ana, now).text == (
        "15:00 (Madrid time), in 10 minutes: your video interview with Acme. Open to join."
    )


def test_a_late_reminder_says_how_little_time_is_left(world: Any, shown: Any) -> None:
    now = world.start - timedelta(minutes=5, seconds=40)
    seen = shown(message(world, What.REMINDER, world.ana, now))
    assert "in 6 minutes" in seen.text
    header = seen.blocks[0]
    assert header["type"] == "header"
    assert header["text"]["text"] == "15:00 (Madrid time) · Interview in 6 minutes · video call"


def test_a_reminder_at_the_start_says_now(world: Any, shown: Any) -> None:
    seen = shown(message(world, What.REMINDER, world.ana, world.start))
    assert seen.text.startswith("15:00 (Madrid time), now: ")
    assert "Interview now" in seen.words


def test_the_day_is_said_as_people_say_it(world: Any) -> None:
    for days, day in ((0, "today"), (1, "tomorrow"), (2, "Fri 27 Nov")):
        now = world.start - timedelta(days=days, hours=5)
        assert message(world, What.BOOKED, world.ana, now).text.startswith(
            f"15:00 (Madrid time), {day}: "
        )


def test_the_first_message_says_who_arranged_it_and_asks_for_nothing_but_a_tap(
    world: Any, shown: Any
) -> None:
    words = shown(message(world, What.BOOKED, world.ana)).words
    assert "Sam from Acme has arranged a video interview for you with Pat Lee." in words
    assert "/interview" not in words


def test_without_a_recruiter_the_company_arranged_it(world: Any, shown: Any) -> None:
    words = shown(message(world, What.BOOKED, world.ana, owner=None)).words
    assert "Acme has arranged a video interview for you with Pat Lee." in words


def test_a_move_shows_the_old_time_and_the_new_one(world: Any, shown: Any) -> None:
    line = shown(message(world, What.MOVED, world.ana)).words.splitlines()[2]
    assert line.startswith("~<!date^")
    assert "Thu 26 Nov 2026, 15:00" in line.partition("→")[0]
    assert "Fri 27 Nov 2026, 15:00" in line.partition("→")[2]


def test_a_reminder_says_which_one_it_is(world: Any, shown: Any) -> None:
    assert "reminder 3 of 3" in shown(message(world, What.REMINDER, world.ana)).words
    assert "reminder 2 of 2" in shown(message(world, What.REMINDER, world.pat)).words


def test_a_reminder_while_a_new_time_is_proposed_names_both(world: Any, shown: Any) -> None:
    kept = world.interview(Status.AMENDED, proposed_by=Side.INTERVIEWER)
    notice = world.notice(What.REMINDER, world.ana, lead_time=timedelta(hours=1))
    now = world.start - timedelta(hours=1)
    words = words_for(world.ana, world.setting)
    seen = shown(told(notice, kept, world.ana, words, now, world.setting))
    assert "Fri 27 Nov 2026, 15:00" in seen.words
    assert "Sat 28 Nov 2026, 15:00" in seen.words
    assert seen.buttons[:4] == ["Join", "Accept", "Another time", "Keep the old one"]


@pytest.mark.parametrize("what", [What.REMINDER, What.BEGUN])
@pytest.mark.parametrize(
    ("reader", "said"),
    [
        ("ana", "Pat Lee may not be able to make it. You don't need to do anything"),
        ("pat", "Noted: you can't make it."),
        ("sam", "Pat Lee can't make it. You can pick somebody else, move it, or cancel it."),
    ],
)
def test_while_nobody_interviews_nobody_is_told_that_they_will_meet(
    world: Any, shown: Any, what: Any, reader: Any, said: Any
) -> None:
    cannot = world.answer(Says.CANNOT)
    seen = shown(message(world, what, getattr(world, reader), interviewer_answer=cannot))
    assert said in seen.words
    for meeting in ("will talk with", "begins now", "All the best"):
        assert meeting not in seen.words


def test_a_proposed_time_can_be_answered_after_the_start_as_long_as_it_is_to_come(
    world: Any, shown: Any
) -> None:
    for reader, answers in (
        (world.ana, ["Accept", "Keep the old one"]),
        (world.pat, ["Take it back"]),
    ):
        for after, offered in ((timedelta(0), answers), (timedelta(days=1), [])):
            kept = world.interview(Status.AMENDED, proposed_by=Side.INTERVIEWER)
            notice, words = world.notice(What.BEGUN, reader), words_for(reader, world.setting)
            seen = shown(told(notice, kept, reader, words, world.start + after, world.setting))
            assert [each for each in seen.buttons if each in (*answers, "Another time")] == offered


def test_one_message_for_two_says_of_which_the_answer_is_missing(world: Any, shown: Any) -> None:
    other = {
        "id": 28,
        "kind": "phone_call",
        "start_at": "2026-11-27T15:00:00Z",
        "person": "Lee Wong",
    }
    words = words_for(world.ana, world.setting)
    for waits, end in (
        (True, "Lee Wong · phone call · #28 · You have not answered yet"),
        (False, "#28"),
    ):
        notice = world.notice(What.REMINDER, world.ana, values={"also": [other | {"waits": waits}]})
        seen = shown(told(notice, world.interview(), world.ana, words, world.now, world.setting))
        assert seen.words.rstrip().endswith(end)


def test_who_takes_their_own_proposal_back_is_said_to_take_it_back(world: Any, shown: Any) -> None:
    values = {"by": "Pat Lee", "by_id": 2, "was": {"amended_by": "interviewer"}}
    notice = world.notice(What.WITHDRAWN, world.ana, values=values)
    words = words_for(world.ana, world.setting)
    seen = shown(told(notice, world.interview(), world.ana, words, world.now, world.setting))
    assert "Pat Lee took the new time back" in seen.words


def test_a_yes_recorded_by_the_recruiter_is_not_said_to_be_theirs(world: Any, shown: Any) -> None:
    notice = world.notice(What.ANSWERED, world.pat, values={"by": "Sam Hill", "by_id": 3})
    words = words_for(world.pat, world.setting)
    seen = shown(told(notice, world.interview(), world.pat, words, world.now, world.setting))
    assert "Sam Hill has noted an answer." in seen.words


@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("reader", ["ana", "pat", "sam", "lou"])
def test_a_notice_without_any_values_still_says_something(
    world: Any, shown: Any, what: Any, reader: Any
) -> None:
    person = getattr(world, reader)
    kept = world.interview(owner=None)
    words = words_for(person, world.setting)
    seen = shown(told(world.notice(what, person), kept, person, words, world.now, world.setting))
    assert "…" not in seen.words
    assert seen.problems == []


def test_somebody_who_was_replaced_learns_no_more_about_it(world: Any, shown: Any) -> None:
    seen = shown(message(world, What.REPLACED_YOU, world.lou))
    assert "Ana" not in seen.words
    assert "Pat" not in seen.words
    assert seen.buttons == []


def test_an_interviewer_who_is_the_recruiter_too_is_told_once_what_concerns_them(
    world: Any, shown: Any
) -> None:
    pat = world.pat.but(role=Role.OPERATOR)
    values = {"by": pat.title, "by_id": pat.id}
    notice = world.notice(What.BOOKED, pat, values=values)
    kept = world.interview(interviewer_person=pat, owner=pat)
    words = words_for(pat, world.setting)
    seen = shown(told(notice, kept, pat, words, world.now, world.setting))
    assert "Booked: you interview Ana Ruiz." in seen.words
