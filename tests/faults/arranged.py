"""Dialogues that arrange an interview: booked, moved, edited, called off, undone."""

from __future__ import annotations

from acts import (
    Act,
    a_time,
    form,
    in_turn,
    on_card,
    own,
    read_back,
    types,
)
from company import STUCK, Company, wait_for

from bot.interviews.model import Channel
from bot.playground.driver import Person

LINES = "One interview per line"
WHICH = "What is booked?"


def book(company: Company, act: Act, many: int = 1) -> list[int]:
    """Let Sam book; give the numbers."""
    before = company.booked()
    company.insists("sam", act, lambda: company.booked() >= before + many)
    assert company.booked() == before + many, f"meant {many}, booked more"
    numbers = [*range(before + 1, before + many + 1)]
    company.meant |= {number: [("book", "sam")] for number in numbers}
    return numbers


def by_line(company: Company, who: str = "@ana with @pat", when: str | None = None) -> int:
    """Let Sam book by a line that is read back; give the number."""
    line = f"{who} {when or company.free_time()} 30m video at https://meet.example.com/x"
    return book(company, read_back(line, "Book"))[0]


def by_form(company: Company) -> int:
    """Let Sam book by the form that a line opens, since it lacks something; give the number."""
    open_it = types(f"@bob with @lee {company.free_time()} 45m")
    return book(company, form(open_it, {"Kind": "Phone call"}))[0]


def is_booked_by_a_shortcut(company: Company) -> None:
    fields = {
        "Who is interviewed?": "Bob Silva", "Who interviews?": "Lee Okafor",
        "When": company.free_time(), "Kind": "Phone call",
    }  # fmt: skip
    book(company, form(lambda person: person.uses_shortcut("new_interview"), fields))


def is_read_back_and_booked_by_form(company: Company) -> None:
    line = f"@ana with @pat {company.free_time()} 45m video"
    ask = in_turn(types(line), lambda person: person.presses("Open form"))
    book(company, form(ask, {"Link": "https://meet.example.com/y"}))


def is_booked_when_it_is_asked_at_what_time(company: Company) -> None:
    line = f"@bob with @lee on {company.free_time().rpartition(' ')[0]} 30m phone"
    book(company, read_back(in_turn(types(line), a_time()), "Book"))


def several_are_booked(company: Company) -> None:
    lines = "\n".join(f"@bob with @lee {company.free_time()} 30m phone" for _ in range(3))
    book(company, several(lines), 3)


def several(lines: str) -> Act:
    """Send the lines and then their table; what there was no time for is gone back to."""

    def act(person: Person) -> None:
        if not person.state()["views"]:
            person.types("/interview several")
        if LINES in person.view():
            person.chooses(LINES, lines, "view")
            person.submits()
        if WHICH in person.view():
            person.chooses(WHICH, "All", "view")
        for view in person.state()["views"][-1:]:
            (person.submits if view.get("submit") else person.closes)()

    return act


def is_found_a_time(company: Company) -> None:
    ask = in_turn(types("find 45m @bob @lee 18 dec 2026 phone"), a_time())
    book(company, read_back(ask, "Book"))


def is_moved_by_line(company: Company) -> None:
    number = by_line(company)
    company.does(number, "sam", "change", read_back(f"{number} move +10m", "Move"))


def is_told_by_letter(company: Company) -> None:
    """Kim would rather have letters; the card of before still stands in Slack."""
    number = by_line(company, "@kim with @lee")

    def hears_by_letter() -> bool:
        known = company.known("kim")
        return known is not None and known.prefers.channel is Channel.MAIL

    wait_for(company.people["kim"].messages, STUCK)
    company.insists("kim", form(types("me"), {"channel": "E-mail"}), hears_by_letter)
    company.does(number, "sam", "change", read_back(f"{number} move +10m", "Move"))


def is_moved_by_a_name_that_two_have(company: Company) -> None:
    by_line(company)
    number = by_line(company, "@anne with @lee")

    def ask(person: Person) -> None:
        person.types("/interview Ana move +10m")
        person.presses("Ana Prat")
        if f"[#{number} · " in person.last():  # she has several
            person.presses(f"#{number} · ")

    company.does(number, "sam", "change", read_back(ask, "Move"))


def is_edited_by_form(company: Company) -> None:
    number = by_form(company)
    fields = {"Kind": "In person", "Address or room": "Room Bilbao"}
    company.does(number, "sam", "change", form(types(f"{number} edit"), fields))


def is_edited_by_two_at_once(company: Company) -> None:
    number = by_line(company)
    company.insists(
        "sam", types("recruiter @max"), lambda: (max_ := company.known("max")) and max_.is_recruiter
    )
    edit = form(types(f"{number} edit"), {"Link": "https://meet.example.com/z"})
    company.people["sam"].types(f"/interview {number} edit")
    company.does(number, "max", "change", read_back(f"{number} for 40m", "Move"))
    company.does(number, "sam", "change", edit)
    company.insists(
        "sam", types("recruiter @max remove"),
        lambda: (max_ := company.known("max")) and not max_.is_recruiter,
    )  # fmt: skip


def is_swapped(company: Company) -> None:
    number = by_line(company)
    company.does(number, "sam", "change", read_back(f"{number} with @lee", "Swap"))


def is_cancelled(company: Company) -> None:
    number = by_line(company)
    company.does(number, "sam", "cancel", read_back(f"{number} cancel", "Cancel interview"))


def is_cancelled_by_form(company: Company) -> None:
    number = by_form(company)
    company.does(number, "sam", "cancel", form(on_card(number, "Cancel interview"), {}))


def is_cancelled_by_a_mention(company: Company) -> None:
    number = by_line(company)
    ask = mention(company, f"{number} cancel")
    company.does(number, "sam", "cancel", read_back(ask, "Cancel interview"))


def mention(company: Company, line: str) -> Act:
    """Type a line that mentions the bot in #hiring, and wait for what is answered there."""

    def act(person: Person) -> None:
        before = len(person.messages(company.hiring))
        person.types(f"@Interview Bot {line}", company.hiring)
        wait_for(lambda: len(person.messages(company.hiring)) > before + 1)

    return act


def is_undone_by_line(company: Company) -> None:
    number = by_line(company)
    company.does(number, "sam", "change", read_back(f"{number} move +10m", "Move"))
    company.does(number, "sam", "undo", read_back(f"{number} undo", "Undo"))


def a_booking_is_undone_on_its_card(company: Company) -> None:
    number = by_form(company)
    company.does(number, "sam", "undo", own(number, "Undo"))


def an_answer_is_undone_on_its_card(company: Company) -> None:
    number = by_line(company)
    company.does(number, "ana", "accept", own(number, "I'll be there"))
    company.does(number, "ana", "undo", own(number, "Undo"))
