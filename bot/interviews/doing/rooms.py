"""Where a video call takes place when no link is given: in the interviewer's standing room."""

from __future__ import annotations

from bot.interviews.model import Kept, Kind


def in_their_room(kept: Kept, before: Kept | None = None) -> Kept:
    """Give the interview with its interviewer's room for a link, where it needs one and has none.

    A room goes with its owner: where somebody else interviews now, or not by video, it is left.
    """
    location = kept.interview.location
    if before is not None and location == before.interviewer_person.prefers.room:
        location = None
    if location is None and kept.interview.kind is Kind.VIDEO_CALL:
        location = kept.interviewer_person.prefers.room
    return kept.but(interview=kept.interview.but(location=location))
