"""`Interviews`: the deeds. Every deed is one call and one transaction.

In that same transaction it writes the history and the notices that follow, so nobody is told
of something that may still roll back, and nothing that was committed is forgotten.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.interviews.account import Account
from bot.interviews.casting import Scene
from bot.interviews.cautions import Caution, Holiday, cautions, never
from bot.interviews.changes import Stale, refuse_if_stale
from bot.interviews.doing import deeds
from bot.interviews.doing.checks import check_feedback, check_not_started, check_plan
from bot.interviews.doing.cover import cautions_of_asking
from bot.interviews.doing.doing import do
from bot.interviews.doing.done import Done
from bot.interviews.doing.scribe import Scribe
from bot.interviews.doing.transitions import gate
from bot.interviews.model import Actor, Bearer, Interview, Kept, Search, instant
from bot.interviews.people.people import recruiters_named
from bot.interviews.permissions import (
    admit,
    may_see,
    only_what_they_may_see,
    permit,
    unseen,
    visible,
)
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.planning.second_thoughts import SECOND_THOUGHTS
from bot.interviews.plans import Booking, Deed, Draft, Plan
from bot.interviews.ports.book import Book, HouseClock, Page, Pages
from bot.interviews.races import again_when_lost
from bot.interviews.refusals import Refusal, Refused
from bot.interviews.tokens import who_acts, who_reads

AsSeen = Callable[[Interview], bool]  # whether it is still as somebody had it before them


@dataclass(frozen=True)
class _Wish:
    """What is to be done, to which interview (None = a booking), and as it was last seen."""

    plan: Plan
    interview_id: int | None = None
    version: int | None = None
    as_seen: AsSeen | None = None


class Interviews:
    """The deeds, each one transaction on the book.

    `committed` is called after each deed that was stored, so that somebody can wake the courier;
    `holiday` names the public holidays that are pointed out; `mails` says that e-mail goes to
    whoever is not in Slack; `pause` is how long what a recruiter does in chat can still be undone
    before anybody else is told.
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
        pause: timedelta = SECOND_THOUGHTS,
    ) -> None:
        self._book = book
        self._clock = clock
        self._committed = committed
        self._holiday = holiday
        self._mails = mails
        self._scribe = Scribe(lead_times, pause)
        self.account = Account(book, clock, lead_times, mails=mails)

    def do(
        self,
        plan: Plan,
        *,
        by: Actor | Bearer,
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
        Refused: not visible, not permitted, not in this state, not with these values; NotLetIn: a
        token that is no longer good. Nothing is stored then. A change that changes nothing is done
        and leaves everything as it is.
        """
        wish = _Wish(plan, interview_id, version, as_seen)
        done = self._write(wish, by, draft_id, once)
        self._committed()
        return done

    @again_when_lost
    def rehearse(
        self, plan: Plan, *, by: Actor, interview_id: int | None = None, version: int | None = None
    ) -> Done:
        """Say what a plan would do, who would be told included; nothing is stored."""
        with self._book.rehearse() as pages:
            done = self._do(self._scene(pages, by), _Wish(plan, interview_id, version))
            found = (*cautions_of_asking(pages, done), *self.cautions(done.after))
            return done.but(cautions=found)

    def admit(self, by: Actor) -> None:
        """Refuse (Refused) now whoever is not let in where only staff are."""
        admit(by)

    def check(self, deed: Deed, *, by: Actor, kept: Kept | None = None) -> None:
        """Refuse (Refused) now what would be refused whatever the values are.

        Not visible, not permitted, not in this state: so that nobody fills in a form in vain.
        `kept` is the interview as the actor has it before them (None only for a booking).
        """
        if kept is not None and not may_see(kept, by):
            raise unseen(deed, kept.id)
        permit(deed, kept, by, partial(self._recruiters, by))
        if kept is not None:
            gate(kept, deed)
        if kept is not None and deed is Deed.AMEND:
            check_not_started(kept, self._clock.now())
        if kept is not None and deed is Deed.FEEDBACK:
            check_feedback(kept, self._clock.now())

    @again_when_lost
    def draft(
        self,
        plan: Plan,
        *,
        by: Actor,
        interview_id: int | None = None,
        line: str = "",
        draft_id: str | None = None,
    ) -> tuple[Draft, Done]:
        """Keep a plan until its button is pressed, and say what it would do.

        `draft_id` is the name of a new draft that is to be found again by it.
        """
        done = self.rehearse(plan, by=by, interview_id=interview_id)
        draft = Draft(
            id=draft_id or secrets.token_urlsafe(12),
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

    @again_when_lost
    def open_draft(self, draft_id: str, *, by: Actor) -> Draft:
        """Give one's own draft; Refused NO_SUCH_DRAFT."""
        with self._book.read() as pages:
            return _draft(pages, draft_id, by)

    def carry_out(self, draft_id: str, *, by: Actor) -> Done:
        """Carry out a draft, once: pressed again it shows the interview that it made."""
        done = self._write_draft(draft_id, by)
        self._committed()
        return done

    @again_when_lost
    def get(self, interview_id: int, *, by: Actor | Bearer) -> Kept:
        """Give an interview; Refused NO_SUCH_INTERVIEW also when it is none of theirs; NotLetIn."""
        with self._book.read() as pages:
            by = who_reads(pages, by)
            admit(by)
            return visible(pages, interview_id, by)

    @again_when_lost
    def search(self, search: Search, *, by: Actor | Bearer) -> Page:
        """Give a page of interviews: of the whole workspace to recruiters, else one's own.

        NotLetIn: a token that is no longer good.
        """
        with self._book.read() as pages:
            by = who_reads(pages, by)
            admit(by)
            return pages.search(by.person.workspace_id, only_what_they_may_see(search, by))

    def cautions(self, kept: Kept) -> tuple[Caution, ...]:
        """Give what a careful person would point out about it now."""
        return cautions(kept, self._clock.now(), self._holiday, mails=self._mails)

    @again_when_lost
    def _recruiters(self, by: Actor) -> str:
        with self._book.read() as pages:
            return recruiters_named(pages, by)

    @again_when_lost
    def _write(
        self, wish: _Wish, by: Actor | Bearer, draft_id: str | None, once: str | None
    ) -> Done:
        with self._book.write() as pages:
            scene = self._scene(pages, by)
            if draft_id is not None:
                return self._finish(scene, _draft(pages, draft_id, scene.by), wish)
            sent = pages.draft(scene.workspace_id, once) if once else None
            if sent is not None:
                return self._finish(scene, sent, wish)
            done = self._do(scene, wish)
            if once and done.after != done.before:
                pages.add_draft(_sent(scene, wish, once, done))
            return done

    @again_when_lost
    def _write_draft(self, draft_id: str, by: Actor) -> Done:
        with self._book.write() as pages:
            scene = self._scene(pages, by)
            draft = _draft(pages, draft_id, scene.by)
            wish = _Wish(draft.plan, draft.interview_id, draft.version)
            return self._finish(scene, draft, wish)

    def _finish(self, scene: Scene, draft: Draft, wish: _Wish) -> Done:
        """Carry a draft out, if it is not."""
        if draft.done_interview_id is not None:
            kept = visible(scene.pages, draft.done_interview_id, scene.by)
            return Done(plan=draft.plan, before=kept, after=kept, again=True)
        done = self._do(scene, wish)
        scene.pages.finish_draft(draft.workspace_id, draft.id, done.after.id)
        return done

    def _scene(self, pages: Pages, by: Actor | Bearer) -> Scene:
        return Scene(pages, who_acts(pages, by), instant(self._clock.now()))

    def _do(self, scene: Scene, wish: _Wish) -> Done:
        pages, by, plan = scene.pages, scene.by, wish.plan
        admit(by)
        if isinstance(plan, Booking):
            permit(Deed.BOOK, None, by, partial(recruiters_named, pages, by))
            check_plan(plan)
            before, after = None, deeds.book(scene, plan)
            was = pages.application(after.workspace_id, plan.interviewee_id)
            pages.save_application(after.application)
            after = pages.add_interview(after)
        else:
            before = visible(pages, wish.interview_id, by, plan.deed)
            was, after = None, self._change(scene, before, wish)
        notices = self._scribe.write(scene, plan, before, after, was) if after != before else ()
        return Done(plan=plan, before=before, after=after, notices=notices)

    def _change(self, scene: Scene, before: Kept, wish: _Wish) -> Kept:
        plan = wish.plan
        permit(plan.deed, before, scene.by, partial(recruiters_named, scene.pages, scene.by))
        check_plan(plan)
        if wish.as_seen is not None and not wish.as_seen(before.interview):
            raise Stale(before, ())
        becomes = gate(before, plan.deed)
        if wish.version is not None and wish.version != before.version:
            refuse_if_stale(scene.pages, before, wish.version)
        after = do(scene, before, plan, becomes)
        if after == before:
            return before
        if after.application != before.application:
            scene.pages.save_application(after.application)
        return scene.pages.save_interview(after)


def _sent(scene: Scene, wish: _Wish, once: str, done: Done) -> Draft:
    """Give what was sent as a draft that is carried out already."""
    return Draft(
        id=once,
        workspace_id=scene.workspace_id,
        by_id=scene.by.person.id,
        plan=wish.plan,
        made_at=scene.now,
        interview_id=wish.interview_id,
        version=wish.version,
        done_interview_id=done.after.id,
    )


def _draft(pages: Pages, draft_id: str, by: Actor) -> Draft:
    draft = pages.draft(by.person.workspace_id, draft_id)
    if draft is None or draft.by_id != by.person.id:
        raise Refused(Refusal.NO_SUCH_DRAFT)
    return draft
