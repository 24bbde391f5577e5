from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.interviews.model import (
    Answer,
    Door,
    Kept,
    Kind,
    Person,
    Says,
    Side,
    Status,
)
from bot.interviews.ports.book import Conflict
from storage import SqlBook

HALF_HOUR = timedelta(minutes=30)
MILLISECOND = timedelta(milliseconds=1)


@pytest.fixture
def everything(cast: SimpleNamespace, arranged: Callable[..., Kept], noon: datetime) -> Kept:
    """An interview in which every field says something."""
    answer = Answer(
        says=Says.CANNOT, start_at=noon, by_id=cast.driver.id, door=Door.SLACK, at=noon, reason="é"
    )
    return arranged(
        cast,
        amend_start_at=noon + timedelta(days=1, milliseconds=7),
        amend_end_at=noon + timedelta(days=1, hours=1),
        amended_by=Side.INTERVIEWER,
        kind=Kind.IN_PERSON,
        location="Depot 4 <north>\nring twice",
        status=Status.AMENDED,
        interviewee_answer=answer.but(says=Says.YES, reason=None),
        interviewer_answer=answer,
        status_before=Status.SCHEDULED,
        reason="snow",
        lead_times=(timedelta(days=1), timedelta(minutes=10)),
        forced=True,
        attendance="came",
    )


def test_every_field_of_an_interview_comes_back(book: SqlBook, everything: Kept) -> None:
    with book.write() as pages:
        added = pages.add_interview(everything)
    assert added == everything.but(interview=everything.interview.but(id=added.id))
    with book.read() as pages:
        found = pages.interview(added.workspace_id, added.id)
    assert found == added
    assert repr(found) == repr(Kept.model_validate(added.model_dump()))  # in its order as well


def test_every_changed_field_comes_back(book: SqlBook, kept: Kept, everything: Kept) -> None:
    changed = everything.but(interview=everything.interview.but(id=kept.id))
    with book.write() as pages:
        saved = pages.save_interview(changed)
    assert saved == changed.but(version=2)
    with book.read() as pages:
        assert pages.interview(kept.workspace_id, kept.id) == saved


def test_an_interview_without_a_recruiter_has_none(
    book: SqlBook, cast: SimpleNamespace, arranged: Callable[..., Kept]
) -> None:
    with book.write() as pages:
        added = pages.add_interview(arranged(cast, owner=None, lead_times=()))
    with book.read() as pages:
        found = pages.interview(cast.workspace_id, added.id)
    assert found == added
    assert found
    assert found.owner is None
    assert found.lead_times == ()


def test_people_are_shown_as_they_are_now(book: SqlBook, kept: Kept) -> None:
    renamed = kept.interviewee_person.but(title="Ana Baker", phone_number="1", image="i")
    with book.write() as pages:
        pages.save_person(renamed)
        pages.save_application(kept.application.but(currency="EUR", kind="truck"))
    with book.read() as pages:
        found = pages.interview(kept.workspace_id, kept.id)
    assert found
    assert found.interviewee_person == renamed
    shown = found.interview.interviewee
    assert (shown.currency, shown.kind) == ("EUR", "truck")
    assert (shown.driver.title, shown.driver.phone_number, shown.driver.image) == (
        "Ana Baker",
        "1",
        "i",
    )


def test_the_second_of_two_who_save_the_same_version_loses(book: SqlBook, kept: Kept) -> None:
    with book.write() as pages:
        saved = pages.save_interview(kept.but(reason="first"))
    with pytest.raises(Conflict), book.write() as pages:
        pages.save_interview(kept.but(reason="second"))
    with book.read() as pages:
        assert pages.interview(kept.workspace_id, kept.id) == saved


def test_an_interview_whose_ids_contradict_its_people_is_not_stored(
    book: SqlBook, kept: Kept
) -> None:
    wrong = kept.but(interview=kept.interview.but(interviewer_id=kept.interviewee_person.id))
    with book.write() as pages, pytest.raises(ValueError, match="contradict"):
        pages.save_interview(wrong)


def test_an_interview_with_somebody_unknown_is_an_error(book: SqlBook, kept: Kept) -> None:
    stranger = Person(id=999, workspace_id=kept.workspace_id, title="?")
    with pytest.raises(IntegrityError), book.write() as pages:
        pages.save_interview(kept.but(owner=stranger))


def test_an_id_is_never_given_twice(
    book: SqlBook, cast: SimpleNamespace, arranged: Callable[..., Kept], kept: Kept
) -> None:
    with book.write() as pages:
        pages._connection.exec_driver_sql("DELETE FROM interviews")
        assert pages.add_interview(arranged(cast)).id == kept.id + 1


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [
        (-HALF_HOUR, timedelta(0), False),
        (-HALF_HOUR, MILLISECOND, True),
        (timedelta(0), HALF_HOUR, True),
        (timedelta(minutes=10), timedelta(minutes=20), True),
        (-HALF_HOUR, 2 * HALF_HOUR, True),
        (HALF_HOUR - MILLISECOND, 2 * HALF_HOUR, True),
        (HALF_HOUR, 2 * HALF_HOUR, False),
    ],
)
@pytest.mark.parametrize("part", ["interviewee_person", "interviewer_person"])
def test_touching_is_no_overlap(
    book: SqlBook,
    kept: Kept,
    noon: datetime,
    start: timedelta,
    end: timedelta,
    overlaps: bool,
    part: str,
) -> None:
    people = [getattr(kept, part).id]
    with book.read() as pages:
        found = pages.overlapping(kept.workspace_id, people, noon + start, noon + end)
    assert found == ((kept,) if overlaps else ())


def test_an_interview_does_not_overlap_itself(book: SqlBook, kept: Kept, noon: datetime) -> None:
    people = [kept.interviewer_person.id]
    with book.read() as pages:
        assert not pages.overlapping(
            kept.workspace_id, people, noon, noon + HALF_HOUR, except_id=kept.id
        )


@pytest.mark.parametrize("status", list(Status))
def test_only_live_interviews_overlap(
    book: SqlBook, kept: Kept, noon: datetime, status: Status
) -> None:
    with book.write() as pages:
        saved = pages.save_interview(kept.but(interview=kept.interview.but(status=status)))
        people = [kept.interviewer_person.id]
        found = pages.overlapping(kept.workspace_id, people, noon, noon + HALF_HOUR)
    assert found == ((saved,) if saved.is_live else ())


@pytest.mark.parametrize("part", ["interviewee_person", "interviewer_person"])
def test_what_somebody_begins_within_a_time_is_found_by_both_its_ends(
    book: SqlBook, kept: Kept, noon: datetime, part: str
) -> None:
    people, later = [getattr(kept, part).id], noon + HALF_HOUR
    with book.read() as pages:
        (slot,) = pages.slots_of(people, noon, noon)
        assert slot == pages.slots(kept.workspace_id, noon, later)[0]
        assert [slot] == [*pages.slots_of(people, noon - HALF_HOUR, later)]
        assert not pages.slots_of(people, noon + MILLISECOND, later)
        assert not pages.slots_of(people, noon - HALF_HOUR, noon - MILLISECOND)
        assert not pages.slots_of([0], noon, noon)


def test_who_only_owns_an_interview_is_not_busy(book: SqlBook, kept: Kept, noon: datetime) -> None:
    assert kept.owner
    with book.read() as pages:
        assert not pages.overlapping(kept.workspace_id, [kept.owner.id], noon, noon + HALF_HOUR)
        assert not pages.overlapping(kept.workspace_id, [], noon, noon + HALF_HOUR)
