"""Undo: whoever did the last deed takes it back, within two minutes, if nothing happened since.

What was stored before is stored again, to the letter; a booking is cancelled, since nothing that
was numbered is ever taken out. What is told of it stands in `second_thoughts.py` beside it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.interviews.casting import (
    Scene,
    shown_interviewee,
    shown_interviewer,
    the_applicant,
    the_interviewer,
)
from bot.interviews.doing.checks import check_free
from bot.interviews.doing.transitions import Becomes
from bot.interviews.model import (
    Actor,
    Application,
    Door,
    HistoryEntry,
    Interview,
    Kept,
    Person,
    Status,
)
from bot.interviews.notices import NO_NEWS, REDRAWS, Notice, What
from bot.interviews.planning.second_thoughts import UNDOES
from bot.interviews.planning.several import GATHERED, MOST
from bot.interviews.plans import Deed, Undo
from bot.interviews.ports.book import Pages
from bot.interviews.refusals import Refusal, Refused

UNDO_FOR = timedelta(minutes=2)
FOR_GOOD = frozenset({Deed.UNDO, Deed.REMIND_NOW})  # what cannot be undone, so nothing waits for it


def undo(scene: Scene, kept: Kept, plan: Undo, _becomes: Becomes) -> Kept:
    """Give the interview as it was before the last deed; a booking is cancelled.

    Asked for the same once more, it is left as it is. Refused: STALE (something happened since the
    version that is meant), NOTHING_TO_UNDO, UNDO_NOT_YOURS, UNDO_TOO_LATE, and BUSY or TAKEN when
    its time is no longer free.
    """
    entry = last_deed(scene.pages, kept)
    if _is_done_already(entry, kept, plan, scene.by):
        return kept
    if plan.version is not None and plan.version != kept.version:
        raise Refused(Refusal.STALE, id=kept.id, person=_who_did(scene, entry))
    if entry is None or entry.before is None or entry.deed in FOR_GOOD:
        raise Refused(Refusal.NOTHING_TO_UNDO, id=kept.id)
    if entry.by_id != scene.by.person.id:
        raise Refused(Refusal.UNDO_NOT_YOURS, person=_who_did(scene, entry))
    if scene.now - entry.at > UNDO_FOR:
        raise Refused(Refusal.UNDO_TOO_LATE, id=kept.id)
    if entry.deed == Deed.BOOK:
        return _never_booked(kept, entry.before)
    return _as_it_was(scene, kept, entry.before, entry.after)


def last_deed(pages: Pages, kept: Kept) -> HistoryEntry | None:
    """Give what made the interview what it is; None = the history does not say."""
    entries = pages.history(kept.workspace_id, kept.id)
    return entries[-1] if entries and entries[-1].version == kept.version else None


def done_last(pages: Pages, by: Person, now: datetime) -> tuple[int, ...]:
    """Give the interview of what somebody did last, if they can still take it back.

    If they booked it in Slack along with others: the interviews of all these.
    """
    found: list[HistoryEntry] = []
    for entry in pages.done_by(by, MOST):
        if now - entry.at > UNDO_FOR or entry.deed in FOR_GOOD:
            break
        if found and not _with_it(entry, found[-1]):
            break
        found.append(entry)
    return tuple(sorted(entry.interview_id for entry in found if entry.interview_id is not None))


def _with_it(earlier: HistoryEntry, later: HistoryEntry) -> bool:
    bookings = {(each.deed, each.door) for each in (earlier, later)} == {(Deed.BOOK, Door.SLACK)}
    return bookings and later.at - earlier.at <= GATHERED


def _is_done_already(entry: HistoryEntry | None, kept: Kept, plan: Undo, by: Actor) -> bool:
    if entry is None or entry.deed != Deed.UNDO:
        return False
    return entry.by_id == by.person.id and plan.version == kept.version - 1


def offers_undo(notice: Notice, kept: Kept, person: Person, now: datetime) -> bool:
    """Whether it tells somebody of what they did themselves, and can take back now."""
    return (
        notice.values.get("by_id") == person.id
        and notice.what not in NO_NEWS
        and UNDOES not in notice.values
        and notice.version == kept.version
        and now - notice.created_at < UNDO_FOR
        and (person.is_recruiter or kept.side_of(person.id) is not None)
    )


def settles(notice: Notice, kept: Kept, person: Person, now: datetime) -> Notice | None:
    """Give what draws somebody's card anew once what they did can no longer be undone."""
    if not offers_undo(notice, kept, person, now):
        return None
    return drawn_anew(notice, kept, notice.created_at + UNDO_FOR, now)


def drawn_anew(notice: Notice, kept: Kept, due_at: datetime, now: datetime) -> Notice:
    """Give what draws the same on somebody's card then, unless something newer stands there."""
    return Notice.on(
        kept, notice.person_id, What.SETTLED, now,
        version=notice.version,
        loud=False,
        due_at=due_at,
        values=notice.values | {REDRAWS: notice.says},
    )  # fmt: skip


def _who_did(scene: Scene, entry: HistoryEntry | None) -> str | None:
    by_id = entry.by_id if entry else None
    person = scene.pages.person(scene.workspace_id, by_id) if by_id is not None else None
    return person.title if person else None


def _never_booked(kept: Kept, before: dict[str, Any]) -> Kept:
    application = _with_facts(kept.application, before)
    interview = kept.interview.but(
        status=Status.CANCELLED,
        interviewee=shown_interviewee(application, kept.interviewee_person),
    )
    return kept.but(interview=interview, application=application)


def _as_it_was(scene: Scene, kept: Kept, before: dict[str, Any], after: dict[str, Any]) -> Kept:
    application, interviewee = the_applicant(scene, before["interviewee_id"])
    if application.id == after["interviewee_id"] and application == _with_facts(application, after):
        application = _with_facts(application, before)  # unless another interview changed it since
    interviewer = the_interviewer(scene, before["interviewer_id"])
    owner_id = before["owner_id"]
    interview = kept.interview.but(
        **_given(Interview, before),
        interviewee=shown_interviewee(application, interviewee),
        interviewer=shown_interviewer(interviewer),
    )
    restored = kept.but(
        **_given(Kept, before) | {"version": kept.version},
        interview=interview,
        application=application,
        interviewee_person=interviewee,
        interviewer_person=interviewer,
        owner=scene.pages.person(scene.workspace_id, owner_id) if owner_id is not None else None,
    )
    if restored.is_live and not restored.forced:
        check_free(scene, restored)
    return restored


def _with_facts(application: Application, facts: dict[str, Any]) -> Application:
    return application.but(
        **{name: facts[f"interviewee_{name}"] for name in ("kind", "updated_at")}
    )


def _given(value: type[Interview | Kept], facts: dict[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in value.model_fields if name in facts}
