"""Undo: whoever did the last deed takes it back, within two minutes, if nothing happened since.

What was stored before is stored again, to the letter; a booking is cancelled, since nothing that
was numbered is ever taken out. What nobody has been told yet of the undone deed is never told;
whoever has been told is told what is true now. What a recruiter does in chat waits a little before
others are told, so that of what is undone at once nobody hears.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.interviews.casting import (
    Scene,
    shown_interviewee,
    shown_interviewer,
    the_applicant,
    the_interviewer,
)
from bot.interviews.checks import check_free
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
from bot.interviews.notices import NO_NEWS, REDRAWS, Notice, Reason, State, What
from bot.interviews.plans import Deed, Undo
from bot.interviews.ports import Pages
from bot.interviews.refusals import Refusal, Refused
from bot.interviews.transitions import Becomes
from bot.tracing import traced_key

UNDO_FOR = timedelta(minutes=2)
SECOND_THOUGHTS = timedelta(seconds=15)
TOO_NEAR = timedelta(hours=2)  # so near the start nothing waits
ANSWERS = frozenset({Deed.AMEND, Deed.ACCEPT, Deed.DECLINE, Deed.CANNOT, Deed.REJECT})
FOR_GOOD = frozenset({Deed.UNDO, Deed.REMIND_NOW})  # what cannot be undone, so nothing waits for it
UNDOES = "undoes"  # in a notice's values: the version that was taken back
SINCE = "since"  # and when that was done
OF_NO_USE = frozenset({Reason.NO_LONGER_CONCERNED, Reason.NOT_LIVE, Reason.OVERTAKEN})
HEARD = frozenset({State.SENT, State.UNKNOWN})


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
    return drawn_anew(notice, notice.created_at + UNDO_FOR, now)


def drawn_anew(notice: Notice, due_at: datetime, now: datetime) -> Notice:
    """Give what draws the same on somebody's card then, unless something newer stands there."""
    return Notice(
        workspace_id=notice.workspace_id,
        interview_id=notice.interview_id,
        person_id=notice.person_id,
        what=What.SETTLED,
        version=notice.version,
        loud=False,
        due_at=due_at,
        values=notice.values | {REDRAWS: notice.says},
        key=traced_key(),
        created_at=now,
    )


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
    loud: dict[int, bool] = {}
    for notice in notices:
        is_of_it = notice.version == undone.version and notice.what not in NO_NEWS
        tells_of_it = is_of_it and (_is_told(notice) or notice.state is State.CLAIMED)
        if tells_of_it or _has_heard(notice, undone.at) or _was_to_hear(notice, undone.at):
            sounds = is_of_it and notice.loud
            loud[notice.person_id] = sounds or loud.get(notice.person_id, False)
    missed = [
        each
        for each in notices
        if each.loud
        and not loud.get(each.person_id)
        and _was_to_hear(each, undone.at)
        and not any(_is_told(other) and _is_newer(other, each) for other in notices)
    ]
    after_all = _told_after_all(missed, scene, kept)
    return tuple(
        notice.but(
            loud=notice.loud and loud[notice.person_id],
            values=notice.values | {UNDOES: undone.version, SINCE: undone.at.isoformat()},
        )
        for notice in told
        if notice.person_id in loud and notice.person_id not in after_all
    ) + tuple(after_all.values())


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
        person_id: Notice(
            workspace_id=notice.workspace_id,
            interview_id=notice.interview_id,
            person_id=person_id,
            what=notice.what,
            version=kept.version,
            about=notice.about,
            loud=True,
            due_at=scene.now,
            values=notice.values,
            key=traced_key(),
            created_at=scene.now,
        )
        for person_id, notice in speaking.items()
    }


def _takes_back(later: Notice, earlier: Notice) -> bool:
    return later.values.get(UNDOES) == earlier.version


def _is_newer(other: Notice, notice: Notice) -> bool:
    return other.person_id == notice.person_id and other.version > notice.version


def _is_told(notice: Notice) -> bool:
    return notice.state in HEARD or notice.reason is Reason.TOLD_WITH


def _has_heard(notice: Notice, since: datetime) -> bool:
    """Whether it was told, after that."""
    return _is_told(notice) and notice.settled_at is not None and notice.settled_at > since


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
    _check_still_free(scene, restored)
    return restored


def _with_facts(application: Application, facts: dict[str, Any]) -> Application:
    return application.but(
        **{name: facts[f"interviewee_{name}"] for name in ("kind", "updated_at")}
    )


def _given(value: type[Interview | Kept], facts: dict[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in value.model_fields if name in facts}


def _check_still_free(scene: Scene, kept: Kept) -> None:
    if kept.is_live and not kept.forced:
        check_free(
            scene.pages, kept, kept.interview.start_at, kept.interview.end_at,
            by=scene.by.person, field="start_at",
        )  # fmt: skip


def _was_to_hear(notice: Notice, since: datetime) -> bool:
    """Whether it was news that was of no use to somebody any more after that."""
    is_news = notice.what not in NO_NEWS and notice.reason in OF_NO_USE
    return is_news and notice.settled_at is not None and notice.settled_at > since
