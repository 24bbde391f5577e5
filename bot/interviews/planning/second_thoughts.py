"""What is told of a deed that can be undone, and once it is.

What nobody has been told yet of the undone deed is never told; whoever has been told is told what
is true now, and what somebody was not told because of it, they are told after all. What a recruiter
does in chat waits a little before others are told, so that of what is undone at once nobody hears.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.interviews.casting import Scene
from bot.interviews.model import Actor, Door, HistoryEntry, Kept
from bot.interviews.notices import NO_NEWS, Notice, Reason, State, What
from bot.interviews.planning.several import is_news_without_a_card
from bot.interviews.plans import Deed

SECOND_THOUGHTS = timedelta(seconds=15)
TOO_NEAR = timedelta(hours=2)  # so near the start nothing waits
ANSWERS = frozenset({Deed.AMEND, Deed.ACCEPT, Deed.DECLINE, Deed.CANNOT, Deed.REJECT})
UNDOES = "undoes"  # in a notice's values: the version that was taken back
SINCE = "since"  # and when that was done
OF_NO_USE = frozenset({Reason.NO_LONGER_CONCERNED, Reason.NOT_LIVE, Reason.OVERTAKEN})
HEARD = frozenset({State.SENT, State.UNKNOWN})


def take_back(
    scene: Scene, undone: HistoryEntry, kept: Kept, told: Sequence[Notice]
) -> tuple[Notice, ...]:
    """Withdraw what the undone deed was still to tell; of `told` give what those who heard hear.

    Where it made no sound for them, neither does this; nor where they were told something else
    meanwhile, which showed what was true then. What they were not told because of what is undone,
    they are told after all.
    """
    notices = scene.pages.notices(kept.workspace_id, kept.id)
    scene.pages.withdraw_news(kept.id, undone.version or 0, Reason.UNDONE, scene.now)
    loud = _heard_loud(notices, undone)
    after_all = _told_after_all(_missed(notices, undone.at), scene, kept)
    return tuple(
        notice.but(
            loud=notice.loud and loud[notice.person_id],
            values=notice.values | {UNDOES: undone.version, SINCE: undone.at.isoformat()},
        )
        for notice in told
        if notice.person_id in loud and notice.person_id not in after_all
    ) + tuple(after_all.values())


def _heard_loud(notices: Sequence[Notice], undone: HistoryEntry) -> dict[int, bool]:
    """Give who has heard since the undone deed, or was to; and whether that deed made a sound."""
    loud: dict[int, bool] = {}
    for notice in notices:
        is_of_it = notice.version == undone.version and notice.what not in NO_NEWS
        tells_of_it = is_of_it and (_is_told(notice) or notice.state is State.CLAIMED)
        if tells_of_it or _has_heard(notice, undone.at) or _was_to_hear(notice, undone.at):
            sounds = is_of_it and notice.loud
            loud[notice.person_id] = sounds or loud.get(notice.person_id, False)
    return loud


def is_undone(notice: Notice, others: Sequence[Notice]) -> bool:
    """Whether what it tells was taken back while it was on its way."""
    return any(_takes_back(other, notice) for other in others)


def takes_nothing_back(notice: Notice, others: Sequence[Notice]) -> bool:
    """Whether it takes back what its person has not been told after all."""
    given = notice.values.get(SINCE)
    if given is None:
        return False
    since, until = datetime.fromisoformat(given), notice.created_at
    return not any(
        (_takes_back(notice, other) and _is_told(other))
        or (_has_heard(other, since) and other.settled_at and other.settled_at <= until)
        or _was_to_hear(other, since)
        for other in others
    )


def held_back(
    told: tuple[Notice, ...],
    deed: Deed,
    kepts: Sequence[Kept],
    by: Actor,
    pause: timedelta,
) -> tuple[Notice, ...]:
    """Let everybody hear a little later of what a recruiter did in chat.

    `kepts` are the interview before and after. Near its start nothing waits, and neither does
    what a recruiter answers for themselves, nor their own card, on which it can be undone.
    """
    if not _waits(deed, kepts, by, told):
        return told
    return tuple(
        notice.but(due_at=notice.due_at + pause) if notice.person_id != by.person.id else notice
        for notice in told
    )


def _waits(deed: Deed, kepts: Sequence[Kept], by: Actor, told: Sequence[Notice]) -> bool:
    if by.door is not Door.SLACK or not by.person.is_recruiter:
        return False
    if deed is Deed.REMIND_NOW:
        return False
    if deed in ANSWERS and kepts[-1].side_of(by.person.id) is not None:
        return False
    return all(kept.interview.start_at - told[0].created_at > TOO_NEAR for kept in kepts)


def _missed(notices: Sequence[Notice], since: datetime) -> list[Notice]:
    """Give what people were not told because of what was done then, nor by anything newer.

    What would only be edited into a card is told where one was listed with others, and has none.
    """
    return [
        each
        for each in notices
        if (each.loud or is_news_without_a_card(each, _to_the_same(each, notices)))
        and _was_to_hear(each, since)
        and not any(_tells_better(other, each) for other in notices)
    ]


def _to_the_same(notice: Notice, notices: Sequence[Notice]) -> list[Notice]:
    return [other for other in notices if other.person_id == notice.person_id]


def _told_after_all(missed: Sequence[Notice], scene: Scene, kept: Kept) -> dict[int, Notice]:
    """Give one notice for each person: the invitation, else the newest, as of before the first."""
    speaking: dict[int, Notice] = {}
    for notice in missed:
        earlier = speaking.get(notice.person_id)
        if earlier is None:
            speaking[notice.person_id] = notice
        elif earlier.what is not What.BOOKED:
            was = (notice.values.get("was") or {}) | (earlier.values.get("was") or {})
            speaking[notice.person_id] = notice.but(values=notice.values | {"was": was})
    return {
        person_id: Notice.on(
            kept,
            person_id,
            notice.what,
            scene.now,
            about=notice.about,
            loud=notice.loud,
            values=notice.values,
        )
        for person_id, notice in speaking.items()
    }


def _takes_back(later: Notice, earlier: Notice) -> bool:
    return later.values.get(UNDOES) == earlier.version


def _tells_better(other: Notice, notice: Notice) -> bool:
    """Whether it is newer, to the same person, and told or on its way."""
    is_newer = other.person_id == notice.person_id and other.version > notice.version
    return is_newer and (_is_told(other) or other.state is State.CLAIMED)


def _is_told(notice: Notice) -> bool:
    return notice.state in HEARD or notice.reason is Reason.TOLD_WITH


def _has_heard(notice: Notice, since: datetime) -> bool:
    """Whether it was told, after that."""
    return _is_told(notice) and notice.settled_at is not None and notice.settled_at > since


def _was_to_hear(notice: Notice, since: datetime) -> bool:
    """Whether it was news that was of no use to somebody any more after that."""
    is_news = notice.what not in NO_NEWS and notice.reason in OF_NO_USE
    return is_news and notice.settled_at is not None and notice.settled_at > since
