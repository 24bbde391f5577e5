"""Whole lines, each with its one reading. Times stay words here; `bot.when` has its own tests."""

from datetime import time, timedelta
from typing import Any

import pytest

from bot.interviews.digest import Days
from bot.interviews.model import Kind
from bot.slack.grammar import (
    ONESELF,
    Filters,
    Line,
    ListDay,
    Problem,
    Remind,
    Suggestion,
    Trouble,
    Verb,
    Who,
    read_line,
)

ANA, PAT, LEE, BOB, SAM = (Who(name=name) for name in ("ana", "pat", "lee", "bob", "sam"))
ANA_IN_SLACK = Who(slack_id="U1", name="ana")
PAT_IN_SLACK = Who(slack_id="U2", name="pat")
LEE_IN_SLACK = Who(slack_id="U3", name="lee")
ANA_BY_MAIL = Who(email="ana@x.com", name="Ana Ruiz")
VIDEO, PHONE, IN_PERSON = Kind.VIDEO_CALL, Kind.PHONE_CALL, Kind.IN_PERSON
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def mine() -> Line:
    return Line(verb=Verb.MINE)


def book(**fields: Any) -> Line:
    return Line(verb=Verb.BOOK, **fields)


def change(interview_id: int | None = 27, **fields: Any) -> Line:
    return Line(verb=Verb.CHANGE, interview_id=interview_id, **fields)


def about(verb: Verb, interview_id: int | None = 27, **fields: Any) -> Line:
    return Line(verb=verb, interview_id=interview_id, **fields)


def listing(**filters: Any) -> Line:
    return Line(verb=Verb.LIST, filters=Filters(**filters))


def unknown(*left_over: str, **fields: Any) -> Line:
    return Line(verb=Verb.UNKNOWN, left_over=left_over, **fields)


def trouble(key: Trouble, *said: str, people: tuple[Who, ...] = ()) -> dict[str, Any]:
    return {"problems": (Problem(key=key, said=said, people=people),)}


def offered(word: str, line: str) -> dict[str, Any]:
    return {"suggestions": (Suggestion(word=word, line=line),)}


WHICH = trouble(Trouble.WHICH_INTERVIEW)
ANA_WITH_PAT = {"interviewee": ANA, "interviewer": PAT}

NOTHING_OR_ONE_THING = [
    ("", mine()),
    ("   \u00a0 ", mine()),
    (",", mine()),
    ("27", about(Verb.SHOW)),
    ("#27", about(Verb.SHOW)),
    ("3", about(Verb.SHOW, 3)),
    ("<@U1|ana>", Line(verb=Verb.SHOW, subject=ANA_IN_SLACK)),
    ("<@U1>", Line(verb=Verb.SHOW, subject=Who(slack_id="U1"))),
    ("@ana", Line(verb=Verb.SHOW, subject=ANA)),
    ("ana", Line(verb=Verb.SHOW, subject=ANA)),
    ("Ana Ruiz", Line(verb=Verb.SHOW, subject=Who(name="Ana Ruiz"))),
    ("<mailto:ana@x.com|ana@x.com>", Line(verb=Verb.SHOW, subject=Who(email="ana@x.com"))),
    ("show 27", about(Verb.SHOW)),
    ("show ana", Line(verb=Verb.SHOW, subject=ANA)),
    ("show", Line(verb=Verb.SHOW, **WHICH)),
    ("27 edit", about(Verb.EDIT)),
    ("edit 27", about(Verb.EDIT)),
    ("edit @ana", about(Verb.EDIT, None, subject=ANA)),
    ("27 edit fri 4pm", about(Verb.EDIT, when="fri 4pm")),
    ("new", Line(verb=Verb.NEW)),
    ("book", Line(verb=Verb.NEW)),
    ("Schedule", Line(verb=Verb.NEW)),
]

BOOKINGS = [
    (
        "<@U1|ana> with <@U2|pat> fri 3pm 45m video",
        book(
            interviewee=ANA_IN_SLACK, interviewer=PAT_IN_SLACK, when="fri 3pm 45m", kind=VIDEO
        ),
    ),
    ("video fri 3pm 45m with @pat @ana", book(**ANA_WITH_PAT, when="fri 3pm 45m", kind=VIDEO)),
    ("book @ana with @pat fri 3pm", book(**ANA_WITH_PAT, when="fri 3pm")),
    ("schedule with @pat fri 3pm for @ana", book(**ANA_WITH_PAT, when="fri 3pm")),
    ("@ana book fri 3pm with @pat", book(**ANA_WITH_PAT, when="fri 3pm")),
    ("ana with pat fri 3pm", book(**ANA_WITH_PAT, when="fri 3pm")),
    ("fri 3pm ana with @pat", book(**ANA_WITH_PAT, when="fri 3pm")),
    ("interviewee @ana interviewer @pat fri 3pm kind video place Room 2",
     book(**ANA_WITH_PAT, when="fri 3pm", kind=VIDEO, place="Room 2")),
    (
        "<@U1|ana> with <@U2|pat> fri 3pm at <https://m.example.com/x?a=1&amp;b=2|m.example.com/x>",
        book(
            interviewee=ANA_IN_SLACK,
            interviewer=PAT_IN_SLACK,
            when="fri 3pm",
            place="https://m.example.com/x?a=1&b=2",
        ),
    ),
    ('new for "Ana Ruiz <ana@x.com>" with @pat', book(interviewee=ANA_BY_MAIL, interviewer=PAT)),
    ("for “Ana Ruiz &lt;<mailto:ana@x.com|ana@x.com>&gt;” fri 3pm",
     book(interviewee=ANA_BY_MAIL, when="fri 3pm")),
    ("for Ana Ruiz &lt;<mailto:ana@x.com|ana@x.com>&gt; fri 3pm",
     book(interviewee=ANA_BY_MAIL, when="fri 3pm")),
    ("Ana Ruiz <mailto:ana@x.com|ana@x.com> fri 3pm",
     book(interviewee=ANA_BY_MAIL, when="fri 3pm")),
    ('"Ana Ruiz" with "Pat Lee" fri 3pm',
     book(interviewee=Who(name="Ana Ruiz"), interviewer=Who(name="Pat Lee"), when="fri 3pm")),
    ("@ana 45m video", book(interviewee=ANA, length=45 * MINUTE, kind=VIDEO)),
    ("@ana 15h", book(interviewee=ANA, when="15h")),
    ("@ana in 2 hours with @pat", book(**ANA_WITH_PAT, when="in 2 hours")),
    ("@ana from 3 to 4pm fri with pat", book(**ANA_WITH_PAT, when="from 3 to 4pm fri")),
    ("@ana fri @3pm with @pat", book(**ANA_WITH_PAT, when="fri @ 3pm")),
    ("@ana with april fri 3pm",
     book(interviewee=ANA, interviewer=Who(name="april"), when="fri 3pm")),
    ("27 nov 3pm @ana with @pat", book(**ANA_WITH_PAT, when="27 nov 3pm")),
    ("3 pm fri @ana with @pat", book(**ANA_WITH_PAT, when="3 pm fri")),
    ("fri 3pm", book(when="fri 3pm")),
    ("with @pat", book(interviewer=PAT)),
    ("today @ana", book(interviewee=ANA, when="today")),
    ("@ana fri 3pm please", book(interviewee=ANA, when="fri 3pm", left_over=("please",))),
    ("book 27", book(left_over=("27",))),
    ("Edith fri 3pm with @pat",
     book(interviewee=Who(name="Edith"), interviewer=PAT, when="fri 3pm")),
]  # fmt: skip

PLACES = [
    ("27 at <https://zoom.example.com/j/1>", change(place="https://zoom.example.com/j/1")),
    ("27 <https://zoom.example.com/j/1>", change(place="https://zoom.example.com/j/1")),
    ("27 at Room Bilbao", change(place="Room Bilbao")),
    ("27 in Bilbao", change(place="Bilbao")),
    ("27 place Room 2", change(place="Room 2")),
    ("27 place 3", change(place="3")),
    ("27 at Room 2 3pm", change(place="Room 2", when="3pm")),
    ("27 at Raum 2.04 15:00", change(place="Raum 2.04", when="15:00")),
    ("27 at Room 2 Nov 27 3pm", change(place="Room 2", when="Nov 27 3pm")),
    ("27 at the office 27 Nov 3pm", change(place="the office", when="27 Nov 3pm")),
    ("27 at Starbucks 3 pm", change(place="Starbucks", when="3 pm")),
    ("27 at 10 Downing Street", change(place="10 Downing Street")),
    ("27 at 10 fri", change(when="at 10 fri")),
    ("27 at noon", change(when="at noon")),
    ("27 in 2 hours", change(when="in 2 hours")),
    ("27 fri at 3 in Madrid", change(when="fri at 3 in Madrid")),
    ("27 fri 3pm in Room Bilbao", change(when="fri 3pm", place="Room Bilbao")),
    ("27 at Acme HQ in Madrid fri 3pm", change(place="Acme HQ in Madrid", when="fri 3pm")),
    ("27 at Calle Mayor 5, Madrid", change(place="Calle Mayor 5, Madrid")),
    ('27 at "Friday Room" mon 9:00', change(place="Friday Room", when="mon 9:00")),
    ("27 at “Room 2” 3pm", change(place="Room 2", when="3pm")),
    ("27 at 'Room 2' 3pm", change(place="Room 2", when="3pm")),
    ("27 at «Sala Norte» 3pm", change(place="Sala Norte", when="3pm")),
    ("27 at Phone Booth 3", change(place="Phone Booth 3")),
    ("27 at Room 2 video fri", change(place="Room 2", kind=VIDEO, when="fri")),
    ("27 at Room 2, with @lee, fri 4pm",
     change(place="Room 2", interviewer=LEE, when="fri 4pm")),
    ("27 phone +34 600 111 222", change(kind=PHONE, place="+34 600 111 222")),
    ("27 at <tel:+34600111222|+34 600 111 222>", change(place="+34 600 111 222")),
    ("27 at 600 111 222", change(place="600 111 222")),
    ("27 at 2026-11-27 15:00", change(when="at 2026-11-27 15:00")),
    ("27 at Tom &amp; Ann", change(place="Tom & Ann")),
    ("27 at", change(left_over=("at",))),
    ("27 at Room 1 <https://x.com/a>",
     change(**trouble(Trouble.TWO_PLACES, "Room 1", "https://x.com/a"))),
]  # fmt: skip

CHANGES = [
    ("27 fri 4pm 1h with @lee phone at Room 2",
     change(when="fri 4pm 1h", interviewer=LEE, kind=PHONE, place="Room 2")),
    ("27 move fri 4pm", change(when="fri 4pm")),
    ("move 27 fri 4pm", change(when="fri 4pm")),
    ("move 27 to fri 4pm", change(when="fri 4pm")),
    ("27 to fri 4pm", change(when="fri 4pm")),
    ("27 MOVE FRI 4PM", change(when="FRI 4PM")),
    ("27, move fri, 4pm.", change(when="fri, 4pm")),
    ("27 move 9.30", change(when="9.30")),
    ("27 move 5.12 3pm with @lee", change(when="5.12 3pm", interviewer=LEE)),
    ("27\u00a0move\u202ffri 4pm", change(when="fri 4pm")),
    ("27 fri 4pm move", change(when="fri 4pm")),
    ("27 nov 28 3pm", change(when="nov 28 3pm")),
    ("27 reschedule +30m", change(when="+30m")),
    ("27 change tomorrow", change(when="tomorrow")),
    ("27 move same time tomorrow", change(when="same time tomorrow")),
    ("27 an hour later", change(when="an hour later")),
    ("27 45m", change(when="45m")),
    ("27 move", change()),
    ("move fri 4pm #27", change(when="fri 4pm")),
    ("27 for 1h", change(length=HOUR)),
    ("27 move for 1h", change(length=HOUR)),
    ("27 for an hour and a half fri", change(length=1.5 * HOUR, when="fri")),
    ("27 fri 3pm for 45 minutes", change(when="fri 3pm", length=45 * MINUTE)),
    ("27 for fri 3pm", change(when="fri 3pm")),
    ("27 for @bob", change(interviewee=BOB)),
    ("27 for bob", change(interviewee=BOB)),
    ('27 for "Ana Ruiz <ana@x.com>"', change(interviewee=ANA_BY_MAIL)),
    ("27 for @bob for 1h", change(interviewee=BOB, length=HOUR)),
    ("27 for 1", change(**trouble(Trouble.FOR_NUMBER, "1"), **offered("1h", "27 for 1h"))),
    ("27 for 45 fri",
     change(when="fri", **trouble(Trouble.FOR_NUMBER, "45"), **offered("45m", "27 for 45m fri"))),
    ("27 with @lee", change(interviewer=LEE)),
    ("with 27 @lee", change(interviewer=LEE)),
    ("27 interviewer lee", change(interviewer=LEE)),
    ("27 kind phone", change(kind=PHONE)),
    ("kind 27 phone", change(kind=PHONE)),
    ("27 kind:video", change(kind=VIDEO)),
    ("27 by phone", change(kind=PHONE)),
    ("27 in person", change(kind=IN_PERSON)),
    ("27 onsite", change(kind=IN_PERSON)),
    ("27 video call at 5pm", change(kind=VIDEO, when="at 5pm")),
    ("27 kind banana", change(left_over=("kind", "banana"))),
    ("@ana move fri 4pm", change(None, subject=ANA, when="fri 4pm")),
    ("move @ana fri 4pm", change(None, subject=ANA, when="fri 4pm")),
    ("ana move fri 4pm", change(None, subject=ANA, when="fri 4pm")),
    ("move ana to fri 4pm", change(None, subject=ANA, when="fri 4pm")),
    ("move fri 4pm @ana", change(None, subject=ANA, when="fri 4pm")),
    ("@ana fri 4pm move", change(None, subject=ANA, when="fri 4pm")),
    ("move fri 4pm", change(None, when="fri 4pm", **WHICH)),
    ("move 27 nov 3pm", change(None, when="27 nov 3pm", **WHICH)),
    ("27 bob fri 4pm", change(when="fri 4pm", left_over=("bob",))),
    ("27 @bob 4pm", change(when="4pm", **trouble(Trouble.WHICH_SIDE, "@bob", people=(BOB,)))),
    ("27 #28 fri", change(None, when="fri", **trouble(Trouble.TWO_INTERVIEWS, "27", "28"))),
    ("27 video phone", change(**trouble(Trouble.TWO_KINDS, "video", "phone"))),
    ("27 for 1h for 2h", change(**trouble(Trouble.TWO_LENGTHS, "1h", "2h"))),
    ("27 schedule mon", change(when="mon", left_over=("schedule",))),
]  # fmt: skip

TWO_PEOPLE = [
    ("@ana with @pat and @lee fri 3pm",
     book(interviewee=ANA, when="fri 3pm",
          **trouble(Trouble.TWO_INTERVIEWERS, "@pat", "@lee", people=(PAT, LEE)))),
    ("@ana with @pat @lee fri 3pm",
     book(interviewee=ANA, when="fri 3pm",
          **trouble(Trouble.TWO_INTERVIEWERS, "@pat", "@lee", people=(PAT, LEE)))),
    ("27 with <@U2|pat>, <@U3|lee>",
     change(**trouble(
         Trouble.TWO_INTERVIEWERS, "@pat", "@lee", people=(PAT_IN_SLACK, LEE_IN_SLACK)))),
    ("@ana @bob with @pat fri",
     book(interviewer=PAT, when="fri",
          **trouble(Trouble.TWO_INTERVIEWEES, "@ana", "@bob", people=(ANA, BOB)))),
    ("@ana and @bob with @pat fri",
     book(interviewer=PAT, when="fri", left_over=("and",),
          **trouble(Trouble.TWO_INTERVIEWEES, "@ana", "@bob", people=(ANA, BOB)))),
    ("@ana @ana fri 3pm", book(interviewee=ANA, when="fri 3pm")),
]  # fmt: skip

OTHER_VERBS = [
    ("27 swap @pat @lee", about(Verb.SWAP, people=(PAT, LEE))),
    ("swap 27 pat lee", about(Verb.SWAP, people=(PAT, LEE))),
    ("27 swap pat with lee", about(Verb.SWAP, people=(PAT, LEE))),
    ("27 swap @pat for @lee", about(Verb.SWAP, people=(PAT, LEE))),
    ("@ana swap @pat @lee", about(Verb.SWAP, None, subject=ANA, people=(PAT, LEE))),
    ("27 swap @lee",
     about(Verb.SWAP, people=(LEE,), **trouble(Trouble.WHO, "@lee", people=(LEE,)))),
    ("27 cancel", about(Verb.CANCEL)),
    ("cancel 27", about(Verb.CANCEL)),
    ("cancel #27 because Pat is ill", about(Verb.CANCEL, reason="because Pat is ill")),
    ("27 cancel 2 people are “really” ill",
     about(Verb.CANCEL, reason="2 people are really ill")),
    ("27 cancel <@U2|pat> is on holiday fri",
     about(Verb.CANCEL, reason="@pat is on holiday fri")),
    ("@ana cancel", about(Verb.CANCEL, None, subject=ANA)),
    ("cancel", about(Verb.CANCEL, None, **WHICH)),
    ("cancel 27, 28", about(Verb.CANCEL, None, **trouble(Trouble.TWO_INTERVIEWS, "27", "28"))),
    ("please cancel 27", about(Verb.CANCEL, left_over=("please",))),
    ("27 accept", about(Verb.ACCEPT)),
    ("27 yes", about(Verb.ACCEPT)),
    ("confirm 27", about(Verb.ACCEPT)),
    ("yes", about(Verb.ACCEPT, None, **WHICH)),
    ("27 accept for @ana", about(Verb.ACCEPT, people=(ANA,))),
    ("27 accept for ana", about(Verb.ACCEPT, people=(ANA,))),
    ("27 accept fri 4pm", about(Verb.ACCEPT, left_over=("fri", "4pm"))),
    ("27 decline", about(Verb.DECLINE)),
    ("27 decline for @ana", about(Verb.DECLINE, people=(ANA,))),
    ("decline ana", about(Verb.DECLINE, None, subject=ANA)),
    ("accept ana", about(Verb.ACCEPT, None, subject=ANA)),
    ("27 5 late", about(Verb.LATE, length=5 * MINUTE)),
    ("late 27 5", about(Verb.LATE, length=5 * MINUTE)),
    ("27 10 min late for @ana", about(Verb.LATE, length=10 * MINUTE, people=(ANA,))),
    ("<@U1|ana> 5m late", about(Verb.LATE, None, subject=ANA_IN_SLACK, length=5 * MINUTE)),
    ("10 min late", about(Verb.LATE, None, length=10 * MINUTE, **WHICH)),
    ("27 cancel Pat is 5 min late", about(Verb.CANCEL, reason="Pat is 5 min late")),
    ("27 late", about(Verb.LATE)),
    ("decline @ana", about(Verb.DECLINE, None, subject=ANA)),
    ("27 decline too early", about(Verb.DECLINE, left_over=("too", "early"))),
    ("27 withdraw found something else",
     about(Verb.WITHDRAW, reason="found something else")),
    ("27 reject", about(Verb.WITHDRAW)),
    ("27 can't make it", about(Verb.CANNOT)),
    ("27 can’t come", about(Verb.CANNOT)),
    ("can't make 27", about(Verb.CANNOT)),
    ("27 cant make it I am ill", about(Verb.CANNOT, reason="I am ill")),
    ("27 propose thu 11:00", about(Verb.PROPOSE, when="thu 11:00")),
    ("propose 27 thu 11 for 1h", about(Verb.PROPOSE, when="thu 11", length=HOUR)),
    ("27 propose fri 4pm at Room 2",
     about(Verb.PROPOSE, when="fri 4pm", left_over=("at", "Room", "2"))),
    ("27 remind 24h,1h,10m", about(Verb.REMIND, lead_times=(24 * HOUR, HOUR, HOUR / 6))),
    ("remind 27 10 min, 1 day and 2hrs",
     about(Verb.REMIND, lead_times=(24 * HOUR, 2 * HOUR, HOUR / 6))),
    ("@ana remind 1h", about(Verb.REMIND, None, subject=ANA, lead_times=(HOUR,))),
    ("27 remind off", about(Verb.REMIND, remind=Remind.OFF)),
    ("27 remind Now", about(Verb.REMIND, remind=Remind.NOW)),
    ("27 remind usual", about(Verb.REMIND, remind=Remind.USUAL)),
    ("27 remind", about(Verb.REMIND)),
    ("27 remind 1h soon", about(Verb.REMIND, left_over=("1h", "soon"))),
    ("27 remind 1", about(Verb.REMIND, left_over=("1",))),
    ("digest <#C1|hiring> weekdays 9:00",
     Line(verb=Verb.DIGEST, channel="C1", days=Days.WEEKDAYS, at=time(9))),
    ("digest daily <#C1|hiring> at 8.30pm",
     Line(verb=Verb.DIGEST, channel="C1", days=Days.DAILY, at=time(20, 30))),
    ("digest <#C1> 12am", Line(verb=Verb.DIGEST, channel="C1", at=time(0))),
    ("digest <#C1|hiring> off", Line(verb=Verb.DIGEST, channel="C1", off=True)),
    ("digest #nowhere 9:00",
     Line(verb=Verb.DIGEST, at=time(9), **trouble(Trouble.UNKNOWN_CHANNEL, "#nowhere"))),
    ("digest <#C1|hiring> 25:00", Line(verb=Verb.DIGEST, channel="C1", left_over=("25:00",))),
    ("digest <#C1|a> <#C2|b> 9:00 10:00",
     Line(verb=Verb.DIGEST, problems=(
         *trouble(Trouble.TWO_CHANNELS, "#a", "#b")["problems"],
         *trouble(Trouble.TWO_CLOCKS, "9:00", "10:00")["problems"]))),
    ("me", Line(verb=Verb.ME)),
    ("settings", Line(verb=Verb.ME)),
    ("27 owner @lee", about(Verb.OWNER, people=(LEE,))),
    ("27 undo", about(Verb.UNDO)),
    ("why 27", about(Verb.WHY)),
    ("27 preview", about(Verb.PREVIEW)),
    ("27 history", about(Verb.HISTORY)),
    ("27 owner", about(Verb.OWNER, **trouble(Trouble.WHO))),
    ("forget @ana", Line(verb=Verb.FORGET, people=(ANA,))),
    ("forget me", Line(verb=Verb.FORGET, people=(ONESELF,))),
    ("forget myself", Line(verb=Verb.FORGET, people=(ONESELF,))),
    ("27 owner me", about(Verb.OWNER, people=(ONESELF,))),
    ("27 with me", change(interviewer=ONESELF)),
    ("27 accept for me", about(Verb.ACCEPT, people=(ONESELF,))),
    ("@ana with me phone", book(interviewee=ANA, interviewer=ONESELF, kind=PHONE)),
    ("list week with me", listing(day=ListDay.WEEK, who=ONESELF)),
    ("find 1h @ana me", Line(verb=Verb.FIND, length=HOUR, people=(ANA, ONESELF))),
    ("@ana forget", Line(verb=Verb.FORGET, people=(ANA,))),
    ("recruiter @sam", Line(verb=Verb.RECRUITER, people=(SAM,))),
    ("recruiter sam", Line(verb=Verb.RECRUITER, people=(SAM,))),
    ("recruiter @sam remove", Line(verb=Verb.RECRUITER, people=(SAM,), appoint=False)),
    ("@sam recruiter remove", Line(verb=Verb.RECRUITER, people=(SAM,), appoint=False)),
    ("recruiter @sam @lee",
     Line(verb=Verb.RECRUITER, people=(SAM, LEE),
          **trouble(Trouble.TOO_MANY_PEOPLE, "@sam", "@lee", people=(SAM, LEE)))),
    ("help", Line(verb=Verb.HELP)),
    ("?", Line(verb=Verb.HELP)),
    ("help move", Line(verb=Verb.HELP, topic="move")),
]  # fmt: skip

LISTS = [
    ("list", listing()),
    ("list today", listing(day=ListDay.TODAY)),
    ("today", listing(day=ListDay.TODAY)),
    ("Tomorrow", listing(day=ListDay.TOMORROW)),
    ("week", listing(day=ListDay.WEEK)),
    ("this week", listing(day=ListDay.WEEK)),
    ("unanswered", listing(unanswered=True)),
    ("kind:video", listing(kind=VIDEO)),
    ("list week @ana unanswered kind:video",
     listing(day=ListDay.WEEK, who=ANA, unanswered=True, kind=VIDEO)),
    ("list for @ana in person", listing(who=ANA, kind=IN_PERSON)),
    ("list ana", listing(who=ANA)),
    ("@ana list", listing(who=ANA)),
    ("week @ana", listing(day=ListDay.WEEK, who=ANA)),
    ("list next week", listing(day=ListDay.NEXT_WEEK)),
    ("list mine cancelled", listing(mine=True, called_off=True)),
    ("list withdrawn @ana", listing(who=ANA, called_off=True)),
    ("list friday", listing().but(when="friday")),
    ("list @ana 27 nov", listing(who=ANA).but(when="27 nov")),
    ("list today tomorrow", listing().but(**trouble(Trouble.TWO_DAYS, "today", "tomorrow"))),
]  # fmt: skip

NOT_UNDERSTOOD = [
    ("Thanks!", unknown("Thanks")),
    ("I cannot make it after all, sorry", unknown(
        "I", "cannot", "make", "it", "after", "all", "sorry")),
    ("@ana fri 4pm cancel", unknown("cancel", subject=ANA, when="fri 4pm")),
    ("99999999999999999999", unknown("99999999999999999999")),
    ("hlep", unknown("hlep", **offered("help", "help"))),
    ("mvoe 27 fri 4pm",
     unknown("mvoe", interview_id=27, when="fri 4pm", **offered("move", "move 27 fri 4pm"))),
    ("27 Mvoe to fri",
     unknown("Mvoe", "to", interview_id=27, when="fri", **offered("move", "27 move to fri"))),
    ("bok <@U1|ana> fri",
     unknown("bok", subject=ANA_IN_SLACK, when="fri", **offered("book", "book <@U1|ana> fri"))),
    ("lsit today", unknown("lsit", when="today", **offered("list", "list today"))),
    ("27 cancle", unknown("cancle", interview_id=27)),
    ("27 withdrw", unknown("withdrw", interview_id=27)),
    ("rejct 27", unknown("rejct", interview_id=27)),
]  # fmt: skip

LINES = [
    *NOTHING_OR_ONE_THING,
    *BOOKINGS,
    *PLACES,
    *CHANGES,
    *TWO_PEOPLE,
    *OTHER_VERBS,
    *LISTS,
    *NOT_UNDERSTOOD,
]


@pytest.mark.parametrize(("text", "reading"), LINES, ids=[text for text, _ in LINES])
def test_a_line_has_one_reading(text: str, reading: Line) -> None:
    assert read_line(text, "en-US") == reading


@pytest.mark.parametrize(("text", "reading"), LINES, ids=[text for text, _ in LINES])
def test_capitals_make_no_difference_to_what_is_asked_for(text: str, reading: Line) -> None:
    """Only words that stand for themselves keep their capitals, and a name is known by one."""
    if "<" not in text and not reading.left_over and reading.verb is not Verb.UNKNOWN:
        assert read_line(text.upper(), "en-US").verb is reading.verb


IN_OTHER_LANGUAGES = {
    "de-DE": ("16 Uhr", "Donnerstag", "+30m", "für 1h", "eine Stunde später", "5.12 15 Uhr",
              "nächsten Dienstag um halb drei", "übermorgen 10-11 Uhr", "morgen 9.30"),
    "es-ES": ("a las 16:00", "jueves", "+30m", "durante 1h", "una hora más tarde",
              "el próximo martes a las dos y media", "el 3 de diciembre de 10:00 a 11:00"),
    "fr-FR": ("16h", "jeudi", "+30m", "pendant 1h", "une heure plus tard", "9h30",
              "mardi prochain à 14h30", "le 3 décembre de 10h à 11h"),
    "it-IT": ("alle 16", "giovedì", "+30m", "per 1h", "un'ora più tardi", "9.30",
              "martedì prossimo alle due e mezza", "il 3 dicembre dalle 10 alle 11"),
    "nl-NL": ("om 16 uur", "donderdag", "+30m", "voor 1h", "een uur later", "9.30",
              "volgende dinsdag om half drie", "3 december van 10 tot 11 uur"),
    "pt-BR": ("às 16h", "quinta", "+30m", "durante 1h", "uma hora mais tarde", "9h30",
              "próxima terça às duas e meia", "dia 3 de dezembro das 10h às 11h"),
}  # fmt: skip


@pytest.mark.parametrize("locale", IN_OTHER_LANGUAGES)
def test_times_in_any_language_are_the_time_of_a_line(locale: str) -> None:
    for said in IN_OTHER_LANGUAGES[locale]:
        assert read_line(f"27 move {said}", locale) == change(when=said)
        assert read_line(f"27 {said} video", locale) == change(when=said, kind=VIDEO)
        booked = read_line(f"@ana with @pat {said} phone", locale)
        assert (booked.verb, booked.left_over) == (Verb.BOOK, ())
        assert (booked.when, booked.length) in {(said, None), (None, HOUR)}


@pytest.mark.parametrize("text", ["move 27 fri 4pm", "27 move fri 4pm"])
@pytest.mark.parametrize("locale", ["en-US", "de-DE", "es-ES", "xx", "", "not a locale"])
def test_commands_are_the_same_in_every_language(text: str, locale: str) -> None:
    assert read_line(text, locale).verb is Verb.CHANGE
    assert read_line(text, locale).interview_id == 27


@pytest.mark.parametrize("between", [("@ana", "move"), ("move", "@ana"), ("ana", "reschedule")])
@pytest.mark.parametrize("rest", ["", "fri 3pm", "fri 3pm with @pat video at Room 2", "xyz"])
def test_a_person_and_a_verb_never_book(between: tuple[str, str], rest: str) -> None:
    assert read_line(" ".join([*between, rest]), "en-US").verb is Verb.CHANGE
