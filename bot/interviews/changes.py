"""What somebody else changed meanwhile, told from the history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.interviews.model import (
    Application,
    Attendance,
    HistoryEntry,
    Instant,
    Interview,
    Kept,
    Kind,
    Recommendation,
    Says,
    Side,
    Status,
    Value,
)
from bot.interviews.ports.book import Pages
from bot.interviews.refusals import Refusal, Refused

Told = Kind | Status | Says | Attendance | Recommendation
# What a form or a read-back shows. Somebody's answer alone makes neither of them stale.
COMPARED = (
    "start_at",
    "end_at",
    "kind",
    "location",
    "interviewee_id",
    "interviewer_id",
    "amend_start_at",
    "amend_end_at",
)
OF_THE_DAY = ("attendance", "interviewee_late", "interviewer_late")
OF_COVER = ("asked", "refused")
OF_FEEDBACK = ("recommendation", "notes", "private_notes")
RECORDED = (
    *COMPARED,
    "status",
    "owner_id",
    "interviewee_answer",
    "interviewer_answer",
    *OF_COVER,
    *OF_THE_DAY,
    *OF_FEEDBACK,
)
ENUMERATED: Mapping[str, type[StrEnum]] = {
    "kind": Kind,
    "status": Status,
    "attendance": Attendance,
    "recommendation": Recommendation,
}
# Who somebody is stands in a row of their own; of an application it is told what a deed changes.
NO_FACTS: dict[str, Any] = {
    "interview": {"interviewee", "interviewer"},
    "application": {name for name in Application.model_fields if name != "updated_at"},
    "owner": True,
    "interviewee_person": True,
    "interviewer_person": True,
    "workspace_id": True,
}


class FieldChange(Value):
    """One field that changed: what it was, what it is now (names for people), and who did it."""

    field: str
    was: Instant | timedelta | Told | tuple[str, ...] | str | None
    now: Instant | timedelta | Told | tuple[str, ...] | str | None
    by: str


class Stale(Refused):
    """Somebody else changed the interview since the actor looked at it.

    `kept` is the interview as it stands, `changes` what is different from what they had seen.
    """

    def __init__(self, kept: Kept, changes: tuple[FieldChange, ...]) -> None:
        super().__init__(Refusal.STALE, id=kept.id, person=changes[-1].by if changes else "")
        self.kept = kept
        self.changes = changes


def facts(kept: Kept) -> dict[str, Any]:
    """Give what the history keeps of an interview, as JSON: every stored value."""
    beside = kept.model_dump(mode="json", exclude=NO_FACTS)
    interview, application = beside.pop("interview"), beside.pop("application")
    return {
        **interview,
        **beside,
        "owner_id": kept.owner.id if kept.owner else None,
        "interviewee_kind": kept.application.kind,
        "interviewee_updated_at": application["updated_at"],
    }


def application_facts(application: Application) -> dict[str, Any]:
    """Give the same of an application alone, which is all that there is before a booking."""
    given = application.model_dump(mode="json", include={"kind", "updated_at"})
    return {f"interviewee_{name}": value for name, value in given.items()}


def arrangement(interview: Interview) -> tuple[Any, ...]:
    """What an answer was given to: times and people."""
    return (
        interview.start_at, interview.end_at, interview.interviewee_id, interview.interviewer_id,
    )  # fmt: skip


def changes_since(pages: Pages, kept: Kept, version: int) -> tuple[FieldChange, ...]:
    """Give the fields that differ between that version and now, each with who changed it last."""
    entries = pages.history(kept.workspace_id, kept.id)
    seen = next((entry.after for entry in entries if entry.version == version), None)
    if seen is None:
        return ()
    now = facts(kept)
    return tuple(
        FieldChange(
            field=field,
            was=_shown(pages, kept, field, seen.get(field)),
            now=_shown(pages, kept, field, now.get(field)),
            by=_who_changed(pages, kept, entries, field, version),
        )
        for field in COMPARED
        if seen.get(field) != now.get(field)
    )


def refuse_if_stale(pages: Pages, kept: Kept, version: int) -> None:
    """Refuse (Stale) when what somebody saw has been changed since that version."""
    changes = changes_since(pages, kept, version)
    if changes:
        raise Stale(kept, changes)


def recorded(pages: Pages, kept: Kept, entry: HistoryEntry) -> tuple[FieldChange, ...]:
    """Give what a line of the history changed; nothing for the first one, when all was new."""
    before, after = _told_apart(entry.before or {}), _told_apart(entry.after)
    return tuple(
        FieldChange(
            field=field,
            was=_shown(pages, kept, field, before[field]),
            now=_shown(pages, kept, field, after.get(field)),
            by="",
        )
        for field in RECORDED
        if field in before and before[field] != after.get(field)
    )


def _told_apart(kept: dict[str, Any]) -> dict[str, Any]:
    """Give the same facts, with what is told apart of one value as facts of their own."""
    found = dict(kept)
    if "late" in kept:
        late = kept["late"] or {}
        found |= {f"{side}_late": late["minutes"] if late.get("side") == side else None
                  for side in Side}  # fmt: skip
    for whole, parts in (("cover", OF_COVER), ("feedback", OF_FEEDBACK)):
        if whole in kept:
            found |= {part: (kept[whole] or {}).get(part) or None for part in parts}
    return found


def _who_changed(
    pages: Pages, kept: Kept, entries: tuple[HistoryEntry, ...], field: str, since: int
) -> str:
    by_id = None
    for entry in entries:
        if (entry.version or 0) > since and (entry.before or {}).get(field) != entry.after.get(
            field
        ):
            by_id = entry.by_id
    person = pages.person(kept.workspace_id, by_id) if by_id is not None else None
    return person.title if person else ""


def _shown(pages: Pages, kept: Kept, field: str, value: Any) -> Any:
    if value is None or field in {"location", "notes", "private_notes"}:
        return value
    if field.endswith("_at"):
        return datetime.fromisoformat(value)
    if field in ENUMERATED:
        return ENUMERATED[field](value)
    if field.endswith("_answer"):
        return Says(value["says"])
    if field.endswith("_late"):
        return timedelta(minutes=value)
    if field == "asked":
        return value["title"]
    if field == "refused":
        return tuple(each["title"] for each in value)
    person_id = value
    if field == "interviewee_id":
        application = pages.application(kept.workspace_id, value)
        person_id = application.driver_id if application else value
    person = pages.person(kept.workspace_id, person_id)
    return person.title if person else str(value)
