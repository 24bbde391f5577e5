"""An interview as a calendar file (RFC 5545), for whichever program people keep their days in.

A file that somebody fetches says PUBLISH: it is added by hand. One that comes by e-mail says
REQUEST, and CANCEL once there is nothing to come to (RFC 5546). Gmail, Outlook and Apple's Mail
follow those two by themselves, moving and removing the event that they have; a PUBLISH they only
offer to add, and never take away. Both need an ORGANIZER and the reader as ATTENDEE: the organizer
is the address that the e-mails come from, which stays the same when an interview is handed over,
since programs heed nobody but an event's first organizer. It asks for no RSVP, because answers of
calendar programs would go there, and nobody would read them: people answer the e-mail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

from bot.interviews.model import Kept, Person, Says, Status
from bot.words.text import one_line
from bot.words.words import Words

STATUS = {
    Status.PENDING: "TENTATIVE",
    Status.SCHEDULED: "CONFIRMED",
    Status.AMENDED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    Status.REJECTED: "CANCELLED",
}
PARTICIPATION = {None: "NEEDS-ACTION", Says.YES: "ACCEPTED", Says.CANNOT: "DECLINED"}
OURS = "interview-bot"  # ends what stands in the place of a domain


@dataclass(frozen=True)
class Invitation:
    """By whom and whom a calendar file invites: the sender's address, and one of the two people."""

    organizer: str
    attendee: Person

    def method(self, kept: Kept) -> str:
        """Give what the file asks of the attendee's program."""
        has_a_part = kept.side_of(self.attendee.id) is not None
        return "REQUEST" if kept.is_live and has_a_part else "CANCEL"


def calendar_file(
    kept: Kept,
    words: Words,
    company: str | None,
    now: datetime,
    *,
    calendar_name: str,
    invitation: Invitation | None = None,
) -> bytes:
    """Give the file of an interview as it stands.

    Its UID never changes and its SEQUENCE grows with each change, so a program that has the event
    already moves it instead of showing it twice. The workspace's `calendar_name` keeps it apart
    from other companies' interviews, whatever the sender of e-mails is called. Times are in UTC.
    """
    method = invitation.method(kept) if invitation else "PUBLISH"
    event = _event(kept, words, company, now)
    event.add("uid", f"interview-{kept.id}.{kept.workspace_id}@{calendar_name}.{OURS}")
    event.add("status", "CANCELLED" if method == "CANCEL" else STATUS[kept.interview.status])
    if invitation:
        event.add("organizer", _address(invitation.organizer, company))
        event.add("attendee", _attendee(invitation.attendee, kept))
    file = Calendar()
    file.add("prodid", "-//Interview Bot//EN")
    file.add("version", "2.0")
    file.add("method", method)
    file.add_component(event)
    return bytes(file.to_ical())


def _event(kept: Kept, words: Words, company: str | None, now: datetime) -> Event:
    words = words.escaping(one_line)
    says = words.say(
        "calendar.description",
        interviewee=kept.interviewee_person,
        interviewer=kept.interviewer_person,
    )
    event = Event()
    event.add("sequence", kept.version)
    event.add("dtstamp", now)
    event.add("dtstart", kept.interview.start_at)
    event.add("dtend", kept.interview.end_at)
    event.add("summary", words.say("calendar.summary", kind=kept.interview.kind, company=company))
    event.add("description", says)
    if kept.interview.location:
        event.add("location", one_line(kept.interview.location))
    return event


def _attendee(person: Person, kept: Kept) -> vCalAddress:
    side = kept.side_of(person.id)
    answer = kept.answer(side) if side else None
    attendee = _address(person.email or "", person.title)
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    attendee.params["partstat"] = vText(PARTICIPATION[answer.says if answer else None])
    attendee.params["rsvp"] = vText("FALSE")
    return attendee


def _address(email: str, called: str | None) -> vCalAddress:
    address = vCalAddress(f"mailto:{one_line(email)}")
    if called:
        address.params["cn"] = vText(one_line(called).replace('"', "'"))
    return address
