from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest

from bot.interviews.model import Kept
from bot.interviews.notices import BY_MAIL, Notice, Reason, State, What
from bot.interviews.ports.ledger import Lease, Sent
from bot.interviews.ports.post import Receipt
from storage import SqlBook

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
LEASE = "t"


@pytest.fixture
def plan(book: SqlBook) -> Callable[..., None]:
    def write(*notices: Notice) -> None:
        with book.write() as pages:
            pages.plan(notices)

    return write


@pytest.fixture
def claim(book: SqlBook) -> Callable[..., tuple[Notice, ...]]:
    """Claims for a minute."""

    def take(now: datetime, token: str = LEASE, most: int = 100) -> tuple[Notice, ...]:
        with book.ledger() as pages:
            return pages.claim(now, Lease(token=token, taken_at=now, until=now + MINUTE), most)

    return take


@pytest.fixture
def next_due(book: SqlBook) -> Callable[[], datetime | None]:
    return lambda: book.coming().due


@pytest.fixture
def many(book: SqlBook, cast: SimpleNamespace, arranged: Any) -> list[Kept]:
    with book.write() as pages:
        return [pages.add_interview(arranged(cast)) for _ in range(6)]


def test_what_is_due_is_claimed_and_what_is_not_yet_due_is_not(
    kept: Kept, notice: Any, plan: Any, claim: Any, noon: datetime
) -> None:
    plan(notice(kept))
    assert claim(noon - timedelta(milliseconds=1)) == ()
    (claimed,) = claim(noon)
    assert claimed == notice(
        kept,
        id=claimed.id,
        state=State.CLAIMED,
        lease_token=LEASE,
        lease_until=noon + MINUTE,
        attempt=1,
        first_attempt_at=noon,
    )


def test_the_earliest_are_claimed_first_and_no_more_than_asked_for(
    many: list[Kept], notice: Any, plan: Any, claim: Any, noon: datetime
) -> None:
    late = (3, 1, 4, 0, 5, 2)
    plan(*(notice(kept, due_at=noon + by * SECOND) for kept, by in zip(many, late, strict=True)))
    due = [[row.due_at - noon for row in claim(noon + MINUTE, most=4)] for _ in range(3)]
    assert due == [
        [0 * SECOND, 1 * SECOND, 2 * SECOND, 3 * SECOND],
        [4 * SECOND, 5 * SECOND],
        [],
    ]


def test_one_person_is_told_of_one_interview_one_thing_at_a_time_in_order_of_version(
    book: SqlBook, kept: Kept, notice: Any, plan: Any, claim: Any, noon: datetime
) -> None:
    plan(
        notice(kept, version=3, what=What.CANCELLED, due_at=noon - MINUTE),
        notice(kept, version=2, what=What.MOVED, due_at=noon),
        notice(kept, version=1, due_at=noon),
        notice(kept, version=1, what=What.CHANGED, due_at=noon - SECOND),
        notice(kept, version=1, person_id=kept.interviewer_person.id, due_at=noon),
    )
    told = []
    while claimed := claim(noon):
        told.append([row.what for row in claimed])
        assert claim(noon) == ()
        with book.write() as pages:
            for row in claimed:
                assert pages.settle(row, State.SENT, noon)
    assert told == [
        [What.CHANGED, What.BOOKED],
        [What.BOOKED],
        [What.MOVED],
        [What.CANCELLED],
    ]


def test_an_older_notice_that_is_not_due_holds_nothing_up(
    kept: Kept, notice: Any, reminder: Any, plan: Any, claim: Any, noon: datetime
) -> None:
    plan(
        reminder(kept, version=1, due_at=noon + MINUTE),
        notice(kept, version=2, what=What.CHANGED),
    )
    assert [row.what for row in claim(noon)] == [What.CHANGED]


def test_a_lease_that_ran_out_is_taken_over_and_the_first_attempt_is_remembered(
    book: SqlBook, kept: Kept, notice: Any, plan: Any, claim: Any, noon: datetime
) -> None:
    plan(notice(kept))
    (first,) = claim(noon, "first")
    assert claim(noon + MINUTE - SECOND, "second") == ()
    (second,) = claim(noon + MINUTE, "second")
    assert (second.attempt, second.first_attempt_at) == (2, noon)
    with book.write() as pages:
        assert not pages.settle(first, State.FAILED, noon)
        assert not pages.put_back(first, noon, posted_for_certain_not=True)
        pages.sent([Sent(first, Receipt(channel="D1", ts="1.1"), noon)])
        assert pages.card(kept.workspace_id, kept.id, first.person_id) is None
        pages.sent([Sent(second, Receipt(channel="D1", ts="2.2"), noon)])
        assert not pages.settle(second, State.FAILED, noon)
        (found,) = pages.notices(kept.workspace_id, kept.id)
    assert (found.state, found.channel, found.ts) == (State.SENT, "D1", "2.2")


def test_the_newest_message_is_the_living_card_and_an_edit_leaves_it(
    book: SqlBook, kept: Kept, notice: Any, plan: Any, claim: Any, noon: datetime
) -> None:
    edit = notice(kept, version=2, what=What.ANSWERED, loud=False)
    plan(notice(kept), edit, notice(kept, version=3, what=What.MOVED))
    living = []
    for channel, ts in (("D1", "1.1"), ("D1", "2.2"), ("D2", "3.3")):
        (claimed,) = claim(noon)
        with book.ledger() as pages:
            pages.sent([Sent(claimed, Receipt(channel=channel, ts=ts), noon)])
            living.append(pages.card(kept.workspace_id, kept.id, claimed.person_id))
            assert pages.card(kept.workspace_id, kept.id, kept.interviewer_person.id) is None
    first, after_edit, newest = living
    moved = first.but(channel="D2", ts="3.3", notice_id=claimed.id)
    assert (first, newest) == (after_edit, moved)
    assert (first.channel, first.ts) == ("D1", "1.1")


def test_a_letter_is_the_card_only_where_no_message_stands_in_slack(
    book: SqlBook, kept: Kept, notice: Any, plan: Any, claim: Any, noon: datetime
) -> None:
    plan(*(notice(kept, version=version, what=What.MOVED) for version in (1, 2, 3, 4)))
    living = []
    for channel, ts in ((BY_MAIL, "1"), (BY_MAIL, "2"), ("D1", "3.3"), (BY_MAIL, "4")):
        (claimed,) = claim(noon)
        with book.ledger() as pages:
            pages.sent([Sent(claimed, Receipt(channel=channel, ts=ts), noon)])
            living.append(pages.card(kept.workspace_id, kept.id, claimed.person_id))
    assert [card and card.ts for card in living] == ["1", "2", "3.3", "3.3"]


def test_what_was_told_by_another_message_is_replaced_where_it_is_still_planned(
    book: SqlBook, kept: Kept, many: list[Kept], notice: Any, plan: Any, claim: Any, noon: datetime
) -> None:
    plan(notice(kept), notice(kept, version=2, what=What.MOVED), notice(many[0]))
    claimed, in_the_air = claim(noon)
    with book.ledger() as pages:
        first, waiting = pages.notices(kept.workspace_id, kept.id)
        told = Sent(claimed, Receipt(channel="D1", ts="1.1"), noon, (waiting, in_the_air))
        pages.sent([told])
        first, waiting = pages.notices(kept.workspace_id, kept.id)
        (other,) = pages.notices(kept.workspace_id, in_the_air.interview_id)
    assert (waiting.state, waiting.reason) == (State.REPLACED, Reason.TOLD_WITH)
    assert (first.state, other.state) == (State.SENT, State.CLAIMED)


@pytest.mark.parametrize(
    "state", [State.SENT, State.UNKNOWN, State.SKIPPED, State.EXPIRED, State.FAILED]
)
def test_how_a_notice_ended_is_written_once_and_it_is_never_claimed_again(
    book: SqlBook,
    kept: Kept,
    notice: Any,
    plan: Any,
    claim: Any,
    next_due: Any,
    noon: datetime,
    state: State,
) -> None:
    plan(notice(kept))
    (claimed,) = claim(noon)
    with book.write() as pages:
        pages.settle(claimed, state, noon + SECOND, reason=Reason.REFUSED, detail="gone")
        (found,) = pages.notices(kept.workspace_id, kept.id)
    assert found == claimed.but(
        state=state,
        settled_at=noon + SECOND,
        reason=Reason.REFUSED,
        detail="gone",
        lease_token=None,
        lease_until=None,
    )
    assert claim(noon + timedelta(days=1)) == ()
    assert next_due() is None


@pytest.mark.parametrize("certainly", [True, False])
def test_what_is_put_back_is_claimed_again_when_it_is_due(
    book: SqlBook, kept: Kept, notice: Any, plan: Any, claim: Any, noon: datetime, certainly: bool
) -> None:
    plan(notice(kept))
    (claimed,) = claim(noon)
    with book.write() as pages:
        assert pages.put_back(claimed, noon + SECOND, posted_for_certain_not=certainly)
    assert claim(noon) == ()
    (again,) = claim(noon + SECOND)
    assert again.attempt == 2
    assert again.first_attempt_at == (noon + SECOND if certainly else noon)


def test_next_is_the_earliest_that_is_planned(
    many: list[Kept], notice: Any, plan: Any, claim: Any, next_due: Any, noon: datetime
) -> None:
    assert next_due() is None
    plan(notice(many[0]), notice(many[1], due_at=noon + timedelta(hours=1)))
    assert next_due() == noon
    claim(noon)
    assert next_due() == noon + timedelta(hours=1)
    plan(notice(many[2], due_at=noon + SECOND))
    assert next_due() == noon + SECOND


def test_what_waits_for_another_in_the_air_is_not_next(
    kept: Kept, notice: Any, plan: Any, claim: Any, next_due: Any, noon: datetime
) -> None:
    plan(notice(kept), notice(kept, version=2, what=What.MOVED))
    claim(noon)
    assert next_due() is None


def test_something_has_come_whenever_a_claim_finds_something(
    book: SqlBook, many: list[Kept], notice: Any, plan: Any, claim: Any, noon: datetime
) -> None:
    def has_come(at: datetime) -> bool:
        lease = Lease(token="other", taken_at=at, until=at + MINUTE)
        return book.coming().has_come(at, lease)

    assert not has_come(noon)
    plan(notice(many[0]), notice(many[1], due_at=noon + SECOND))
    assert not has_come(noon - SECOND)
    assert has_come(noon)
    claim(noon)
    claim(noon + SECOND)
    assert book.coming() == (None, noon + MINUTE, noon + MINUTE + SECOND)
    assert not has_come(noon + SECOND)
    assert has_come(noon + MINUTE)  # a lease has run out
    assert has_come(noon - MINUTE)  # the clock was set back: the second one would last too long
    assert not has_come(noon - MINUTE + SECOND)


def test_four_couriers_share_the_notices_and_none_is_claimed_twice(
    book: SqlBook, cast: SimpleNamespace, arranged: Any, notice: Any, noon: datetime
) -> None:
    with book.write() as pages:
        for _ in range(100):
            pages.plan([notice(pages.add_interview(arranged(cast)))])
    taken: list[int] = []

    def courier(token: str) -> None:
        while True:
            with book.ledger() as pages:
                lease = Lease(token=token, taken_at=noon, until=noon + MINUTE)
                claimed = pages.claim(noon, lease, 7)
            if not claimed:
                return
            taken.extend(row.id for row in claimed)

    couriers = [Thread(target=courier, args=(f"courier {number}",)) for number in range(4)]
    for thread in couriers:
        thread.start()
    for thread in couriers:
        thread.join()
    assert len(taken) == len(set(taken)) == 100
