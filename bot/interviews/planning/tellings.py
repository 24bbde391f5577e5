"""Who is told what after a deed, and whether it makes a sound.

A new message: an invitation, a move, a cancellation, a proposal, what was turned down, and a
place or a person changed within 24 hours of the start. Everything else edits the living card,
and an edit makes no sound. Who did it hears nothing new. The recruiter has a card of their own
from the booking on; it is edited at each turn, and only bad news is a new message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.interviews.model import Attendance, Kept, Person, Side
from bot.interviews.notices import Notice, What
from bot.interviews.plans import Deed

CLOSE = timedelta(hours=24)  # a change of place this near the start is a new message
URGENT = timedelta(hours=48)  # nearer than that the recruiter hears at once who can't make it
SIDES = {side.value: side for side in Side}


class Concerned(StrEnum):
    """In which capacity somebody has to do with an interview."""

    INTERVIEWEE = "interviewee"
    INTERVIEWER = "interviewer"
    OWNER = "owner"
    ASKED = "asked"  # to stand in; they are told apart from all others

    @property
    def side(self) -> Side | None:
        """The side they sit on; the owner and whoever is asked sit on none."""
        return SIDES.get(self.value)


def concerned(kept: Kept) -> dict[Concerned, Person]:
    """Give everybody who has to do with an interview, each once, by their nearest capacity.

    Whoever is asked to stand in for the interviewer has nothing to do with it yet.
    """
    people = {
        Concerned.INTERVIEWEE: kept.interviewee_person,
        Concerned.INTERVIEWER: kept.interviewer_person,
    }
    owner = kept.owner
    if owner and owner.active and kept.side_of(owner.id) is None:
        people[Concerned.OWNER] = owner
    return people


def notices_after(
    deed: Deed, before: Kept | None, after: Kept, by: Person, now: datetime
) -> tuple[Notice, ...]:
    """Give the notices that follow from a deed, due at once.

    `before` is None after a booking. Somebody who no longer has a part is told so.
    """
    told: list[tuple[Person, What, bool]] = []
    tell = _withdrawn if _takes_back(deed, before, by) else _TELL[deed]
    for capacity, person in concerned(after).items():
        said = tell(capacity, before or after, after, now)
        if said is None:
            continue
        what, loud = said
        heard = person.id == by.id and what not in {What.BOOKED, What.REMINDER}
        told.append((person, what, loud and not heard))
    still = {person.id for person in concerned(after).values()}
    for capacity, person in concerned(before or after).items():
        if person.id not in still:
            loud = capacity is not Concerned.OWNER and person.id != by.id
            told.append((person, What.REPLACED_YOU, loud))
    values = {"by_id": by.id, "by": by.title, "was": _was(before, after), "reason": after.reason}
    if before and before.attendance == Attendance.NO_SHOW and after.attendance is None:
        values["missed"] = True  # a new time for somebody who did not come is said kindly
    return (
        *(
            _notice(after, person.id, what, loud=loud, now=now, values=values)
            for person, what, loud in told
        ),
        *_asked(deed, before, after, now, values),
    )


def untold(notice: Notice, kept: Kept, now: datetime, detail: str) -> Notice | None:
    """Tell the recruiter that somebody could not be told; None when nobody is there to tell."""
    owner = kept.owner
    if owner is None or not owner.active or notice.what is What.UNTOLD:
        return None
    if owner.id == notice.person_id:
        return None
    values = {"person_id": notice.person_id, "what": notice.what, "detail": detail}
    about = notice.person_id
    return _notice(kept, owner.id, What.UNTOLD, loud=True, now=now, about=about, values=values)


def told_to(notices: Sequence[Notice], by_id: int) -> frozenset[int]:
    """Give the ids of the people whom a deed's notices reach by a new message, without its doer."""
    return frozenset(
        notice.person_id
        for notice in notices
        if notice.loud
        and (notice.lead_time is None or notice.is_asked_for)
        and notice.person_id != by_id
    )


def _notice(
    kept: Kept, person_id: int, what: What, *, loud: bool, now: datetime, **more: Any
) -> Notice:
    if what is What.REMINDER:  # one that is asked for
        start_at = kept.interview.start_at
        more |= {"start_at": start_at, "lead_time": start_at - now}
    return Notice.on(kept, person_id, what, now, loud=loud, **more)


def _was(before: Kept | None, after: Kept) -> dict[str, Any]:
    """What is different now, as it was: JSON, with names for people."""
    if before is None:
        return {}
    old, new = (worth_telling(kept) for kept in (before, after))
    return {field: value for field, value in old.items() if value != new[field]}


def worth_telling(kept: Kept) -> dict[str, Any]:
    """Give what people are told of an interview when it changes: JSON, with names for people."""
    shown = {
        "start_at",
        "end_at",
        "kind",
        "location",
        "amend_start_at",
        "amend_end_at",
        "amended_by",
    }
    return {
        **kept.interview.model_dump(mode="json", include=shown),
        "interviewee": kept.interviewee_person.title,
        "interviewer": kept.interviewer_person.title,
    }


# What somebody is told, and whether it makes a sound; None = nothing.
Tell = Callable[[Concerned, Kept, Kept, datetime], tuple[What, bool] | None]


def _always(what: What) -> Tell:
    return lambda _who, _before, _after, _now: (what, True)


def _quietly(what: What) -> Tell:
    return lambda _who, _before, _after, _now: (what, False)


def _to_the_owner(what: What) -> Tell:
    return lambda who, _before, _after, _now: (what, who is Concerned.OWNER)


def _changed(who: Concerned, before: Kept, after: Kept, now: datetime) -> tuple[What, bool]:
    is_moved = _times(after) != _times(before)
    if who.side is None:
        return (What.MOVED if is_moved else What.CHANGED), False
    if after.person(who.side).id != before.person(who.side).id:
        return What.BOOKED, True
    if is_moved:
        return What.MOVED, True
    return What.CHANGED, after.interview.start_at - now <= CLOSE


def _proposed(who: Concerned, _before: Kept, after: Kept, _now: datetime) -> tuple[What, bool]:
    return What.PROPOSED, who.side is not None and who.side is not after.interview.amended_by


def _accepted(who: Concerned, before: Kept, _after: Kept, _now: datetime) -> tuple[What, bool]:
    if before.interview.amended_by is None:
        return What.ANSWERED, False
    return What.ACCEPTED, who is not Concerned.OWNER  # a new time is worth a message


def _declined(who: Concerned, before: Kept, _after: Kept, _now: datetime) -> tuple[What, bool]:
    return What.DECLINED, who.side is None or who.side is before.interview.amended_by


def _reminded(
    who: Concerned, _before: Kept, _after: Kept, _now: datetime
) -> tuple[What, bool] | None:
    return None if who.side is None else (What.REMINDER, True)


def _takes_back(deed: Deed, before: Kept | None, by: Person) -> bool:
    """Whether somebody takes their own proposal back."""
    if deed is not Deed.DECLINE or before is None or before.interview.amended_by is None:
        return False
    return before.side_of(by.id) is before.interview.amended_by


def _withdrawn(_who: Concerned, _before: Kept, _after: Kept, _now: datetime) -> tuple[What, bool]:
    return What.WITHDRAWN, False  # the earlier time stands: the cards say so


def _cannot(who: Concerned, before: Kept, after: Kept, now: datetime) -> tuple[What, bool]:
    """Tell the recruiter at once when time is short, or nobody is left to be asked."""
    is_owner = who is Concerned.OWNER
    if is_owner and after.asked_id is None and before.asked_id is not None:
        return What.UNFILLED, True
    is_new = before.interviewer_answer != after.interviewer_answer
    alone = after.asked_id is None or after.interview.start_at - now < URGENT
    return What.CANNOT, is_owner and is_new and alone


def _taken(who: Concerned, before: Kept, after: Kept, now: datetime) -> tuple[What, bool]:
    return (
        _changed(who, before, after, now) if who is Concerned.INTERVIEWEE else (What.TAKEN, False)
    )


def _late(who: Concerned, _before: Kept, after: Kept, _now: datetime) -> tuple[What, bool]:
    """Tell the other side, who waits."""
    is_late = after.late.side if after.late else None
    return What.LATE, who.side is not None and who.side is not is_late


def _attended(who: Concerned, _before: Kept, after: Kept, _now: datetime) -> tuple[What, bool]:
    """Tell the recruiter of a no-show; nobody else hears anything during an interview."""
    if after.attendance == Attendance.NO_SHOW and who is Concerned.OWNER:
        return What.NO_SHOW, True
    return What.ATTENDED, False


def _rated(who: Concerned, _before: Kept, _after: Kept, _now: datetime) -> tuple[What, bool] | None:
    """Draw the cards of staff anew; whoever it is about sees nothing of it on theirs."""
    return None if who is Concerned.INTERVIEWEE else (What.RATED, False)


def _asked(
    deed: Deed, before: Kept | None, after: Kept, now: datetime, values: Mapping[str, Any]
) -> Iterator[Notice]:
    """Tell whoever is asked to stand in, and whoever no longer is; and the recruiter in time.

    Whoever is still asked sees on their card what is different.
    """
    was, asked = (kept.asked_id if kept else None for kept in (before, after))
    if was == asked:
        if asked is not None and asked not in {each.id for each in concerned(after).values()}:
            yield _notice(after, asked, What.OFFERED, loud=False, now=now, values=values)
        return
    if was is not None and after.interviewer_person.id != was:
        yield _notice(after, was, What.OFFER_OVER, loud=False, now=now, values=values)
    if asked is not None:
        yield _notice(after, asked, What.OFFERED, loud=True, now=now, values=values)
    owner, late = after.owner, after.interview.start_at - URGENT
    if deed is Deed.CANNOT and owner and owner.active and asked is not None and late > now:
        nudge = _notice(after, owner.id, What.UNFILLED, loud=True, now=now, values=values)
        yield nudge.but(due_at=late, lead_time=URGENT, start_at=after.interview.start_at)


def _undone(_who: Concerned, before: Kept, after: Kept, _now: datetime) -> tuple[What, bool]:
    """A booking that is taken back is called off; who is told at all is asked in `undoing`."""
    return (What.CANCELLED if before.is_live and not after.is_live else What.UNDONE), True


def _times(kept: Kept) -> tuple[datetime, datetime]:
    return kept.interview.start_at, kept.interview.end_at


_TELL: Mapping[Deed, Tell] = {
    Deed.BOOK: _always(What.BOOKED),
    Deed.CHANGE: _changed,
    Deed.AMEND: _proposed,
    Deed.ACCEPT: _accepted,
    Deed.DECLINE: _declined,
    Deed.CANNOT: _cannot,
    Deed.ASK: _cannot,
    Deed.TAKE: _taken,
    Deed.LEAVE: _cannot,
    Deed.LATE: _late,
    Deed.ATTEND: _attended,
    Deed.FEEDBACK: _rated,
    Deed.CANCEL: _always(What.CANCELLED),
    Deed.REJECT: _always(What.REJECTED),
    Deed.HAND_OVER: _to_the_owner(What.HANDED_OVER),
    Deed.UNDO: _undone,
    Deed.REMIND: _quietly(What.CHANGED),
    Deed.REMIND_NOW: _reminded,
}
