"""Taking somebody out: of the row that is theirs, and of each interview in which they are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.interviews.changes import facts
from bot.interviews.forgetting.scrubbing import (
    Gone,
    named,
    scrubbed,
    scrubbed_entry,
    scrubbed_notice,
)
from bot.interviews.model import Door, HistoryEntry, Kept, Person
from bot.interviews.notices import BY_MAIL, Notice, State
from bot.interviews.planning.several import TOLD_WITH
from bot.interviews.ports.book import Pages
from bot.interviews.ports.erasure import DEED, Remnant

ValueT = TypeVar("ValueT", HistoryEntry, Notice)

SHOWN = frozenset({State.SENT, State.UNKNOWN, State.CLAIMED})  # there is a message, or may be
NOTHING = {
    "email": None,
    "phone_number": None,
    "contact_phone_number": None,
    "image": None,
    "slack_user_id": None,
    "slack_channel_id": None,
    "time_zone": None,
    "locale": None,
    "preferences": None,
    "active": False,
}


@dataclass(frozen=True)
class Farewell:
    """One forgetting: in which book, of whom, by whom, and when."""

    pages: Pages
    gone: Gone
    by_id: int | None
    door: Door
    now: datetime

    @property
    def person(self) -> Person:
        """Who is forgotten."""
        return self.gone.person


def begin_taking_out(deed: Farewell, few: int) -> None:
    """Take somebody out of their row and of the first few interviews; note what is left."""
    pages, person = deed.pages, deed.person
    concerned = pages.concerning(person)
    remnants, gone_through = _forget_in_some(deed, concerned, few)
    pages.drop_drafts(person, concerned)
    pages.drop_cards(person)
    for application in pages.applications_of(person.workspace_id, person.id):
        pages.save_application(application.but(label=None))
    pages.blank_person_history(person)
    pages.save_person(person.but(title=deed.gone.called, **NOTHING))
    pages.add_history(_entry(deed, None))
    pages.keep_remnants([*remnants, _own_remnant(deed).but(gone_through=gone_through)])


def go_on_taking_out(deed: Farewell, begun: Remnant, few: int) -> None:
    """Take somebody out of the next few interviews after those they have been taken out of."""
    left = [one for one in deed.pages.concerning(deed.person) if one > (begun.gone_through or 0)]
    remnants, gone_through = _forget_in_some(deed, left, few)
    deed.pages.put_off_remnant(begun.but(gone_through=gone_through), deed.now)
    deed.pages.keep_remnants(remnants)


def _forget_in_some(
    deed: Farewell, concerned: Sequence[int], few: int
) -> tuple[Sequence[Remnant], int | None]:
    """Take somebody out of the first few; give what is left elsewhere, and up to which that was."""
    first = concerned[:few]
    remnants = [each for one in first for each in _forget_in(deed, one)]
    return remnants, first[-1] if len(concerned) > few else None


def _forget_in(deed: Farewell, interview_id: int) -> Sequence[Remnant]:
    """Take somebody out of one interview; give whose messages about it still name them."""
    pages, workspace_id = deed.pages, deed.person.workspace_id
    kept = pages.interview(workspace_id, interview_id)
    assert kept is not None  # noqa: S101 - an interview is never taken out
    entries, notices = (
        pages.history(workspace_id, interview_id),
        pages.notices(workspace_id, interview_id),
    )
    over = kept.side_of(deed.person.id) is not None  # while it is not, nobody in it is forgotten
    met = _versions(entries, deed.gone)
    deed.pages.overwrite_history(_new(entries, [scrubbed_entry(e, deed.gone) for e in entries]))
    left = [
        scrubbed_notice(each, deed.gone, deed.now, met=over or each.version in met, over=over)
        for each in notices
    ]
    deed.pages.overwrite_notices(_new(notices, left))
    after = scrubbed(kept, facts(kept), deed.gone)
    shows_them = after != kept  # also as who is asked to stand in, of whom no notice speaks
    if over or shows_them:
        pages.add_history(_entry(deed, pages.save_interview(after)))
    owned = kept.owner is not None and kept.owner.id == deed.person.id
    if met or owned or shows_them or any(named(notice, deed.gone) for notice in notices):
        return [*_of_others(deed, interview_id, notices)]
    return ()


def _versions(entries: Sequence[HistoryEntry], gone: Gone) -> frozenset[int | None]:
    """Give the versions of an interview in which they were one of the two, or until then."""
    return frozenset(
        entry.version
        for entry in entries
        if any(gone.side_in(each) for each in (entry.before or {}, entry.after))
    )


def _new(before: Sequence[ValueT], after: Sequence[ValueT]) -> list[ValueT]:
    return [now for was, now in zip(before, after, strict=True) if now != was]


def _of_others(deed: Farewell, interview_id: int, notices: Sequence[Notice]) -> Iterator[Remnant]:
    readers = {
        (notice.values.get(TOLD_WITH, interview_id), notice.person_id)
        for notice in notices
        if TOLD_WITH in notice.values or (notice.state in SHOWN and notice.channel != BY_MAIL)
    }
    for about_id, reader_id in sorted(readers):
        if reader_id != deed.person.id:
            yield Remnant(
                workspace_id=deed.person.workspace_id,
                person_id=reader_id,
                interview_id=about_id,
                due_at=deed.now,
            )


def _own_remnant(deed: Farewell) -> Remnant:
    return Remnant(
        workspace_id=deed.person.workspace_id,
        person_id=deed.person.id,
        channel=deed.person.slack_channel_id,
        slack_user_id=deed.person.slack_user_id,
        due_at=deed.now,
    )


def _entry(deed: Farewell, kept: Kept | None) -> HistoryEntry:
    """Give the line about one interview, or (None) about the person: nothing of it is undone."""
    return HistoryEntry(
        workspace_id=deed.person.workspace_id,
        interview_id=kept.id if kept else None,
        person_id=None if kept else deed.person.id,
        version=kept.version if kept else None,
        deed=DEED,
        by_id=deed.by_id,
        door=deed.door,
        at=deed.now,
        after=facts(kept) if kept else {},
    )
