"""`Interviews`: the deeds. Every deed is one call and one transaction.

In that same transaction it writes the history and the notices that follow, so nobody is told
of something that may still roll back, and nothing that was committed is forgotten.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial

from bot.interviews import deeds
from bot.interviews.casting import Scene
from bot.interviews.cautions import Caution, Holiday, cautions, never
from bot.interviews.changes import Stale, changes_since, facts
from bot.interviews.checks import check_not_started, check_plan
from bot.interviews.model import Actor, HistoryEntry, Interview, Kept, Search, Value
from bot.interviews.notices import Notice
from bot.interviews.people import recruiters_named
from bot.interviews.permissions import admit, may_see, only_what_they_may_see, permit
from bot.interviews.plans import Booking, Deed, Draft, Plan
from bot.interviews.ports import Book, HouseClock, Page, Pages
from bot.interviews.races import again_when_lost
from bot.interviews.refusals import Refusal, Refused
from bot.interviews.reminders import LeadTimes, replanned, why_withdrawn
from bot.interviews.tellings import notices_after
from bot.interviews.transitions import gate

AsSeen = Callable[[Interview], bool]  # whether it is still as somebody had it before them


class Done(Value):
    """What a deed did, or would do. `again`: it had been carried out before."""

    plan: Plan
    before: Kept | None
    after: Kept
    notices: tuple[Notice, ...] = ()
    cautions: tuple[Caution, ...] = ()
    again: bool = False


class Interviews:
    """The deeds, each one transaction on the book.

    `committed` is called after each deed that was stored, so that somebody can wake the courier;
    `holiday` names the public holidays that are pointed out; `mails` says that e-mail goes to
    whoever is not in Slack.
    """

    def __init__(
        self,
        book: Book,
        clock: HouseClock,
        lead_times: LeadTimes,
        committed: Callable[[], None],
        holiday: Holiday = never,
        *,
        mails: bool = False,
    ) -> None:
        self._book = book
        self._clock = clock
        self._lead_times = lead_times
        self._committed = committed
        self._holiday = holiday
        self._mails = mails

    def do(
        self,
        plan: Plan,
        *,
        by: Actor,
        interview_id: int | None = None,
        version: int | None = None,
        draft_id: str | None = None,
        once: str | None = None,
        as_seen: AsSeen | None = None,
    ) -> Done:
        """Carry out a plan, as `by`.

        `draft_id` is the draft that the plan grew out of, which counts as carried out then (and
        when it was already, nothing is done twice). `once` names what was sent (the id of a form
        that is open): sent again, by a second press or by whoever listened in, it is not done a
        second time. `interview_id` says on which interview (None only for a booking); `version`
        the one that the actor had before them: when somebody changed it since, Stale is raised.
        `as_seen` asks the same of the interview as it stands, people's names included.
        Refused: not visible, not permitted, not in this state, not with these values; nothing is
        stored then. A change that changes nothing is done and leaves everything as it is.
        """
        sent = Draft(
            id=once or "",
            workspace_id=by.person.workspace_id,
            by_id=by.person.id,
            plan=plan,
            made_at=self._clock.now(),
            interview_id=interview_id,
            version=version,
        )
        done = self._write(sent, by, draft_id, as_seen)
        self._committed()
        return done

    def rehearse(
        self, plan: Plan, *, by: Actor, interview_id: int | None = None, version: int | None = None
    ) -> Done:
        """Say what a plan would do, who would be told included; nothing is stored."""
        with self._book.rehearse() as pages:
            return self._do(pages, plan, by, interview_id, version)

    def admit(self, by: Actor) -> None:
        """Refuse (Refused) now whoever is not let in where only staff are."""
        admit(by)

    def check(self, deed: Deed, *, by: Actor, kept: Kept | None = None) -> None:
        """Refuse (Refused) now what would be refused whatever the values are.

        Not visible, not permitted, not in this state: so that nobody fills in a form in vain.
        `kept` is the interview as the actor has it before them (None only for a booking).
        """
        if kept is not None and not may_see(kept, by):
            raise Refused(Refusal.NO_SUCH_INTERVIEW, id=kept.id)
        permit(deed, kept, by, partial(self._recruiters, by))
        if kept is not None:
            gate(kept, deed)
        if kept is not None and deed is Deed.AMEND:
            check_not_started(kept, self._clock.now())

    @again_when_lost
    def draft(
        self, plan: Plan, *, by: Actor, interview_id: int | None = None, line: str = ""
    ) -> tuple[Draft, Done]:
        """Keep a plan until its button is pressed, and say what it would do."""
        done = self.rehearse(plan, by=by, interview_id=interview_id)
        draft = Draft(
            id=secrets.token_urlsafe(12),
            workspace_id=by.person.workspace_id,
            by_id=by.person.id,
            plan=plan,
            made_at=self._clock.now(),
            line=line,
            interview_id=interview_id,
            version=done.before.version if done.before else None,
        )
        with self._book.jot() as pages:
            pages.add_draft(draft)
        return draft, done

    def open_draft(self, draft_id: str, *, by: Actor) -> Draft:
        """Give one's own draft; Refused NO_SUCH_DRAFT."""
        with self._book.read() as pages:
            return _draft(pages, draft_id, by)

    def carry_out(self, draft_id: str, *, by: Actor) -> Done:
        """Carry out a draft, once: pressed again it shows the interview that it made."""
        done = self._write_draft(draft_id, by)
        self._committed()
        return done

    def get(self, interview_id: int, *, by: Actor) -> Kept:
        """Give an interview; Refused NO_SUCH_INTERVIEW also when it is none of theirs."""
        admit(by)
        with self._book.read() as pages:
            return _visible(pages, interview_id, by)

    def search(self, search: Search, *, by: Actor) -> Page:
        """Give a page of interviews: of the whole workspace to recruiters, else one's own."""
        admit(by)
        with self._book.read() as pages:
            return pages.search(by.person.workspace_id, only_what_they_may_see(search, by))

    def cautions(self, kept: Kept) -> tuple[Caution, ...]:
        """Give what a careful person would point out about it now."""
        return cautions(kept, self._clock.now(), self._holiday, mails=self._mails)

    def _recruiters(self, by: Actor) -> str:
        with self._book.read() as pages:
            return recruiters_named(pages, by)

    @again_when_lost
    def _write(self, sent: Draft, by: Actor, draft_id: str | None, as_seen: AsSeen | None) -> Done:
        with self._book.write() as pages:
            if draft_id is not None:
                draft: Draft | None = _draft(pages, draft_id, by)
            else:
                draft = pages.draft(sent.workspace_id, sent.id) if sent.id else None
            if draft is not None and draft.done_interview_id is not None:
                return _done_before(pages, draft, by)
            done = self._do(pages, sent.plan, by, sent.interview_id, sent.version, as_seen)
            if draft is not None:
                pages.finish_draft(draft.workspace_id, draft.id, done.after.id)
            elif sent.id and done.after != done.before:
                pages.add_draft(sent.but(done_interview_id=done.after.id))
            return done

    @again_when_lost
    def _write_draft(self, draft_id: str, by: Actor) -> Done:
        with self._book.write() as pages:
            draft = _draft(pages, draft_id, by)
            if draft.done_interview_id is not None:
                return _done_before(pages, draft, by)
            done = self._do(pages, draft.plan, by, draft.interview_id, draft.version)
            pages.finish_draft(draft.workspace_id, draft.id, done.after.id)
            return done

    def _do(
        self,
        pages: Pages,
        plan: Plan,
        by: Actor,
        interview_id: int | None,
        version: int | None,
        as_seen: AsSeen | None = None,
    ) -> Done:
        scene = Scene(pages, _as_they_are_now(pages, by), self._clock.now())
        by = scene.by
        admit(by)
        if isinstance(plan, Booking):
            permit(Deed.BOOK, None, by, partial(recruiters_named, pages, by))
            check_plan(plan)
            before, after = None, deeds.book(scene, plan)
            pages.save_application(after.application)
            after = pages.add_interview(after)
        else:
            before = _visible(pages, interview_id, by)
            after = self._change(scene, before, plan, version, as_seen)
        notices = self._record(scene, plan, before, after) if after != before else ()
        found = cautions(after, scene.now, self._holiday, mails=self._mails)
        return Done(plan=plan, before=before, after=after, notices=notices, cautions=found)

    def _change(
        self,
        scene: Scene,
        before: Kept,
        plan: Plan,
        version: int | None,
        as_seen: AsSeen | None,
    ) -> Kept:
        permit(plan.deed, before, scene.by, partial(recruiters_named, scene.pages, scene.by))
        check_plan(plan)
        if as_seen is not None and not as_seen(before.interview):
            raise Stale(before, ())
        becomes = gate(before, plan.deed)
        if version is not None and version != before.version:
            _refuse_if_stale(scene.pages, before, version)
        after = deeds.do(scene, before, plan, becomes)
        if after == before:
            return before
        if after.application != before.application:
            scene.pages.save_application(after.application)
        return scene.pages.save_interview(after)

    def _record(
        self, scene: Scene, plan: Plan, before: Kept | None, after: Kept
    ) -> tuple[Notice, ...]:
        scene.pages.add_history(
            HistoryEntry(
                workspace_id=after.workspace_id,
                interview_id=after.id,
                version=after.version,
                deed=plan.deed,
                by_id=scene.by.person.id,
                door=scene.by.door,
                at=scene.now,
                before=facts(before) if before else None,
                after=facts(after),
            )
        )
        told = notices_after(plan.deed, before, after, scene.by.person, scene.now)
        planned = told + self._reminders(scene, before, after)
        scene.pages.plan(planned)
        return planned

    def _reminders(self, scene: Scene, before: Kept | None, after: Kept) -> tuple[Notice, ...]:
        """Give the reminders to plan, once those that they replace are withdrawn."""
        planned = replanned(before, after, self._lead_times, scene.now)
        if planned is None:
            return ()
        if before is not None:
            scene.pages.withdraw_reminders(after.id, why_withdrawn(before, after), scene.now)
        return planned


def _as_they_are_now(pages: Pages, by: Actor) -> Actor:
    """Give the actor with the role they have in this transaction: it may just have been taken."""
    person = pages.person(by.person.workspace_id, by.person.id)
    return by.but(person=person) if person else by


def _visible(pages: Pages, interview_id: int | None, by: Actor) -> Kept:
    kept = (
        pages.interview(by.person.workspace_id, interview_id) if interview_id is not None else None
    )
    if kept is None or not may_see(kept, by):
        raise Refused(Refusal.NO_SUCH_INTERVIEW, id=interview_id)
    return kept


def _draft(pages: Pages, draft_id: str, by: Actor) -> Draft:
    draft = pages.draft(by.person.workspace_id, draft_id)
    if draft is None or draft.by_id != by.person.id:
        raise Refused(Refusal.NO_SUCH_DRAFT)
    return draft


def _done_before(pages: Pages, draft: Draft, by: Actor) -> Done:
    kept = _visible(pages, draft.done_interview_id, by)
    return Done(plan=draft.plan, before=kept, after=kept, again=True)


def _refuse_if_stale(pages: Pages, kept: Kept, version: int) -> None:
    changes = changes_since(pages, kept, version)
    if changes:
        raise Stale(kept, changes)
