"""Which way a notice goes, by two real posts: a Slack, and a mail server."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo import ANA
from bot.interviews.model import Kept
from bot.interviews.notices import BY_MAIL, Card, Notice, Reason, State, What
from bot.interviews.people.channels import Channels
from bot.interviews.ports.post import Undelivered

pytestmark = pytest.mark.slow


@pytest.fixture
def told(acme: Any) -> tuple[Channels, Notice, Kept]:
    """The post of a house with Slack and mail, and an invitation of Ana's that both can deliver."""
    acme.books()
    with acme.house.book.read() as pages:
        ana = pages.person_in_slack(acme.house.workspace_id, ANA)
        notices = pages.notices(acme.house.workspace_id, 1)
    invitation = next(
        each for each in notices if (each.person_id, each.what) == (ana.id, What.BOOKED)
    )
    assert (invitation.state, invitation.channel) == (State.SENT, "D0ANA")
    post = acme.house._courier._delivery._post._post
    assert isinstance(post, Channels)
    return post, invitation, acme.kept(1)


def card(notice: Notice, channel: str) -> Card:
    return Card(
        workspace_id=1, interview_id=1, person_id=notice.person_id, channel=channel, ts="1.0",
        notice_id=notice.id,
    )  # fmt: skip


def test_who_is_in_slack_is_told_there(acme: Any, told: Any) -> None:
    post, notice, kept = told
    receipt = post.deliver(notice, kept, kept.interviewee_person, None)
    assert receipt.channel == "D0ANA"
    assert acme.demo.mail.letters == []
    assert post.find(notice, kept, kept.interviewee_person, None) is not None


def test_a_new_message_leaves_a_letter_as_it_is(acme: Any, told: Any) -> None:
    """A card that is a letter is neither edited nor made to shrink."""
    post, notice, kept = told
    ana = kept.interviewee_person
    assert post.deliver(notice, kept, ana, card(notice, BY_MAIL)).channel == "D0ANA"
    with pytest.raises(Undelivered) as stays:
        post.deliver(notice.but(loud=False), kept, ana, card(notice, BY_MAIL))
    assert (stays.value.reason, stays.value.for_good) == (Reason.NO_CARD, True)
    assert acme.demo.mail.letters == []


def test_what_is_in_doubt_stays_where_it_was_sent(
    acme: Any, told: Any, office: Any, writer: Any
) -> None:
    """Slack refuses for good, and the mail server's answer is lost: Slack need not be searched."""
    post, notice, kept = told
    ana = kept.interviewee_person
    members = acme.demo.playground.workspace.members
    members[ANA] = members[ANA].changed(deleted=True)
    either = Channels(post._direct, writer.post(office.url()))
    office.vanish = "DATA"
    with pytest.raises(Undelivered) as lost:
        either.deliver(notice.but(lease_until=None), kept, ana, None)
    assert not lost.value.certain
    with pytest.raises(Undelivered) as unseen:
        either.find(notice, kept, ana, None)
    assert (unseen.value.detail, unseen.value.for_good) == ("mail_cannot_be_looked_for", True)
    office.vanish = None
    assert either.deliver(notice.but(lease_until=None), kept, ana, None).channel == BY_MAIL


def test_who_has_neither_is_not_reached(told: Any) -> None:
    post, _, kept = told
    nobody = kept.interviewee_person.but(slack_user_id=None, email=None)
    assert not post.reaches(nobody)
    assert post.reaches(nobody.but(email="ana@example.com"))
    assert post.reaches(kept.interviewee_person)
