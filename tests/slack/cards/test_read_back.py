"""What a typed line would do is read back before anybody is told."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.cautions import cautions
from bot.interviews.doing.done import Done
from bot.interviews.model import Channel, Kept, Kind, Preferences, Side, Status
from bot.interviews.planning.tellings import notices_after
from bot.interviews.plans import (
    Acceptance,
    Booking,
    Cancellation,
    Cannot,
    Declining,
    Handover,
    InterviewChange,
    Proposal,
    Rejection,
)
from bot.slack.cards import Message, read_back, words_for

LATER = timedelta(hours=1)


def done(world: Any, plan: Any, before: Any, after: Any, by: Any = None) -> Done:
    by = by or world.sam
    return Done(
        plan=plan,
        before=before,
        after=after,
        notices=notices_after(plan.deed, before, after, by, world.now),
        cautions=cautions(after, world.now),
    )


def read(world: Any, plan: Any, before: Any, after: Any, reader: Any = None) -> Message:
    reader = reader or world.sam
    words = words_for(reader, world.setting)
    result = done(world, plan, before, after, reader)
    return read_back(result, "draft-1", reader, words, world.now, world.setting)


def booking(world: Any) -> Booking:
    return Booking(
        kind=Kind.VIDEO_CALL,
        start_at=world.start,
        end_at=world.start + LATER,
        interviewee_id=9,
        interviewer_id=2,
    )


def moved(world: Any) -> Kept:
    return world.interview(start_at=world.start + LATER, end_at=world.start + 2 * LATER)


def test_a_booking_says_who_when_in_both_zones_where_and_who_will_be_told(
    world: Any, shown: Any
) -> None:
    ana, pat = world.ana, world.pat
    kept = world.interview(interviewee_person=ana, interviewer_person=pat)
    reader = world.sam.but(time_zone="Europe/Madrid")
    seen = shown(read(world, booking(world), None, kept, reader))
    assert seen.words.splitlines()[:4] == [
        "*Book this interview?*",
        "*Ana Ruiz* is interviewed by *Pat Lee*",
        "Fri 27 Nov 2026, 15:00\u201315:45 Madrid (09:00 New York) · 45 minutes",
        "Video call · https://meet.example.com/abc?a=1&amp;b=2",
    ]
    assert "Will be told: Ana Ruiz and Pat Lee" in seen.words
    assert seen.buttons == ["Book", "Open form", "Never mind"]
    assert seen.values == ["draft-1"] * 3
    assert seen.problems == []


def test_clocks_that_all_differ_are_labelled_by_person(world: Any, shown: Any) -> None:
    seen = shown(read(world, booking(world), None, world.interview()))
    assert "14:00\u201314:45 London (Ana: 15:00 Madrid · Pat: 09:00 New York)" in seen.words


def test_who_is_not_in_slack_is_named_before_booking(world: Any, shown: Any) -> None:
    ana = world.ana.but(slack_user_id=None)
    seen = shown(read(world, booking(world), None, world.interview(interviewee_person=ana)))
    assert "Will be told: Pat Lee" in seen.words
    assert "Not in Slack, so I can't tell them: Ana Ruiz" in seen.words
    assert "Please tell them yourself" in seen.words


def test_who_would_rather_have_e_mails_is_said_to_get_one(world: Any, shown: Any) -> None:
    world.setting = world.setting.but(mails=True)
    ana = world.ana.but(email="ana@example.com", preferences=Preferences(channel=Channel.MAIL))
    seen = shown(read(world, booking(world), None, world.interview(interviewee_person=ana)))
    assert "Will be told: Pat Lee" in seen.words
    assert "Will be told by e-mail: Ana Ruiz" in seen.words


def test_a_move_reads_back_the_old_time_and_the_new_one(world: Any, shown: Any) -> None:
    plan = InterviewChange(start_at=world.start + LATER, end_at=world.start + 2 * LATER)
    seen = shown(read(world, plan, world.interview(), moved(world)))
    assert "*Move this interview?*" in seen.words
    line = next(line for line in seen.words.splitlines() if "→" in line)
    assert line.startswith(
        "~Fri 27 Nov 2026, 14:00\u201314:45 London~ → *Fri 27 Nov 2026, 15:00\u201316:00"
    )
    assert seen.buttons == ["Move", "Open form", "Never mind"]


def test_every_field_that_changes_is_read_back(world: Any, shown: Any) -> None:
    after = world.interview(
        start_at=world.start + LATER,
        end_at=world.start + 2 * LATER,
        kind=Kind.IN_PERSON,
        location="Room Bilbao",
        interviewer_person=world.lou,
        interviewer_id=4,
    )
    seen = shown(read(world, InterviewChange(location="Room Bilbao"), world.interview(), after))
    lines = [line for line in seen.words.splitlines() if "→" in line]
    assert len(lines) == 3
    assert "~Pat Lee~ → *Lou Stranger*" in lines[0]
    assert "~Video call~ → *In person*" in lines[2]
    assert "→ *Room Bilbao*" in lines[2]
    assert seen.buttons[0] == "Change"


def test_a_swap_says_swap_and_tells_the_one_who_leaves(world: Any, shown: Any) -> None:
    after = world.interview(interviewer_person=world.lou, interviewer_id=4)
    seen = shown(read(world, InterviewChange(interviewer_id=4), world.interview(), after))
    assert seen.buttons[0] == "Swap"
    told = next(line for line in seen.words.splitlines() if line.startswith("Will be told"))
    assert "Lou Stranger" in told
    assert "Pat Lee" in told


def test_what_changes_nothing_has_no_button_to_do_it(world: Any, shown: Any) -> None:
    seen = shown(read(world, InterviewChange(location=None), world.interview(), world.interview()))
    assert "Nothing to change" in seen.words
    assert "do_draft" not in seen.press_ids


def test_a_cancellation_reads_back_its_reason(world: Any, shown: Any) -> None:
    plan = Cancellation(reason="<!channel> budget")
    seen = shown(read(world, plan, world.interview(), world.interview(Status.CANCELLED)))
    assert "Why: &lt;!channel&gt; budget" in seen.words
    assert seen.buttons == ["Cancel interview", "Never mind"]


def test_a_proposal_reads_back_both_times(world: Any, shown: Any) -> None:
    after = world.interview(Status.AMENDED, proposed_by=Side.INTERVIEWER)
    plan = Proposal(amend_start_at=world.start, amend_end_at=world.start + LATER)
    seen = shown(read(world, plan, world.interview(), after, world.pat))
    line = next(line for line in seen.words.splitlines() if "→" in line)
    assert "27 Nov" in line.partition("→")[0]
    assert "28 Nov" in line.partition("→")[2]
    assert "Will be told: Ana Ruiz" in seen.words
    assert seen.buttons == ["Propose", "Never mind"]


@pytest.mark.parametrize(
    ("plan", "label"),
    [
        (Acceptance(), "Accept"),
        (Declining(), "Keep the old one"),
        (Cannot(reason="ill"), "I can't make it"),
        (Rejection(), "Withdraw"),
        (Handover(owner_id=3), "Hand over"),
    ],
)
def test_every_deed_has_its_own_verb(world: Any, shown: Any, plan: Any, label: Any) -> None:
    before = world.interview(Status.AMENDED)
    seen = shown(read(world, plan, before, world.interview(Status.SCHEDULED)))
    assert seen.buttons == [label, "Never mind"]
    assert seen.problems == []


def test_cautions_stand_above_the_buttons(world: Any, shown: Any) -> None:
    at_night = world.start.replace(hour=23)
    after = world.interview(start_at=at_night, end_at=at_night + LATER, location=None)
    seen = shown(read(world, booking(world), None, after))
    assert "It will be 00:00 where Ana Ruiz is." in seen.words
    assert "there is no link yet" in seen.words
