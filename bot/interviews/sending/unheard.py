"""What nobody could be told: its writer hears that, or the recruiter, who tells it by hand."""

from __future__ import annotations

from datetime import datetime

from bot.interviews.cases import Case
from bot.interviews.notices import STILL_COUNTS, TEXT, Notice, What
from bot.interviews.planning.tellings import untold
from bot.interviews.ports.ledger import Ledger


def not_passed_on(ledger: Ledger, case: Case, now: datetime) -> tuple[Notice, ...]:
    """Tell whoever wrote it, once it reaches nobody any more of those for whom it was."""
    notice = case.notice
    if notice.what is not What.WROTE or _may_still_reach(ledger, notice):
        return ()
    told = Notice.on(
        case.kept, notice.values["by_id"], What.NOT_PASSED_ON, now,
        version=notice.version,
        about=notice.about,
        values={"by": case.person.title, "by_id": case.person.id, TEXT: notice.values.get(TEXT)},
    )  # fmt: skip
    return (told,)


def told_by_hand(case: Case, now: datetime) -> tuple[Notice, ...]:
    """Have the recruiter tell one of the two, whom no message reaches, what the other one did.

    What recruiters do themselves says so before they do it.
    """
    notice, kept = case.notice, case.kept
    by_id = notice.values.get("by_id")
    did = by_id is not None and kept.side_of(by_id)
    runs_it = kept.owner is not None and kept.owner.id == by_id
    if not did or runs_it or not notice.loud or kept.side_of(notice.person_id) is None:
        return ()
    told = untold(notice, kept, now, "")
    return (told,) if told else ()


def _may_still_reach(ledger: Ledger, notice: Notice) -> bool:
    return any(
        other.what is What.WROTE and other.about == notice.about and other.state in STILL_COUNTS
        for other in ledger.notices(notice.workspace_id, notice.interview_id)
        if other.id != notice.id
    )
