"""What people do beside the deeds: book, set how they are told, leave, write, be forgotten.

Each function lets one thing happen in a company, with values drawn at random.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from hypothesis import strategies as some
from odd_deeds import ODD
from office import DAY, ZONES, Company
from random_deeds import Draw, ahead, applicants, lead_times, staff
from slack_at_hand import LOST, TROUBLES

from bot.interviews.digest import Days
from bot.interviews.model import Channel, Preferences
from bot.interviews.people.openings import Wanted
from bot.interviews.people.people import Profile
from bot.interviews.plans import Booking, Deed
from bot.interviews.ports.post import Undelivered
from bot.interviews.refusals import Refusal, Refused

MOST = 2  # interviews that are to come
names = some.sampled_from(sorted(ZONES))
kinds = some.sampled_from(["video_call", "in_person", "phone_call"])
quiet_hours = some.sampled_from([(time(21), time(8)), (time(0), time(0)), (time(12), time(15))])
odd_ones = some.lists(some.sampled_from(sorted(ODD)), min_size=2, max_size=4)


def book(company: Company, draw: Draw) -> None:
    if len(company.coming()) < MOST:
        start = company.soon(draw(ahead))
        given = {"kind": draw(kinds), "force": draw(some.booleans())}
        company.books(booking(company, draw(applicants), draw(staff), start, **given), "sam")


def find_and_book(company: Company, draw: Draw) -> None:
    """Book several at once, at times at which nobody has another interview."""
    who, with_ = draw(applicants), draw(some.sampled_from(["pat", "lee"]))
    people = [company.person(who), company.person(with_)]
    wanted = Wanted(company.now, company.now + 7 * DAY, company.house.LENGTH)
    many, first = draw(some.integers(1, 2)), 0
    for found in company.diary.openings(people, wanted, by=company.by("sam"), most=many):
        plan = booking(company, who, with_, found.start_at, told_with=first)
        refused = company.books(plan, "sam")
        assert refused is None or refused.key is not Refusal.BUSY
        first = first or company.numbers[-1]


def book_after_it_was_read_back(company: Company, draw: Draw) -> None:
    """Press the button of a draft twice: it books once."""
    interviews, by = company.house.interviews, company.by("sam")
    plan = booking(company, draw(applicants), draw(staff), company.soon(draw(ahead)))
    try:
        draft, promised = interviews.draft(plan, by=by)
    except Refused as refused:
        company.note(Deed.BOOK, refused.key)
        return
    done, again = (interviews.carry_out(draft.id, by=by) for _ in range(2))
    assert again.again
    assert again.after.id == done.after.id
    assert [*map(_in_short, done.notices)] == [*map(_in_short, promised.notices)]
    company.note(Deed.BOOK, "done")
    company.numbers.append(done.after.id)


def try_what_is_refused(company: Company, draw: Draw) -> None:
    """Let anybody do with any interview what nobody should."""
    kepts = [*company.coming(), *company.lately()]
    number, by = draw(some.sampled_from(kepts)).id, draw(names)
    for odd in draw(odd_ones):
        plan, more = ODD[odd](company.house.stored(number), company.now)
        company.does(number, by, plan, **more)


def prefer(company: Company, draw: Draw) -> None:
    quiet_from, quiet_until = draw(quiet_hours)
    prefers = Preferences(
        quiet_from=quiet_from,
        quiet_until=quiet_until,
        only_musts=draw(some.booleans()),
        lead_times=draw(lead_times),
        room=draw(some.sampled_from([None, "https://meet.example/room"])),
        channel=draw(some.sampled_from([Channel.SLACK, Channel.SLACK, Channel.MAIL])),
    )
    company.house.preferring.prefer(prefers, by=company.by(draw(names)))


def leave_or_come_back(company: Company, draw: Draw) -> None:
    person = company.person(draw(some.sampled_from(["lee", "ana", "pat", "rita"])))
    members, slack_id = company.slack.workspace.members, person.slack_user_id
    if slack_id is not None:
        leaves = not members[slack_id].deleted
        members[slack_id] = members[slack_id].changed(deleted=leaves)
        profile = Profile(
            slack_user_id=slack_id, name=person.title, email=person.email,
            time_zone=person.time_zone, locale=person.locale, deactivated=leaves,
        )  # fmt: skip
        company.house.people.meet(1, profile)


def forget(company: Company, draw: Draw) -> None:
    """Forget somebody; in their place somebody new comes."""
    who, by = draw(some.sampled_from(["ana", "bob", "mia", "pat", "sam", "zoe"])), draw(names)
    person = company.person(who)
    try:
        company.house.forgetting.forget(person.id, by=company.by("sam" if by == who else by))
    except Refused as refused:
        company.note("forget", refused.key)
        return
    company.note("forget", "done")
    company.witness.forgets([person.title])
    company.somebody_new(who, in_slack=person.slack_user_id is not None)


def write(company: Company, draw: Draw) -> None:
    """Write to the bot what it does not understand; it goes to whom it concerns."""
    times = draw(some.sampled_from([1, 1, 1, 6]))
    kept = draw(some.sampled_from(company.lately())) if times > 1 else None
    by = company.by(draw(names))
    for _ in range(times):
        company.written += 1
        company.says("write", lambda: company.house.passing_on.pass_on(
            f"Question {company.written}?", by=by, once=str(company.written),
            interview_id=kept.id if kept else None,
        ))  # fmt: skip


def write_back(company: Company, draw: Draw) -> None:
    """Answer what one of the two wrote."""
    kept = draw(some.sampled_from(company.lately()))
    asks = draw(some.sampled_from([kept.interviewee_person, kept.interviewer_person]))
    if asks.title in company.called.values():
        by = company.house.by(asks.title)
        company.written += 1
        company.says("write", lambda: company.house.passing_on.pass_on(
            f"Question {company.written}?", by=by, once=str(company.written), interview_id=kept.id
        ))  # fmt: skip
    by = company.by(draw(some.sampled_from(["sam", "sam", "rita", "pat"])))
    company.written += 1
    company.says("write back", lambda: company.house.passing_on.answer(
        kept.id, asks.id, f"Answer {company.written}.", by=by, once=str(company.written)
    ))  # fmt: skip


def set_up_a_digest(company: Company, draw: Draw) -> None:
    digests, by = company.digests, company.by("sam")
    if draw(some.booleans()):
        digests.drop("C1", by=by)
    else:
        clock = draw(some.sampled_from([time(9), time(3)]))
        digests.keep(digests.planned("C1", Days.WEEKDAYS, clock, by=by), by=by)


def have_trouble(company: Company, draw: Draw) -> None:
    """Let Slack, or the mail server, not do the next that it is asked for somebody."""
    person, (method, what) = company.person(draw(names)), draw(some.sampled_from(TROUBLES))
    channel = f"D{(person.slack_user_id or '')[1:]}"
    company.slack.troubles.setdefault((channel, method), []).append(what)
    letter = Undelivered(what, certain=what != LOST, for_good=what == "refused")
    company.letters.troubles.setdefault(person.id, []).append(letter)


PEOPLE: dict[str, Callable[[Company, Draw], None]] = {
    "book": book,
    "find and book": find_and_book,
    "book after it was read back": book_after_it_was_read_back,
    "try what is refused": try_what_is_refused,
    "prefer": prefer,
    "leave or come back": leave_or_come_back,
    "forget": forget,
    "write": write,
    "write back": write_back,
    "set up a digest": set_up_a_digest,
    "have trouble": have_trouble,
}


def booking(company: Company, who: str, with_: str, start_at: datetime, **given: Any) -> Booking:
    people = {"interviewee": company.called[who], "interviewer": company.called[with_]}
    plan: Booking = company.house.booking(start_at=start_at, location=None, **people, **given)
    return plan


def _in_short(notice: Any) -> tuple[Any, ...]:
    return notice.person_id, notice.what, notice.loud, notice.due_at, notice.lead_time
