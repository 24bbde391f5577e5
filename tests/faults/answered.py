"""Dialogues of the two who meet: yes, another time, can't, standing in; and what they write."""

from __future__ import annotations

from acts import form, in_turn, on_card, on_home, own, read_back, types
from arranged import by_form, by_line
from company import STUCK, Company, wait_for

from bot.interviews.notices import CONVERSATION, TEXT, Notice
from bot.playground.driver import Person


def says_yes(company: Company) -> None:
    number = by_line(company)
    company.does(number, "ana", "accept", on_card(number, "I'll be there"))
    company.does(number, "pat", "accept", types(f"{number} accept"))


def says_yes_on_the_home(company: Company) -> None:
    number = by_line(company, "@anne with @pat")
    company.does(number, "anne", "accept", on_home(number, "Allí estaré"))


def says_yes_in_spanish(company: Company) -> None:
    number = by_line(company, "@anne with @pat")
    company.does(number, "anne", "accept", own(number, "Allí estaré"))


def is_recorded(company: Company) -> None:
    number = by_line(company)
    company.does(number, "sam", "accept", on_card(number, "Record Ana's yes"))


def agrees_on_another_time(company: Company) -> None:
    number = by_line(company)
    another = form(on_card(number, "Another time"), {"Day": "2027-01-11"})
    company.does(number, "ana", "amend", another)
    company.does(number, "pat", "accept", on_card(number, "Accept"))


def keeps_the_old_time(company: Company) -> None:
    number = by_line(company)
    proposed = read_back(f"{number} propose 12 jan 2027 9:00", "Propose")
    company.does(number, "pat", "amend", proposed)
    company.does(number, "ana", "decline", on_card(number, "Keep the old one"))


def takes_it_back(company: Company) -> None:
    number = by_line(company)
    another = form(on_card(number, "Another time"), {"Day": "2027-01-13"})
    company.does(number, "ana", "amend", another)
    company.does(number, "ana", "decline", on_card(number, "Take it back"))


def is_countered(company: Company) -> None:
    """A time is looked for from both sides; one of them is typed in words."""
    number = by_line(company)
    first = form(on_card(number, "Another time"), {"When": "14 jan 2027 15:00"})
    company.does(number, "ana", "amend", first)
    second = form(on_card(number, "Another time"), {"Day": "2027-01-15"})
    company.does(number, "pat", "amend", second)
    third = read_back(f"{number} propose 18 jan 2027 15:00", "Propose")
    company.does(number, "ana", "amend", third)
    accepts = read_back(f"{number} accept", "Accept")
    company.does(number, "pat", "accept", accepts)


def withdraws(company: Company) -> None:
    number = by_form(company)
    gone = form(on_card(number, "I can't come"), {"What would you like?": "Withdraw"}, {})
    company.does(number, "bob", "reject", gone)


def cannot_make_it(company: Company) -> None:
    number = by_form(company)
    gone = form(on_card(number, "Can't make it"), {"Why?": "ill"})
    company.does(number, "lee", "cannot", gone)


def needs_somebody_else(company: Company) -> tuple[int, str, str]:
    """Let Pat not make it; give the number, who is asked to stand in, and who else could."""
    for who in ("lee", "max"):
        if not any(kept.interviewer_person == company.known(who) for kept in company.all()):
            by_line(company, f"@bob with @{who}")
    number = by_line(company)
    gone = form(own(number, "Can't make it"), {"Why?": "flu"})
    company.does(number, "pat", "cannot", gone)
    asked = who_is_asked(company, number)
    return number, asked, "max" if asked == "lee" else "lee"


def who_is_asked(company: Company, number: int) -> str:
    asked = company.kept(number).asked_id
    return next(who for who in ("lee", "max") if (k := company.known(who)) and k.id == asked)


def somebody_stands_in(company: Company) -> None:
    number, asked, _ = needs_somebody_else(company)
    company.does(number, asked, "take", own(number, "Yes, I'll take it"))


def somebody_says_no_and_the_next_one_stands_in(company: Company) -> None:
    number, asked, other = needs_somebody_else(company)
    company.does(number, asked, "leave", own(number, "No"))
    assert who_is_asked(company, number) == other
    company.does(number, other, "take", read_back(f"{number} accept", "I'll take it"))


def the_recruiter_chooses_who_stands_in(company: Company) -> None:
    number, asked, other = needs_somebody_else(company)
    label = f"Ask {other.title()}"
    asks = in_turn(on_card(number, "Ask somebody else"), lambda person: person.presses(label))
    company.does(number, "sam", "ask", asks)
    back = read_back(f"{number} ask @{asked}", "Ask")
    company.does(number, "sam", "ask", back)
    company.does(number, asked, "take", own(number, "Yes, I'll take it"))


def is_asked_and_answers(company: Company) -> None:
    """What two people write is passed on; the answers come back, by a form and by the thread."""
    by_line(company)
    by_line(company, "@bob with @lee")
    number = passes_on(company, "ana", "Do I need to bring my CV?")
    answer = form(own(number, "Answer"), {"Answer": "No, just yourself"})
    company.insists(
        "sam", answer, lambda: written(company, number, "No, just yourself"), once_more=False
    )
    number = passes_on(company, "bob", "May I come ten minutes early?")
    writes(company, "sam", "yes, do", number, below="May I come ten minutes early?")
    company.told += [("ana", "No, just yourself"), ("bob", "yes, do")]


def passes_on(company: Company, who: str, text: str) -> int:
    """Let somebody write to the bot, and the recruiter read it; give the interview's number."""
    number = next_of(company, who)
    writes(company, who, text, number)
    wait_for(lambda: text in company.people["sam"].sees(), STUCK)
    company.told.append(("sam", text))
    return number


def next_of(company: Company, who: str) -> int:
    """Give the number of the next interview in which somebody is interviewed."""
    known, now = company.known(who), company.house.clock.now()
    coming = [
        kept
        for kept in company.all()
        if kept.interviewee_person == known and kept.is_live and kept.interview.end_at > now
    ]
    return min(coming, key=lambda kept: kept.interview.start_at).id


def writes(company: Company, who: str, text: str, number: int, below: str = "") -> None:
    """Let somebody write until it is passed on; again only once they were told that it failed."""
    direct = f"D0{who.upper()}"

    def passed_on() -> list[Notice]:
        return written(company, number, text)

    def act(person: Person) -> None:
        before = person.messages(direct)
        thread = next((each["ts"] for each in before if below and below in str(each)), None)
        failed = failures(person, direct)
        person.types(text, direct, thread)
        wait_for(lambda: passed_on() or failures(person, direct) > failed, STUCK / 2)

    company.insists(who, act, passed_on, once_more=False)


def failures(person: Person, direct: str) -> int:
    return person.sees(direct).lower().count("try again")


def written(company: Company, number: int, text: str) -> list[Notice]:
    return [
        notice
        for notice in company.notices(number)
        if notice.what in CONVERSATION and notice.values.get(TEXT) == text
    ]
