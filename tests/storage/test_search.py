from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.interviews.model import (
    Answer,
    Application,
    Door,
    Kept,
    Kind,
    Person,
    Says,
    Search,
    Side,
    Status,
)
from storage import SqlBook

HOUR = timedelta(hours=1)


def answer(kept_start: datetime, says: Says) -> Answer:
    return Answer(says=says, start_at=kept_start, by_id=1, door=Door.API, at=kept_start)


@pytest.fixture
def five(book: SqlBook, cast: SimpleNamespace, arranged: Any, noon: datetime) -> list[Kept]:
    """Five interviews, an hour apart; the second and third start together."""
    hours = (0, 1, 1, 2, 3)
    with book.write() as pages:
        return [pages.add_interview(arranged(cast, start_at=noon + hour * HOUR)) for hour in hours]


@pytest.fixture
def found(book: SqlBook, cast: SimpleNamespace) -> Callable[..., list[int]]:
    def search(**asked: Any) -> list[int]:
        with book.read() as pages:
            page = pages.search(cast.workspace_id, Search(**asked))
        return [kept.id for kept in page.interviews]

    return search


def test_a_list_is_ordered_by_start_and_then_by_id(
    book: SqlBook, cast: SimpleNamespace, arranged: Any, five: list[Kept]
) -> None:
    with book.write() as pages:
        early = pages.add_interview(arranged(cast, start_at=five[0].interview.start_at - HOUR))
        page = pages.search(cast.workspace_id, Search())
    assert list(page.interviews) == [early, *five]
    assert page.total == 6


def test_a_list_comes_in_pages_and_says_how_many_there_are(
    book: SqlBook, cast: SimpleNamespace, five: list[Kept]
) -> None:
    with book.read() as pages:
        answers = [
            pages.search(cast.workspace_id, Search(page=page, per_page=2)) for page in (1, 2, 3, 4)
        ]
    assert [list(page.interviews) for page in answers] == [five[:2], five[2:4], five[4:], []]
    assert {page.total for page in answers} == {5}


def test_a_list_starts_from_a_time_and_ends_before_another(
    found: Any, five: list[Kept], noon: datetime
) -> None:
    ids = [kept.id for kept in five]
    assert found(starts_from=noon + HOUR) == ids[1:]
    assert found(starts_before=noon + HOUR) == ids[:1]
    assert found(starts_from=noon + HOUR, starts_before=noon + 2 * HOUR) == ids[1:3]


def test_what_is_going_on_is_still_in_the_list_and_what_has_just_ended_is_not(
    found: Any, five: list[Kept], noon: datetime
) -> None:
    ids = [kept.id for kept in five]
    assert found(ends_after=noon + timedelta(minutes=29)) == ids
    assert found(ends_after=noon + timedelta(minutes=30)) == ids[1:]


def test_a_list_has_the_statuses_and_the_kind_that_were_asked_for(
    book: SqlBook, found: Any, five: list[Kept]
) -> None:
    with book.write() as pages:
        for kept, change in (
            (five[0], {"status": Status.CANCELLED}),
            (five[1], {"status": Status.AMENDED}),
            (five[2], {"kind": Kind.PHONE_CALL}),
        ):
            pages.save_interview(kept.but(interview=kept.interview.but(**change)))
    assert found(statuses=frozenset({Status.CANCELLED, Status.AMENDED})) == [
        five[0].id,
        five[1].id,
    ]
    assert found(statuses=frozenset()) == []
    assert found(kind=Kind.PHONE_CALL) == [five[2].id]


def test_a_list_is_of_those_who_have_a_part_or_own_it(
    book: SqlBook, cast: SimpleNamespace, arranged: Any, found: Any, noon: datetime
) -> None:
    with book.write() as pages:
        cara = pages.add_person(Person(id=0, workspace_id=cast.workspace_id, title="Cara"))
        application = pages.add_application(
            Application(
                id=0,
                workspace_id=cast.workspace_id,
                driver_id=cara.id,
                kind="van",
                updated_at=noon,
            )
        )
        mine = [
            pages.add_interview(arranged(cast, driver=cara, application=application)),
            pages.add_interview(arranged(cast, interviewer=cara)),
            pages.add_interview(arranged(cast, recruiter=cara)),
        ]
        pages.add_interview(arranged(cast))
    assert found(person_id=cara.id) == [kept.id for kept in mine]
    assert found(person_id=cara.id, side=Side.INTERVIEWEE) == [mine[0].id]
    assert found(person_id=cara.id, side=Side.INTERVIEWER) == [mine[1].id]
    assert found(interviewer_id=cara.id) == [mine[1].id]
    assert found(interviewee_id=application.id) == [mine[0].id]
    assert found(text=" CAR") == [mine[0].id, mine[1].id]
    assert found(text="car%") == []
    assert len(found(person_id=cast.driver.id)) == 3


@pytest.mark.parametrize(
    ("interviewee", "interviewer", "unanswered"),
    [
        (None, None, True),
        (Says.YES, None, True),
        (None, Says.YES, True),
        (Says.YES, Says.CANNOT, True),
        (Says.YES, Says.YES, False),
    ],
)
def test_unanswered_is_what_a_side_has_not_said_yes_to(
    book: SqlBook,
    kept: Kept,
    found: Any,
    noon: datetime,
    interviewee: Says | None,
    interviewer: Says | None,
    unanswered: bool,
) -> None:
    with book.write() as pages:
        saved = pages.save_interview(
            kept.but(
                interviewee_answer=interviewee and answer(noon, interviewee),
                interviewer_answer=interviewer and answer(noon, interviewer),
            )
        )
    assert found(unanswered=True) == ([kept.id] if unanswered else [])
    with book.write() as pages:
        pages.save_interview(saved.but(interview=kept.interview.but(status=Status.CANCELLED)))
    assert found(unanswered=True) == []


def test_all_conditions_hold_together(
    found: Any, cast: SimpleNamespace, five: list[Kept], noon: datetime
) -> None:
    assert found(
        person_id=cast.recruiter.id,
        statuses=frozenset({Status.PENDING}),
        kind=Kind.VIDEO_CALL,
        starts_from=noon,
        starts_before=noon + HOUR,
        ends_after=noon,
        unanswered=True,
    ) == [five[0].id]
