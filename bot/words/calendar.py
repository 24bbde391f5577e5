"""An interview as a calendar file (RFC 5545), for whichever program people keep their days in."""

from __future__ import annotations

from datetime import datetime

from icalendar import Calendar, Event

from bot.interviews.model import Kept, Status
from bot.words.words import Words

STATUS = {
    Status.PENDING: "TENTATIVE",
    Status.SCHEDULED: "CONFIRMED",
    Status.AMENDED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    Status.REJECTED: "CANCELLED",
}


def calendar_file(kept: Kept, words: Words, company: str | None, now: datetime) -> bytes:
    """Give the file of an interview as it stands.

    Its UID never changes and its SEQUENCE grows with each change, so a program that has the event
    already moves it instead of showing it twice. Times are in UTC.
    """
    event = Event()
    event.add("uid", f"interview-{kept.id}.{kept.workspace_id}@interview-bot")
    event.add("sequence", kept.version)
    event.add("dtstamp", now)
    event.add("dtstart", kept.interview.start_at)
    event.add("dtend", kept.interview.end_at)
    event.add("summary", words.say("calendar.summary", kind=kept.interview.kind, company=company))
    event.add(
        "description",
        words.say(
            "calendar.description",
            interviewee=kept.interviewee_person,
            interviewer=kept.interviewer_person,
        ),
    )
    if kept.interview.location:
        event.add("location", kept.interview.location)
    event.add("status", STATUS[kept.interview.status])
    file = Calendar()
    file.add("prodid", "-//Interview Bot//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add_component(event)
    return bytes(file.to_ical())
