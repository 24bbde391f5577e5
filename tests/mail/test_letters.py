"""What a letter says, and that nothing which somebody typed can change what it is."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from typing import Any

import icalendar
import pytest

from bot.interviews.model import Kind, Status
from bot.interviews.notices import What
from bot.mail.letter import write
from bot.mail.message import as_text

pytestmark = pytest.mark.slow

DAY = timedelta(days=1)
WORST = (
    "Ana\r\nBcc: all@example.com\r\n\r\n<script>alert(1)</script>",
    "x@example.com>, <y@example.com",
    '"); DROP --\x00\x85\u2028\u202eana\ud800',
    "=?utf-8?q?Bcc=3A_all=40example=2Ecom?=",
    "Ñandú " * 400,
    "👩‍👩‍👧‍👦" * 300,
    "https://meet.example.com/" + "a" * 2_900,
    "{{ 7 * 7 }} {% raw %} {kind}",
)


def sent(office: Any, writer: Any, notice: Any, kept: Any, person: Any = None) -> EmailMessage:
    writer.post(office.url()).deliver(notice, kept, person or writer.ana, None)
    message: EmailMessage = office.messages()[-1]
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def words_of(page: str) -> str:
    shown = re.sub(r"<head>.*?</head>|<[^>]*>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(shown).split())


def test_an_invitation_reads_like_this(office: Any, writer: Any) -> None:
    message = sent(office, writer, writer.notice(), writer.kept(start_at=writer.START + DAY,
                   end_at=writer.START + DAY + timedelta(minutes=45)))  # fmt: skip
    assert str(message["Subject"]).strip() == (
        "15:00 (Madrid time), Sat 28 Nov: your video interview with Acme. Open to answer."
    )
    assert body(message, "plain").replace("\r\n", "\n") == (
        "Hello Ana,\n\n"
        "Sam from Acme has arranged a video interview for you with Pat Chen. "
        "Does the time suit you?\n\n"
        "When: Sat 28 Nov 2026, 15:00–15:45 Madrid · 45 minutes (Pat: 09:00 New York)\n"
        "Who: Your interview with Pat Chen from Acme\n"
        "How: Video call\n"
        "Where: https://meet.example.com/a\n\n"
        "To answer, simply reply to this e-mail and say whether you will be there, would like "
        "another time, or can't come. Sam reads it.\n\n"
        "#27 · arranged by Sam from Acme · this e-mail was sent automatically\n"
    )
    assert '<a href="https://meet.example.com/a">' in body(message, "html")


def test_the_head_says_what_mail_programs_need(office: Any, writer: Any) -> None:
    message = sent(office, writer, writer.notice(), writer.kept())
    assert {name: str(message[name]) for name in ("From", "To", "Reply-To")} == {
        "From": "Acme interviews <interviews@acme.example>",
        "To": "Ana Ruiz <ana@example.com>",
        "Reply-To": "Sam Rivera <sam@acme.example>",
    }
    assert message["Date"].datetime == writer.NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"
    assert message["References"] == "<interview-27.1@acme.example>"
    later = sent(office, writer, writer.notice(What.CANCELLED), writer.kept(version=4))
    assert (later["References"], later["Message-ID"] != message["Message-ID"]) == (
        message["References"], True,
    )  # fmt: skip


def test_what_somebody_wrote_is_in_the_letter_and_the_answer_goes_to_them(
    office: Any, writer: Any
) -> None:
    values = {"by": "Ana Ruiz", "by_id": writer.ana.id, "text": "Which floor?\nThanks"}
    notice = writer.notice(What.WROTE, writer.sam, values=values)
    message = sent(office, writer, notice, writer.kept(), writer.sam)
    assert "“Which floor? Thanks”" in body(message, "plain")
    assert "To answer Ana Ruiz, simply reply to this e-mail." in body(message, "plain")
    assert message["Reply-To"].addresses[0].addr_spec == writer.ana.email
    assert "floor" not in str(message["Subject"])


@pytest.mark.parametrize("owner", [None, "gone", "reader"])
def test_answers_go_to_the_sender_where_no_recruiter_reads_them(
    office: Any, writer: Any, owner: str | None
) -> None:
    owners = {None: None, "gone": writer.sam.but(active=False), "reader": writer.ana}
    message = sent(office, writer, writer.notice(), writer.kept(owner=owners[owner]))
    assert message["Reply-To"] is None
    if owner is None:
        assert "or can't come.\n" in body(message, "plain").replace("\r\n", "\n")


@pytest.mark.slow
@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("who", ["ana", "pat", "sam"])
def test_every_kind_of_notice_says_the_same_in_text_and_in_html(
    office: Any, writer: Any, what: What, who: str
) -> None:
    person = getattr(writer, who)
    kept = {
        What.CANCELLED: writer.kept(status=Status.CANCELLED, reason="Pat is ill"),
        What.REJECTED: writer.kept(status=Status.REJECTED, reason="Another job"),
        What.PROPOSED: writer.proposed(),
    }.get(what, writer.kept())
    was = {"start_at": (writer.START - DAY).isoformat(), "location": "Room 1"}
    notice = writer.notice(what, person, values={"by": "Sam Rivera", "by_id": 3, "was": was,
                           "person_id": 1}, lead_time=timedelta(minutes=10))  # fmt: skip
    message = sent(office, writer, notice, kept, person)
    text, page = body(message, "plain"), words_of(body(message, "html"))
    letter = write(notice, kept, person, writer.NOW, writer.setting)
    for said in (letter.greeting, letter.sentence, letter.how_to_answer, letter.foot,
                 *letter.remarks, *(each.text for each in letter.facts)):  # fmt: skip
        assert said in " ".join(text.split())
        assert said in page
    assert ("→" in text, "→" in page) == (bool(letter.changes),) * 2
    assert "…" not in text
    assert letter.sentence[-1] in ".?!:"
    assert not re.search(r"<(img|script|link|iframe|object|form)\b|https?://(?!meet)", page)
    subject = str(message["Subject"])
    assert len(subject) <= 110
    assert not re.search(r"Ruiz|Chen|Rivera|@|http|\+34", subject)


def test_a_move_says_what_was_and_what_is_now(office: Any, writer: Any) -> None:
    was = {
        "start_at": (writer.START - DAY).isoformat(),
        "end_at": (writer.START - DAY + timedelta(minutes=45)).isoformat(),
    }
    notice = writer.notice(What.MOVED, values={"by": "Sam Rivera", "by_id": 3, "was": was})
    message = sent(office, writer, notice, writer.kept())
    old, new = "Thu 26 Nov 2026, 15:00–15:45 Madrid", "Fri 27 Nov 2026, 15:00–15:45 Madrid"
    assert f"{old} → {new}" in body(message, "plain")
    assert f"<del>{old}</del> → <strong>{new}</strong>" in body(message, "html")


def test_a_proposal_names_both_times(office: Any, writer: Any) -> None:
    notice = writer.notice(What.PROPOSED, writer.pat)
    text = body(sent(office, writer, notice, writer.proposed(), writer.pat), "plain")
    assert "Ana would like another time. Does it suit you?" in text
    assert "When: Fri 27 Nov 2026, 09:00–09:45 New York" in text
    assert "Proposed instead: Mon 30 Nov 2026, 09:00–09:45 New York" in text
    assert "The old time stands until you accept." in text


def test_a_cancellation_says_why_and_leads_nowhere(office: Any, writer: Any) -> None:
    kept = writer.kept(status=Status.CANCELLED, reason="Pat is ill")
    message = sent(office, writer, writer.notice(What.CANCELLED), kept)
    assert "Why: Pat is ill" in body(message, "plain")
    assert "It was to be: Fri 27 Nov" in body(message, "plain")
    assert "meet.example.com" not in body(message, "html")


def test_who_has_no_part_any_more_reads_no_names_and_no_place(office: Any, writer: Any) -> None:
    lee = writer.pat.but(id=7, title="Lee Okafor", email="lee@acme.example")
    message = sent(office, writer, writer.notice(What.REPLACED_YOU, lee), writer.kept(), lee)
    text = body(message, "plain")
    assert "you no longer need to come to this interview" in text
    assert not re.search(r"Ana|Pat|meet\.example", text + body(message, "html"))
    assert _file(message)["METHOD"] == "CANCEL"


def test_times_are_in_the_readers_zone_else_in_the_recruiters(office: Any, writer: Any) -> None:
    text = body(sent(office, writer, writer.notice(), writer.kept(), writer.pat), "plain")
    assert "09:00–09:45 New York · 45 minutes (Ana: 15:00 Madrid)" in text
    nowhere = writer.ana.but(time_zone=None)
    kept = writer.kept(ana=nowhere, owner=writer.sam.but(time_zone="Asia/Tokyo"))
    text = body(sent(office, writer, writer.notice(), kept, nowhere), "plain")
    assert "23:00–23:45 Tokyo" in text


@pytest.mark.parametrize(
    ("locale", "subject", "said"),
    [
        ("de-DE", "15:00 Uhr (Madrid), Fr. 27. Nov.: Ihr Videogespräch mit Acme.",
         ("Guten Tag Ana,", "Wann: Fr. 27. Nov. 2026, 15:00–15:45 Madrid", "{} liest es.")),
        ("es-LA", "15:00 (hora de Madrid), vie 27 nov: su entrevista por vídeo con Acme.",
         ("Hola, Ana:", "Cuándo: vie 27 nov 2026, 15:00–15:45 Madrid", "Lo leerá {}.")),
        ("fr-FR", "15:00 (heure de Madrid), ven. 27 nov.\xa0: votre entretien en visio avec Acme.",
         ("Bonjour Ana,", "Quand\xa0: ven. 27 nov. 2026, 15:00–15:45 Madrid", "{} le lira.")),
        ("it-IT", "15:00 (ora di Madrid), ven 27 nov: il Suo videocolloquio con Acme.",
         ("Buongiorno Ana,", "Quando: ven 27 nov 2026, 15:00–15:45 Madrid", "La leggerà {}.")),
        ("nl-NL", "15:00 (tijd in Madrid), vr 27 nov: uw videogesprek met Acme.",
         ("Beste Ana,", "Wanneer: vr 27 nov 2026, 15:00–15:45 Madrid", "{} leest het.")),
        ("pt-BR", "15:00 (horário de Madri), sex. 27 de nov.: sua entrevista por vídeo com Acme.",
         ("Olá, Ana,", "Quando: sex. 27 de nov. de 2026, 15:00–15:45 Madri", "{} vai ler.")),
    ],
)  # fmt: skip
def test_a_letter_is_written_in_the_readers_language(
    office: Any, writer: Any, locale: str, subject: str, said: tuple[str, ...]
) -> None:
    reader = writer.ana.but(locale=locale)
    message = sent(office, writer, writer.notice(), writer.kept(ana=reader), reader)
    assert str(message["Subject"]).startswith(subject)
    for sentence in said:
        assert sentence.format("Sam") in body(message, "plain")
    assert message["Content-Language"] == locale[:2]
    assert f'<html lang="{locale[:2]}">' in body(message, "html")


def test_whoever_has_no_language_of_their_own_is_written_to_in_the_recruiters(
    office: Any, writer: Any
) -> None:
    zoe = writer.ana.but(locale=None)
    kept = writer.kept(ana=zoe, owner=writer.sam.but(locale="it-IT"))
    assert sent(office, writer, writer.notice(), kept, zoe)["Content-Language"] == "it"


@pytest.mark.slow
@pytest.mark.parametrize("worst", WORST, ids=range(len(WORST)))
@pytest.mark.parametrize("where", ["ana", "pat", "sam", "location", "reason", "company", "was"])
def test_nothing_that_is_typed_changes_what_the_letter_is(
    office: Any, writer: Any, where: str, worst: str
) -> None:
    kept, values = writer.kept(reason=worst if where == "reason" else None), {}
    if where in {"ana", "pat", "sam"}:
        setattr(writer, where, getattr(writer, where).but(title=worst))
        kept = writer.kept()
    elif where == "location":
        kept = writer.kept(location=worst, kind=Kind.IN_PERSON)
    elif where == "company":
        writer.setting = writer.setting.but(company=worst)
    elif where == "was":
        values = {"was": {"location": worst, "interviewer": worst}, "by": worst}
    message = sent(office, writer, writer.notice(What.CHANGED, values=values), kept)
    [envelope] = office.letters
    assert envelope.rcpt_tos == ["ana@example.com"]
    assert {name.lower() for name in message} == {
        "from", "to", "reply-to", "subject", "date", "message-id", "references",
        "auto-submitted", "mime-version", "content-type", "content-language",
    }  # fmt: skip
    assert [each.addr_spec for each in message["To"].addresses] == ["ana@example.com"]
    assert [each.addr_spec for each in message["Reply-To"].addresses] == ["sam@acme.example"]
    assert all(len(line) <= 998 for line in envelope.content.split(b"\r\n"))
    page = body(message, "html")
    assert "<script" not in page
    assert "49" not in words_of(page)
    letter = write(writer.notice(What.CHANGED), kept, writer.ana, writer.NOW, writer.setting)
    assert "".join(str(message["Subject"]).split()) == "".join(letter.subject.split())
    _file(message)


def _file(message: EmailMessage) -> icalendar.Calendar:
    [attached] = message.iter_attachments()
    assert attached.get_filename() == "interview.ics"
    return icalendar.Calendar.from_ical(attached.get_content())


def test_programs_find_the_calendar_file_among_the_bodies_too(office: Any, writer: Any) -> None:
    message = sent(office, writer, writer.notice(), writer.kept())
    [part] = [each for each in message.walk() if each.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"
    assert icalendar.Calendar.from_ical(part.get_content()).to_ical() == _file(message).to_ical()


def test_who_only_runs_it_is_not_invited(office: Any, writer: Any) -> None:
    notice = writer.notice(What.CANNOT, writer.sam)
    message = sent(office, writer, notice, writer.kept(), writer.sam)
    assert _file(message)["METHOD"] == "PUBLISH"
    assert "text/calendar" not in {each.get_content_type() for each in message.walk()}


def test_a_letter_survives_being_written_and_read_again(office: Any, writer: Any) -> None:
    message = sent(office, writer, writer.notice(), writer.kept())
    again = message_from_bytes(message.as_bytes(policy=SMTP), policy=default)
    assert body(again, "plain") == body(message, "plain")
    letter = write(writer.notice(), writer.kept(), writer.ana, writer.NOW, writer.setting)
    assert as_text(letter) == body(message, "plain").replace("\r\n", "\n")
