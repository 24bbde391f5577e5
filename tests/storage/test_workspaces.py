"""Another workspace's people and interviews are found by no question at all."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from bot.interviews.model import (
    Door,
    HistoryEntry,
    Kept,
    Person,
    Revocation,
    Role,
    Search,
)
from bot.interviews.notices import Notice
from bot.interviews.plans import Cannot, Draft
from bot.interviews.ports.book import Conflict, Pages
from storage import SqlBook
from storage.tables import cards


@pytest.fixture
def elsewhere(book: SqlBook) -> int:
    with book.write() as pages:
        pages.workspace("T1", "Vans")
        return pages.workspace("T2", "Others")


@pytest.fixture
def everything(
    book: SqlBook, kept: Kept, notice: Callable[..., Notice], noon: datetime
) -> SimpleNamespace:
    """A workspace in which there is one of each."""
    workspace_id = kept.workspace_id
    with book.write() as pages:
        person = pages.add_person(
            Person(
                id=0,
                workspace_id=workspace_id,
                title="Zoe",
                email="zoe@example.org",
                slack_user_id="U1",
                role=Role.ADMIN,
            )
        )
        pages.plan([notice(kept)])
        pages.revoke(Revocation(workspace_id=workspace_id, person_id=person.id, at=noon))
        pages.add_draft(
            Draft(id="d1", workspace_id=workspace_id, by_id=person.id, plan=Cannot(), made_at=noon)
        )
        pages.add_history(
            HistoryEntry(
                workspace_id=workspace_id,
                interview_id=kept.id,
                version=1,
                deed="book",
                by_id=person.id,
                door=Door.API,
                at=noon,
            )
        )
        (planned,) = pages.notices(workspace_id, kept.id)
        pages._connection.execute(
            sa.insert(cards).values(
                workspace_id=workspace_id,
                interview_id=kept.id,
                person_id=person.id,
                channel="D1",
                ts="1.1",
                notice_id=planned.id,
            )
        )
    return SimpleNamespace(kept=kept, person=person, noon=noon)


QUESTIONS: dict[str, Callable[[Pages, int, SimpleNamespace], object]] = {
    "interview": lambda pages, where, here: pages.interview(where, here.kept.id),
    "search": lambda pages, where, _: pages.search(where, Search()).total,
    "listed": lambda pages, where, _: pages.search(where, Search()).interviews,
    "overlapping": lambda pages, where, here: pages.overlapping(
        where, [here.kept.interviewer_person.id], here.noon, here.noon + timedelta(hours=1)
    ),
    "application": lambda pages, where, here: pages.application(where, here.kept.application.id),
    "applications_of": lambda pages, where, here: pages.applications_of(
        where, here.kept.interviewee_person.id
    ),
    "person": lambda pages, where, here: pages.person(where, here.person.id),
    "person_in_slack": lambda pages, where, _: pages.person_in_slack(where, "U1"),
    "person_with_email": lambda pages, where, _: pages.person_with_email(where, "zoe@example.org"),
    "people": lambda pages, where, _: pages.people(where),
    "recruiters": lambda pages, where, _: pages.recruiters(where),
    "notices": lambda pages, where, here: pages.notices(where, here.kept.id),
    "notices_to": lambda pages, where, here: pages.notices_to(
        [(where, here.kept.id, here.kept.interviewee_person.id)]
    ),
    "card": lambda pages, where, here: pages.card(where, here.kept.id, here.person.id),
    "history": lambda pages, where, here: pages.history(where, here.kept.id),
    "revoked_at": lambda pages, where, here: pages.revoked_at(where, here.person.id),
    "draft": lambda pages, where, _: pages.draft(where, "d1"),
}


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_a_question_finds_what_is_in_its_own_workspace_only(
    book: SqlBook, everything: SimpleNamespace, elsewhere: int, question: str
) -> None:
    ask = QUESTIONS[question]
    with book.read() as pages:
        assert ask(pages, everything.kept.workspace_id, everything)
        assert not ask(pages, elsewhere, everything)


def test_nothing_can_be_changed_from_another_workspace(
    book: SqlBook, everything: SimpleNamespace, elsewhere: int
) -> None:
    kept = everything.kept
    with book.write() as pages:
        with pytest.raises(Conflict):
            pages.save_interview(kept.but(workspace_id=elsewhere))
        with pytest.raises(LookupError):
            pages.save_person(everything.person.but(workspace_id=elsewhere))
        with pytest.raises(LookupError):
            pages.save_application(kept.application.but(workspace_id=elsewhere))
        with pytest.raises(Conflict):
            pages.finish_draft(elsewhere, "d1", kept.id)


def test_the_same_slack_id_may_be_somebody_else_elsewhere(
    book: SqlBook, everything: SimpleNamespace, elsewhere: int
) -> None:
    with book.write() as pages:
        other = pages.add_person(everything.person.but(workspace_id=elsewhere, title="Other"))
        assert pages.person_in_slack(elsewhere, "U1") == other
        assert pages.person_in_slack(everything.kept.workspace_id, "U1") == everything.person
