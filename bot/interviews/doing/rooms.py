"""Where a video call takes place when no link is given: in the interviewer's standing room."""

from __future__ import annotations

from bot.interviews.model import Kept, Kind, Person


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


def brought_by(person: Person, kept: Kept) -> Kept:
    """Give the interview with its interviewer as they are from now on, who brings a new room.

    A video call without a link takes place there, and so does one in their room of before. Who has
    no room any more leaves it where it is: a link that people have is not taken from them.
    """
    after = kept.but(interviewer_person=person)
    brings = kept.interview.kind is Kind.VIDEO_CALL and person.prefers.room is not None
    return in_their_room(after, kept) if brings else after
