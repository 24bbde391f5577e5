"""Dialogues around the start of an interview and after it, with the clock turned forward."""

from __future__ import annotations

from datetime import timedelta

from acts import a_time, form, in_turn, own, read_back, types
from arranged import by_line
from company import MADRID, Company

from bot.interviews.notices import What

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
HOW_IT_WAS = {
    "Would you go ahead with this person?": "Yes",
    "Notes": "Clear thinker",
    "For recruiters only": "Wants a lot",
}


def today(company: Company, who: str = "@bob with @lee", within: timedelta = 10 * MINUTE) -> int:
    """Let Sam book an interview that begins soon; give the number."""
    start_at = company.soon(within).astimezone(MADRID)
    return by_line(company, who, f"{start_at:%d %b %Y %H:%M}")


def begins(company: Company, number: int) -> None:
    company.began.add(number)
    company.turns_clock(company.kept(number).interview.start_at)


def is_over(company: Company, number: int, since: timedelta = MINUTE) -> None:
    company.began.add(number)
    company.turns_clock(company.kept(number).interview.end_at + since)


def comes(company: Company) -> None:
    number = today(company)
    begins(company, number)
    company.does(number, "lee", "attend", own(number, "Came"))


def runs_late(company: Company) -> None:
    number = today(company)
    begins(company, number)
    late = in_turn(own(number, "Running late"), own(number, "10 minutes"))
    company.does(number, "bob", "late", late)
    company.does(number, "lee", "late", read_back(f"{number} late 5", "Tell them"))


def does_not_come_and_is_invited_anew(company: Company) -> None:
    number = today(company)
    begins(company, number)
    company.does(number, "lee", "attend", own(number, "Didn't come"))
    ask = in_turn(own(number, "Find another time"), a_time(-1))
    company.does(number, "sam", "change", read_back(ask, "Move"))


def says_how_it_was(company: Company) -> None:
    number = today(company)
    is_over(company, number, 6 * MINUTE)
    company.does(number, "lee", "feedback", form(own(number, "How was it?"), HOW_IT_WAS))
    changed = form(types(f"{number} feedback"), {"Notes": "Not sure"})
    company.does(number, "lee", "feedback", changed)


def is_asked_three_times_how_it_was(company: Company) -> None:
    number = today(company)
    is_over(company, number, 6 * MINUTE)
    is_over(company, number, 61 * MINUTE)
    is_over(company, number, DAY)
    asked = [each for each in company.notices(number) if each.what is What.FEEDBACK]
    assert len(asked) <= 3, asked


def is_reminded(company: Company) -> None:
    number = today(company, within=timedelta(minutes=65))
    start_at = company.kept(number).interview.start_at
    for minutes in (60, 10):
        company.turns_clock(start_at - minutes * MINUTE)
    begins(company, number)


def is_unanswered_the_day_before(company: Company) -> None:
    """The recruiter hears of it, and records both answers."""
    start_at = company.house.clock.now() + DAY + 10 * MINUTE
    when = f"{start_at.astimezone(MADRID):%d %b %Y %H:%M}"
    number = by_line(company, "@ana with @pat", when)
    company.turns_clock(company.kept(number).interview.start_at - DAY)
    company.does(number, "sam", "accept", own(number, "Record Ana's yes"))
    company.does(number, "sam", "accept", types(f"{number} accept for @pat"))


def is_reminded_at_other_times(company: Company) -> None:
    number = by_line(company)
    company.does(number, "sam", "remind", types(f"{number} remind 24h, 1h"))
    company.does(number, "sam", "remind", types(f"{number} remind off"))
    company.does(number, "sam", "remind", types(f"{number} remind usual"))
    company.does(number, "sam", "remind_now", read_back(f"{number} remind now", "Remind now"))
