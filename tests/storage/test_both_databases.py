"""Whatever is asked of the book, both databases answer the same: each call there is, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

import storage
from bot.interviews.digest import Days, Digest
from bot.interviews.model import (
    Application,
    Door,
    HistoryEntry,
    Kept,
    Person,
    Revocation,
    Role,
    Search,
    Side,
    Status,
    Token,
)
from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.plans import Booking, Cancellation, Draft
from bot.interviews.ports.erasure import Remnant
from bot.interviews.ports.ledger import Lease, Sent
from bot.interviews.ports.post import Receipt
from storage.pages import SqlPages
from storage.types import EPOCH

pytestmark = pytest.mark.slow

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CALLS = {name for name in dir(SqlPages) if not name.startswith("_")}
Ask = Callable[..., Any]


class Asked:
    """A book that is asked one thing after the other, and what it answered."""

    def __init__(self, url: str) -> None:
        self._book = storage.open_book(url)
        self.answers: list[tuple[str, Any]] = []

    def __call__(self, name: str, *given: Any, **named: Any) -> Any:
        with self._book.write() as pages:
            answer = getattr(pages, name)(*given, **named)
            if isinstance(answer, Iterator):
                answer = list(answer)
        self.answers.append((name, answer))
        return answer

    def close(self) -> None:
        self._book.close()


class Company:
    """Ana, who applied twice, Ben, who interviews, and Rita, who recruits, in a book."""

    def __init__(self, ask: Ask, arranged: Any, noon: datetime) -> None:
        self.id = ask("workspace", "T1", "Vans")
        self.ask, self.noon = ask, noon

        def person(title: str, role: Role, **given: Any) -> Person:
            somebody = Person(id=0, workspace_id=self.id, title=title, role=role, **given)
            added: Person = ask("add_person", somebody)
            return added

        self.ana = person("Ana Álvarez", Role.DRIVER, email="Ana@X.Y", slack_user_id="U1")
        self.ben = person("Ben Baker", Role.INTERVIEWER)
        self.rita = person("Rita Ross", Role.OPERATOR)
        self.nobody = person("Nobody", Role.DRIVER)
        applied = Application(
            id=0, workspace_id=self.id, driver_id=self.ana.id, kind="van", updated_at=noon - DAY
        )
        self.application = ask("add_application", applied)
        self.cast = SimpleNamespace(
            workspace_id=self.id, driver=self.ana, application=self.application,
            interviewer=self.ben, recruiter=self.rita,
        )  # fmt: skip
        self.kept: Kept = ask("add_interview", arranged(self.cast, status=Status.SCHEDULED))

    def people_and_interviews(self) -> None:
        ask, ana, kept, noon = self.ask, self.ana, self.kept, self.noon
        ask("workspace_known")
        ask("save_person", self.ben.but(email="ben@x.y"))
        ask("save_application", self.application.but(label="depot 7"))
        self.kept = ask("save_interview", kept.but(reason="snow"))
        ask("add_numbered", [kept.but(interview=kept.interview.but(id=70), version=4)])
        for name, *given in (
            ("person", ana.id), ("person_in_slack", "U1"), ("person_with_email", "ANA@x.y"),
            ("people", "álv"), ("people", ""), ("people_numbered", [3, 1, 99]),
            ("people_reached_by", ["U1"], ["BEN@X.Y"]), ("people_from", 1, 10, None),
            ("people_from", 0, 10, Search(text="ana")), ("recruiters",), ("staff",),
            ("application", self.application.id), ("applications_of", ana.id),
            ("applications_numbered", [self.application.id]), ("interview", kept.id),
            ("interviews_numbered", [70, 1]), ("interviews_from", 1, 10, Search()),
            ("search", Search(text="ÁLV", statuses=frozenset({Status.SCHEDULED}), per_page=1)),
            ("search", Search(person_id=ana.id, side=Side.INTERVIEWEE, unanswered=True)),
            ("search", Search(interviewer_id=self.ben.id, starts_from=noon, ends_after=noon)),
            ("overlapping", [ana.id], noon, noon + HOUR), ("busy_slots",),
            ("slots", noon - HOUR, noon + HOUR),
        ):  # fmt: skip
            ask(name, self.id, *given)
        ask("overlapping", self.id, [self.ben.id], noon, noon + HOUR, except_id=70)
        ask("slots_of", [ana.id, self.ben.id], noon - HOUR, noon + HOUR)

    def notices(self, notice: Callable[..., Notice], reminder: Callable[..., Notice]) -> None:
        ask, kept, noon, ana, ben = self.ask, self.kept, self.noon, self.ana, self.ben

        def claimed(version: int, **given: Any) -> Notice:
            ask("plan", [notice(kept, version=version, key=f"k{version}", **given)])
            lease = Lease(token=f"t{version}", taken_at=noon, until=noon + HOUR)
            found: Notice
            [found] = ask("claim", noon, lease, 10)
            return found

        ask("plan", [reminder(kept), reminder(kept, what=What.NO_LINK, key="l"), notice(kept)])
        ask("plan", [reminder(kept, what=What.UNANSWERED, lead_time=DAY, key="u")] * 2)
        ask("next_to_tell")
        ask("withdraw_watches", kept.id, Reason.ANSWERED, noon)
        ask("withdraw_reminders", kept.id, Reason.MOVED, noon)
        ask("withdraw_news", kept.id, kept.version, Reason.UNDONE, noon)
        sent = claimed(10)
        ask("sent", [Sent(sent, Receipt(channel="D1", ts="1.1"), noon)])
        ask("settle", claimed(11), State.FAILED, noon, reason=Reason.REFUSED, detail="gone")
        ask("settle", sent, State.FAILED, noon)  # it is no longer theirs
        late = {"version": kept.version, "reason": Reason.OVERTAKEN}
        ask("end", claimed(12), State.SKIPPED, noon, **late)
        ask("put_back", claimed(13), noon + DAY, posted_for_certain_not=True)
        ask("hasten", noon, noon + HOUR)
        ask("withdraw_news", kept.id, 13, Reason.OVERTAKEN, noon)
        ask("speak_up", claimed(14, loud=False))
        ask("withdraw_news", kept.id, 14, Reason.OVERTAKEN, noon)
        ask("hold", claimed(15), noon + HOUR, noon, Reason.IN_DOUBT)
        ask("hold", claimed(16, person_id=ben.id), noon + HOUR, None)
        ask("queue", noon)
        ask("overview", noon - DAY, noon)
        ask("notices_to", [(self.id, kept.id, ana.id), (self.id, kept.id, ben.id)])
        ask("posted_as", self.id, ana.id, "D1", "1.1")
        ask("card", self.id, kept.id, ana.id)
        ask("standing", ask("notices", self.id, kept.id)[-1:])

    def beside_them(self) -> None:
        ask, kept, noon, ana = self.ask, self.kept, self.noon, self.ana
        booking = Booking(
            kind="video_call", start_at=noon, end_at=noon + HOUR,
            interviewee_id=self.application.id, interviewer_id=self.ben.id,
        )  # fmt: skip
        for number, plan in enumerate((booking, Cancellation(reason="snow"))):
            draft = Draft(id=f"d{number}", workspace_id=self.id, by_id=3, plan=plan, made_at=noon)
            ask("add_draft", draft)
        ask("finish_draft", self.id, "d1", kept.id)
        ask("draft", self.id, "d1")
        digest = Digest(
            workspace_id=self.id, channel="C1", by_id=self.rita.id, days=Days.DAILY, at=time(9),
            time_zone="Europe/Madrid",
        )  # fmt: skip
        ask("keep_digest", digest)
        ask("digests")
        for _ in range(2):
            ask("claim_digest", digest, date(2026, 3, 2))
            ask("give_digest_back", digest, date(2026, 3, 2))
            ask("drop_digest", self.id, "C1")
        ask("revoke", Revocation(workspace_id=self.id, person_id=ana.id, at=noon))
        ask("revoke", Revocation(workspace_id=self.id, jti="lost", at=noon))
        ask("revoked_at", self.id, ana.id)
        for jti, issued_at in (("lost", noon), ("kept", noon), ("kept", noon + DAY)):
            ask("token_holder", Token(jti=jti, person_id=ana.id, issued_at=issued_at))

    def history(self) -> None:
        ask, kept, noon = self.ask, self.kept, self.noon
        line = HistoryEntry(
            workspace_id=self.id, interview_id=kept.id, version=1, deed="book",
            by_id=self.rita.id, door=Door.FILE, at=noon, after={"interviewer_id": self.ben.id},
        )  # fmt: skip
        ask("add_history", line)
        about = {"interview_id": None, "person_id": self.ben.id}
        ask("add_histories", [line.but(**about, deed="appoint", after={"role": "interviewer"})])
        ask("done_to", self.id, "book", "interview_id", [kept.id, 70])
        [written] = ask("history", self.id, kept.id)
        ask("done_by", self.rita, 1)
        ask("done_by", self.ben, 5)
        ask("overwrite_history", [written.but(after={"interviewer_id": None})])
        ask("history", self.id, kept.id)

    def forgetting(self) -> None:
        ask, kept, noon, ana = self.ask, self.kept, self.noon, self.ana
        for somebody in (ana, self.ben, self.rita, self.nobody):
            ask("holdings", somebody)
            ask("concerning", somebody)
            ask("has_a_part", somebody)
        ask("offered_to", self.ben, 10)
        ask("long_gone", self.id, noon + DAY, 10)
        ask("overwrite_notices", [ask("notices", self.id, kept.id)[0].but(values={}, detail="-")])
        ask("blank_person_history", self.ben)
        ask("drop_drafts", ana, [kept.id])
        ask("drop_cards", ana)
        ask("remove_person", self.nobody)
        left = Remnant(
            workspace_id=self.id, person_id=ana.id, interview_id=kept.id, channel="D1", due_at=noon
        )
        ask("keep_remnants", [left, left.but(interview_id=None, channel=None, due_at=noon + DAY)])
        for in_slack in (False, True):
            ask("next_remnant_due", in_slack=in_slack)
            ask("claim_remnant", noon, noon + HOUR, in_slack=in_slack)
        ask("put_off_remnant", left.but(id=1), noon + 2 * HOUR)
        ask("drop_remnants", ask("remnants_in_the_file"))
        ask("remnants_in_the_file")
        ask("half_forgotten")
        ask("keep_remnants", [left.but(interview_id=None, gone_through=kept.id)])
        for found in ("is_half_forgotten", "half_forgotten", "remnants_in_the_file"):
            ask(found)
        for somebody in (ana, self.ben):
            ask("deed_of_forgetting", somebody)
        ask("notices", self.id, kept.id)
        ask("draft", self.id, "d0")
        ask("drop_waiting_drafts", noon, 1)
        ask("drop_waiting_drafts", noon + HOUR, 1)


def comparable(name: str, answer: Any) -> Any:
    """Leave out of an answer what is no database's like another's."""
    if name == "calendar_name":
        return len(answer)
    return answer.but(database_now=EPOCH) if name == "overview" else answer


def test_both_databases_answer_the_same_to_every_call(
    sqlite_url: str, postgresql_url: str, arranged: Any, notice: Any, reminder: Any, noon: datetime
) -> None:
    found = []
    for url in (sqlite_url, postgresql_url):
        with closing(Asked(url)) as asked:
            company = Company(asked, arranged, noon)
            asked("calendar_name", company.id)
            company.people_and_interviews()
            company.notices(notice, reminder)
            company.beside_them()
            company.history()
            company.forgetting()
        assert {name for name, _ in asked.answers} == CALLS
        found.append([(name, comparable(name, answer)) for name, answer in asked.answers])
    in_sqlite, in_postgresql = found
    for one, other in zip(in_sqlite, in_postgresql, strict=True):
        assert one == other
