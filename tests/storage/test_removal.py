from collections.abc import Callable
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.interviews.model import Door, HistoryEntry, Kept, Search, Status
from bot.interviews.ports.book import Conflict
from storage import SqlBook, tables
from storage.removal import _naming


def test_values_are_added_with_their_own_ids_and_ids_go_on_after_them(
    book: SqlBook, kept: Kept
) -> None:
    driver = kept.interviewee_person.but(id=900, email="Zoe@X.Y", slack_user_id="U900")
    application = kept.application.but(id=800, driver_id=900)
    with book.write() as pages:
        pages.add_numbered([driver, driver.but(id=901, slack_user_id=None)])
        pages.add_numbered([application])
        pages.add_numbered([])
    with book.write() as pages:
        assert pages.people_numbered(1, [901, 900, 5_000])[0] == driver
        assert pages.applications_numbered(1, [800, 801]) == (application,)
        assert pages.people_numbered(2, [900]) == ()
        assert pages.add_person(driver.but(slack_user_id=None)).id == 902
        assert pages.add_application(application).id == 801
        assert pages.person_with_email(1, "zoe@x.y") == driver


def test_an_interview_is_added_as_it_is(book: SqlBook, kept: Kept) -> None:
    other = kept.but(interview=kept.interview.but(id=70, location=""), version=4, forced=True)
    with book.write() as pages:
        pages.add_numbered([other])
    with book.read() as pages:
        assert pages.interviews_numbered(1, [70, 71]) == (other,)
        assert pages.interviews_numbered(2, [70]) == ()


def test_an_id_that_is_taken_is_an_error(book: SqlBook, kept: Kept) -> None:
    with pytest.raises((IntegrityError, Conflict)), book.write() as pages:
        pages.add_numbered([kept])


def test_people_are_found_by_account_and_by_address_in_any_case(
    book: SqlBook, cast: SimpleNamespace
) -> None:
    ana = cast.driver.but(slack_user_id="U1")
    ben = cast.interviewer.but(email="Ben@X.Y")
    with book.write() as pages:
        pages.save_person(ana)
        pages.save_person(ben)
        assert pages.people_reached_by(1, ["U1"], ["BEN@x.y"]) == (ana, ben)
        assert pages.people_reached_by(1, [], []) == ()
        assert pages.people_reached_by(2, ["U1"], ["ben@x.y"]) == ()


def test_the_history_tells_to_whom_something_was_done(
    book: SqlBook, kept: Kept, noon: object
) -> None:
    entry = HistoryEntry(
        workspace_id=1, interview_id=kept.id, version=1, deed="import", by_id=None,
        door=Door.FILE, at=noon,
    )  # fmt: skip
    with book.write() as pages:
        pages.add_histories([entry, entry.but(interview_id=None, person_id=2, deed="appoint")])
        pages.add_histories([])
        assert pages.done_to(1, "import", "interview_id", [kept.id, 99]) == {kept.id}
        assert pages.done_to(1, "import", "person_id", [2]) == set()
        assert pages.done_to(1, "appoint", "person_id", [1, 2]) == {2}
        assert pages.done_to(2, "import", "interview_id", [kept.id]) == set()


def test_whoever_is_named_anywhere_has_a_part(book: SqlBook, kept: Kept) -> None:
    assert kept.owner
    stranger = kept.owner.but(id=70, slack_user_id=None)
    with book.write() as pages:
        pages.add_numbered([stranger])
        assert not pages.has_a_part(stranger)
        for person in (kept.interviewee_person, kept.interviewer_person, kept.owner):
            assert pages.has_a_part(person)
        pages.remove_person(stranger)
        assert pages.person(1, 70) is None
    with pytest.raises(IntegrityError), book.write() as pages:
        pages.remove_person(kept.owner)


def test_every_column_that_can_name_a_person_is_looked_at() -> None:
    named = {
        f"{column.table.name}.{column.name}"
        for table in tables.Base.metadata.sorted_tables
        for column in table.c
        if column.name in {"person_id", "by_id", "owner_id", "driver_id", "interviewer_id"}
    }
    assert named <= {f"{column.table.name}.{column.name}" for column in _naming(tables.people)}


def test_only_live_interviews_keep_people_busy(book: SqlBook, kept: Kept) -> None:
    interview = kept.interview
    busy = (
        kept.id, interview.start_at, interview.end_at,
        kept.interviewee_person.id, kept.interviewer_person.id,
    )  # fmt: skip
    with book.write() as pages:
        assert list(pages.busy_slots(1)) == [busy]
        assert list(pages.busy_slots(2)) == []
        pages.save_interview(kept.but(interview=interview.but(status=Status.REJECTED)))
        assert list(pages.busy_slots(1)) == []


def test_everything_goes_out_in_the_order_of_ids(
    book: SqlBook, cast: SimpleNamespace, arranged: Callable[..., Kept], kept: Kept
) -> None:
    with book.write() as pages:
        second = pages.add_interview(arranged(cast))
        assert pages.interviews_from(1, 0, 1, Search()) == (kept,)
        assert pages.interviews_from(1, kept.id, 5, Search()) == (second,)
        assert pages.interviews_from(2, 0, 5, Search()) == ()
        ids = [person.id for person in pages.people_from(1, 0, 9, None)]
        assert ids == sorted(ids)
        assert len(ids) == 3
        assert [person.id for person in pages.people_from(1, ids[0], 1, None)] == [ids[1]]
        met = {person.id for person in pages.people_from(1, 0, 9, Search(page=2))}
        assert met == {kept.interviewee_person.id, kept.interviewer_person.id}


def test_a_book_without_a_workspace_has_none(book: SqlBook) -> None:
    with book.write() as pages:
        assert pages.workspace_known() is None
        pages._connection.execute(sa.insert(tables.workspaces).values(name="Acme"))
        assert pages.workspace_known() == 1
