"""What is written of a deed in its own transaction: its history, and what is to be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.interviews.casting import Scene
from bot.interviews.changes import application_facts, facts
from bot.interviews.doing.undoing import last_deed
from bot.interviews.model import Application, HistoryEntry, Kept
from bot.interviews.notices import Notice
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.planning.replanning import replan
from bot.interviews.planning.second_thoughts import held_back, take_back
from bot.interviews.planning.several import in_one_message
from bot.interviews.planning.tellings import notices_after
from bot.interviews.plans import Booking, Deed, Plan


@dataclass(frozen=True)
class Scribe:
    """Writes what follows from deeds; `pause` is how long others may not yet be told of them."""

    lead_times: LeadTimes
    pause: timedelta

    def write(
        self, scene: Scene, plan: Plan, before: Kept | None, after: Kept, was: Application | None
    ) -> tuple[Notice, ...]:
        """Write the history of a deed, and plan what is told of it; `was`: what a booking found."""
        planned = self._told(scene, plan, before, after)
        scene.pages.add_history(
            HistoryEntry(
                workspace_id=after.workspace_id,
                interview_id=after.id,
                version=after.version,
                deed=plan.deed,
                by_id=scene.by.person.id,
                door=scene.by.door,
                at=scene.now,
                before=facts(before) if before else was and application_facts(was),
                after=facts(after),
            )
        )
        scene.pages.plan(planned)
        return planned

    def _told(
        self, scene: Scene, plan: Plan, before: Kept | None, after: Kept
    ) -> tuple[Notice, ...]:
        """Give what is to be told now and later, once what it replaces is withdrawn."""
        told = notices_after(plan.deed, before, after, scene.by.person, scene.now)
        undone = last_deed(scene.pages, before) if before and plan.deed is Deed.UNDO else None
        if undone is not None:
            told = take_back(scene, undone, after, told)
        else:
            kepts = [kept for kept in (before, after) if kept]
            told = held_back(told, plan.deed, kepts, scene.by, self.pause)
        if isinstance(plan, Booking):
            told = in_one_message(scene.pages, plan, after, told)
        since = undone.at if undone else scene.now
        return told + replan(scene.pages, before, after, self.lead_times, scene.now, since)
