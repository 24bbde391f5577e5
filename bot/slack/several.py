"""Several bookings at once, a line each: read back as one table, then booked one by one.

Every line that can be booked is a draft, named by the form and by what was read. So however often
the form or the table is sent, nothing is booked twice, and what broke off goes on where it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from bot.deadline import TookTooLong
from bot.interviews.cautions import Cautious
from bot.interviews.doing.done import Done
from bot.interviews.model import Actor, Kept, Side
from bot.interviews.notices import What
from bot.interviews.people.availability import takes_the_time_of
from bot.interviews.planning.several import MOST
from bot.interviews.plans import Booking, Deed
from bot.interviews.refusals import Refusal, Refused
from bot.slack.blocks import escape
from bot.slack.booking import planned
from bot.slack.cards import lines_of, view_of
from bot.slack.cards.done import undo_all_row
from bot.slack.desk import Desk, Opens, quoted
from bot.slack.form_plans import Missing
from bot.slack.forms import answers, several
from bot.slack.forms.inputs import View
from bot.slack.forms.several import LINES_FIELD, ReadLine, Row
from bot.slack.grammar import Line
from bot.slack.several_undone import in_one_line
from bot.slack.times_typed import Unclear
from bot.slack.which_time import label

Sent = Mapping[str, Any]  # a view, as Slack sends it
OVERLAPS = Cautious.OVERLAPS  # which is said with the other interview's number
NAME = 16  # characters, of which fifty fit into a view
VERB = re.compile(r"(?is)^.*?\bseveral\b\s*")


def open_several(desk: Desk, actor: Actor, _line: Line, text: str) -> Opens:
    """Open the form for several, with the lines that were typed behind the verb."""
    desk.interviews.check(Deed.BOOK, by=actor)
    return Opens(several.build(VERB.sub("", text), desk.form_words(actor)))


def read_several(desk: Desk, actor: Actor, view: Sent) -> View:
    """Read the lines of the form, and show them as a table; Missing: there are too many, or none.

    What was booked from this form before is said to be, and is not booked again.
    """
    desk.interviews.check(Deed.BOOK, by=actor)
    lines = several.read(view)
    if not 0 < len(lines) <= MOST:
        raise Missing("several.how_many", LINES_FIELD, most=MOST)
    sheet = Sheet(desk, actor, view["id"])
    for number, line in enumerate(lines, start=1):
        sheet.read(number, line)
    return several.table(sheet.rows, sheet.head(), sheet.lines, desk.form_words(actor))


def book_several(desk: Desk, actor: Actor, view: Sent) -> View:
    """Book what was chosen of the table, each by itself, and say what came of it.

    When there is no time left the rest waits: sending the form again goes on with it.
    """
    words = desk.form_words(actor)
    booked, missed = list[Kept](), list[str]()
    rows = several.chosen(view)
    told_with = 0 if len(rows) > 1 else None
    for row in rows:
        try:
            done = _book(desk, actor, row, told_with)
            told_with = _next_told_with(done, told_with)
            booked.append(done.after)
        except TookTooLong:
            missed.append(words.say("several.rest"))
            break
        except Refused as refused:
            why = words.refused(refused)
            missed.append(words.say("several.not_booked", line=row.number, why=why))
    lines = [in_one_line(kept, words) for kept in booked]
    said = [words.say("several.booked", count=len(booked)), *lines, *missed]
    undo = undo_all_row([kept.id for kept in booked], words)
    return answers.said(words.say("several.title"), said, words, *undo)


def _next_told_with(done: Done, told_with: int | None) -> int | None:
    """Give with which interview the next one is told of."""
    begins = any(notice.what is What.SEVERAL for notice in done.notices)
    return done.after.id if begins or (done.again and told_with == 0) else told_with


def _book(desk: Desk, actor: Actor, row: Row, told_with: int | None) -> Done:
    """Book a row of the table, unless it was before."""
    plan = desk.interviews.open_draft(row.draft_id, by=actor).plan
    if not isinstance(plan, Booking):
        raise TypeError("a table books, and does nothing else")
    start_at = row.start_at or plan.start_at
    end_at = start_at + (plan.end_at - plan.start_at)
    plan = plan.but(start_at=start_at, end_at=end_at, force=row.force, told_with=told_with)
    return desk.interviews.do(plan, by=actor, draft_id=row.draft_id)


class Sheet:
    """The lines of one form, read one after the other, each beside those before it."""

    def __init__(self, desk: Desk, actor: Actor, form_id: str) -> None:
        self.rows: list[Row] = []
        self.lines: list[ReadLine] = []
        self._desk = desk
        self._actor = actor
        self._form_id = form_id
        self._words = desk.words(actor)
        self._names: list[str] = []
        self._would_be: dict[int, Kept] = {}  # by the number of the line
        self._booked = 0

    def read(self, number: int, line: str) -> None:
        """Read the next line; what is said of it stands in its block."""
        words = self._words
        try:
            self._consider(number, line, planned(self._desk, self._actor, line))
        except Refused as refused:
            self._not_understood(number, line, words.refused(refused))
        except (Missing, Unclear) as unclear:
            why = words.say(unclear.key, **unclear.values)
            self._not_understood(number, line, " ".join((why, *self._readings(unclear))))

    def head(self) -> str:
        """Say what the lines come to."""
        words = self._words
        doubtful = sum(row.doubtful for row in self.rows)
        unclear = len(self.lines) - len(self.rows) - self._booked
        counts = {
            "understood": len(self.rows) - doubtful,
            "doubtful": doubtful,
            "unclear": unclear,
            "booked_before": self._booked,
        }
        said = [words.say(f"several.{key}", count=count) for key, count in counts.items() if count]
        lines = [f"*{words.several(said)}.*", words.say("several.go_back") if unclear else ""]
        return "\n".join(filter(None, lines))

    def _consider(self, number: int, line: str, plan: Booking) -> None:
        name = self._name(plan)
        known, booked = self._draft(name)
        if booked is not None:
            self._booked += 1
            before = [in_one_line(booked, self._words), self._words.say("several.before")]
            self._show(number, before)
            return
        try:
            done, doubts = self._would_do(plan, line, name, known=known), list[str]()
            doubts += self._clash(done.after)
        except Refused as busy:
            if busy.key is not Refusal.BUSY:
                raise
            done = self._would_do(plan.but(force=True), line, name, known=known)
            doubts = [self._words.refused(busy)]
        self._add(number, name, done, doubts)

    def _name(self, plan: Booking) -> str:
        """Name a draft by the form and by what was read; the same line again is another draft."""
        said = f"{self._form_id} {plan.model_dump_json()}"
        names = (sha256(f"{said} {time}".encode()).hexdigest()[:NAME] for time in range(MOST))
        name = next(each for each in names if each not in self._names)
        self._names.append(name)
        return name

    def _draft(self, name: str) -> tuple[bool, Kept | None]:
        """Say whether there is such a draft, and give the interview that it has become."""
        interviews, by = self._desk.interviews, self._actor
        try:
            number = interviews.open_draft(name, by=by).done_interview_id
        except Refused:
            return False, None
        return True, interviews.get(number, by=by) if number else None

    def _would_do(self, plan: Booking, line: str, name: str, *, known: bool) -> Done:
        """Give what a line would do, once it is a draft; Refused BUSY when the time is taken."""
        interviews, by = self._desk.interviews, self._actor
        if known:
            return interviews.rehearse(plan, by=by)
        return interviews.draft(plan, by=by, line=line, draft_id=name)[1]

    def _clash(self, kept: Kept) -> list[str]:
        """Say which earlier line takes the time of one of the two."""
        clash = takes_the_time_of(kept, list(self._would_be.values()))
        if clash is None:
            return []
        line = list(self._would_be)[clash[0]]
        return [self._words.say("several.clash", line=line, person=clash[1])]

    def _add(self, number: int, name: str, done: Done, conflict: Sequence[str]) -> None:
        words, desk = self._words, self._desk
        view = view_of(done.after, self._actor.person, words, desk.now(), desk.setting)
        cautions = [words.caution(each) for each in done.cautions if each.key is not OVERLAPS]
        doubts = [words.say("several.doubt", why=why) for why in (*conflict, *cautions)]
        others = self._other_times(done.after) if conflict else {}
        nearest = [words.say("find.instead"), *map(escape, others.values())] if others else []
        self._show(number, [*lines_of(done, view), *doubts, *nearest], others)
        self._would_be[number] = done.after
        doubtful, force = bool(doubts), bool(conflict)
        self.rows.append(Row(number=number, draft_id=name, doubtful=doubtful, force=force))

    def _other_times(self, kept: Kept) -> dict[str, str]:
        """Give the three nearest times at which neither has another interview, as options."""
        desk, beside = self._desk, list(self._would_be.values())
        start_at, people = kept.interview.start_at, [kept.person(side) for side in Side]
        found = desk.diary.nearest(people, start_at, kept.length, by=self._actor, beside=beside)
        words = desk.form_words(self._actor)
        return {each.start_at.isoformat(): words.span(*each) for each in found}

    def _not_understood(self, number: int, line: str, why: str) -> None:
        said = self._words.say("text.quoted", text=quoted(line))
        self._show(number, [said, self._words.say("several.not_understood", why=why)])

    def _readings(self, unclear: Missing | Unclear) -> list[str]:
        """Give what a time may mean, so that it can be typed in the line."""
        candidates = unclear.candidates if isinstance(unclear, Unclear) else ()
        said = [label(self._desk, self._actor, each) for each in candidates]
        return [escape(" / ".join(said))] if said else []

    def _show(
        self, number: int, lines: Sequence[str], others: dict[str, str] | None = None
    ) -> None:
        text = f"*{number}.* " + "\n".join(lines)
        self.lines.append(ReadLine(number, text, others or {}))
