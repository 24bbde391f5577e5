"""Which way a notice goes, by two posts that keep what they deliver."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.model import Channel, Kept, Person, Preferences
from bot.interviews.notices import BY_MAIL, Card, Notice, Reason, What
from bot.interviews.people.channels import Channels, is_mailed, is_told
from bot.interviews.ports.post import NotBegun, Undelivered
from bot.interviews.sending.courier import Courier

FOR_GOOD = Undelivered("user_not_found", for_good=True)


class Two:
    """Ana, one notice to her, and the two ways to her: a letterbox each."""

    def __init__(self, house: Any) -> None:
        self.kept: Kept = house.book_one()
        self.ana: Person = self.kept.interviewee_person
        self.notice: Notice = next(
            each for each in house.notices(self.kept, What.BOOKED) if each.person_id == self.ana.id
        )
        self.direct, self.mail = house.post, type(house.post)()
        self.mail.reaches = lambda person: person.email is not None
        self.either = Channels(self.direct, self.mail)

    def deliver(self, *, loud: bool = True, card: str | None = None, **person: Any) -> Any:
        """Deliver to Ana as she is said to be, with a card of hers on that channel."""
        shown = Card(
            workspace_id=1,
            interview_id=self.kept.id,
            person_id=self.ana.id,
            channel=card or "",
            ts="1.0",
            notice_id=self.notice.id,
        )
        notice = self.notice.but(loud=loud)
        return self.either.deliver(
            notice, self.kept, self.ana.but(**person), shown if card else None
        )

    @property
    def cards(self) -> list[Card | None]:
        return [card for _, _, _, card in (*self.direct.delivered, *self.mail.delivered)]

    def took(self) -> tuple[int, int]:
        return len(self.direct.delivered), len(self.mail.delivered)


@pytest.fixture
def two(house: Any) -> Two:
    return Two(house)


@pytest.mark.parametrize(
    ("person", "mails", "told"),
    [
        ({}, False, True),
        ({"slack_user_id": None}, False, False),
        ({"slack_user_id": None}, True, True),
        ({"slack_user_id": None, "email": None}, True, False),
        ({"email": None}, True, True),
        ({"active": False}, False, False),
        ({"active": False}, True, True),
        ({"active": False, "email": None}, True, False),
    ],
)
def test_somebody_is_told_in_slack_or_where_letters_are_written_by_letter(
    two: Two, person: dict[str, Any], *, mails: bool, told: bool
) -> None:
    assert is_told(two.ana.but(**person), mails=mails) is told
    if mails:
        assert two.either.reaches(two.ana.but(**person)) is told


def test_who_is_in_slack_is_told_there_and_anybody_else_by_letter(two: Two) -> None:
    two.deliver()
    assert two.took() == (1, 0)
    two.deliver(slack_user_id=None)
    assert two.took() == (1, 1)


def test_who_would_rather_have_letters_gets_them_where_there_is_an_address(two: Two) -> None:
    wish = Preferences(channel=Channel.MAIL)
    two.deliver(preferences=wish)
    assert two.took() == (0, 1)
    two.deliver(preferences=wish, email=None)
    assert two.took() == (1, 1)


@pytest.mark.parametrize(
    ("person", "mails", "mailed"),
    [
        ({}, True, False),
        ({"slack_user_id": None}, True, True),
        ({"slack_user_id": None}, False, False),
        ({"slack_user_id": None, "email": None}, True, False),
        ({"active": False}, True, True),
        ({"preferences": Preferences(channel=Channel.MAIL)}, True, True),
    ],
)
def test_a_letter_is_foretold_to_whoever_is_not_in_slack_or_would_rather_have_one(
    two: Two, person: dict[str, Any], *, mails: bool, mailed: bool
) -> None:
    assert is_mailed(two.ana.but(**person), mails=mails) is mailed


def test_what_slack_refuses_for_good_goes_by_letter(two: Two) -> None:
    two.direct.troubles[two.ana.id] = [FOR_GOOD]
    two.deliver()
    assert two.took() == (0, 1)


@pytest.mark.parametrize(
    ("trouble", "loud", "email"),
    [
        (Undelivered("ratelimited"), True, "ana@acme.example"),
        (Undelivered("timeout", for_good=True, certain=False), True, "ana@acme.example"),
        (FOR_GOOD, True, None),
        (FOR_GOOD, False, "ana@acme.example"),
    ],
)
def test_what_may_still_arrive_or_has_no_other_way_stays_slacks(
    two: Two, trouble: Undelivered, *, loud: bool, email: str | None
) -> None:
    two.direct.troubles[two.ana.id] = [trouble]
    with pytest.raises(Undelivered) as raised:
        two.deliver(loud=loud, card="D1", email=email)
    assert raised.value is trouble
    assert two.took() == (0, 0)


def test_a_letter_is_never_edited_and_never_shrinks(two: Two) -> None:
    with pytest.raises(Undelivered) as stays:
        two.deliver(loud=False, card=BY_MAIL)
    assert (stays.value.reason, stays.value.for_good) == (Reason.NO_CARD, True)
    assert stays.value.detail == "a_letter_stays"
    two.deliver(card=BY_MAIL)
    two.deliver(card="D1")
    two.deliver(loud=False, card="D1")
    assert [card and card.channel for card in two.cards] == [None, "D1", "D1"]


BY_LETTER = {"preferences": Preferences(channel=Channel.MAIL)}


@pytest.mark.parametrize("person", [BY_LETTER, {"active": False}])
def test_a_card_in_slack_is_edited_though_its_reader_is_told_by_letter(
    two: Two, person: dict[str, Any]
) -> None:
    two.deliver(card="D1", **person)
    assert two.took() == (1, 1)
    two.deliver(loud=False, card="D1", **person)
    assert two.took() == (2, 1)
    assert [notice.loud for notice, *_ in two.direct.delivered] == [False, False]


def test_what_slack_refuses_for_good_edits_the_card_before_the_letter(two: Two) -> None:
    two.direct.troubles[two.ana.id] = [FOR_GOOD]
    two.deliver(card="D1")
    assert two.took() == (1, 1)


def told_by_letter(house: Any) -> tuple[Kept, Courier, Any, Any]:
    """A courier that writes letters to Ana, who has had her card in Slack; and both ways."""
    kept = house.book_one()
    house.courier.sweep()
    house.prefer("ana", channel=Channel.MAIL)
    mail = type(house.post)()
    mail.reaches = lambda person: person.email is not None
    house.post, direct = Channels(house.post, mail), house.post
    return kept, house.another_courier(), mail, direct


def test_a_card_that_cannot_be_drawn_with_the_letter_is_drawn_later(house: Any) -> None:
    kept, courier, mail, direct = told_by_letter(house)
    direct.troubles[kept.interviewee_person.id] = [Undelivered("URLError")]
    house.move(kept, house.START + timedelta(hours=1))
    courier.sweep()
    assert [what for _, what in mail.messages()] == [What.MOVED]
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    courier.sweep()
    assert direct.edits()[-1] == ("ana", What.SETTLED)


def test_a_card_is_drawn_later_also_when_one_letter_told_of_two_deeds(house: Any) -> None:
    kept, courier, mail, direct = told_by_letter(house)
    mail.troubles[kept.interviewee_person.id] = [Undelivered("smtp_450")]
    kept = house.move(kept, house.START + timedelta(hours=1))
    courier.sweep()
    house.move(kept, house.START + timedelta(hours=2))
    direct.troubles[kept.interviewee_person.id] = [Undelivered("URLError")]
    house.clock.move_to(house.clock.now() + timedelta(minutes=2))
    courier.sweep()
    assert [what for _, what in mail.messages()] == [What.MOVED]
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    courier.sweep()
    assert ("ana", What.SETTLED) in direct.edits()


def test_a_card_is_drawn_later_also_when_it_is_asked_again_how_it_was(house: Any) -> None:
    kept = house.book_one()
    house.pass_until(kept.interview.end_at)
    pat = house.prefer("pat", channel=Channel.MAIL)
    mail = type(house.post)()
    mail.reaches = lambda person: person.email is not None
    house.post, direct = Channels(house.post, mail), house.post
    courier = house.courier = house.another_courier()
    direct.troubles[pat.id] = [Undelivered("URLError")]
    house.clock.move_to(kept.interview.end_at + timedelta(minutes=5))
    courier.sweep()
    assert mail.messages() == [("pat", What.FEEDBACK)]
    assert direct.edits()[-1] == ("pat", What.SETTLED)
    house.pass_until(kept.interview.end_at + timedelta(hours=1))
    assert mail.messages() == 2 * [("pat", What.FEEDBACK)]


def test_a_letter_goes_though_slack_lets_nothing_be_edited(two: Two) -> None:
    two.direct.troubles[two.ana.id] = [Undelivered("message_not_found", for_good=True)]
    two.deliver(card="D1", **BY_LETTER)
    assert two.took() == (0, 1)


@pytest.mark.parametrize(
    ("second", "looked_for_in_slack"),
    [
        (Undelivered("smtp_timeout", certain=False), False),
        (Undelivered("smtp_to_450"), True),
        (Undelivered("smtp_content_550", for_good=True, certain=False), True),
    ],
)
def test_a_letter_in_doubt_is_not_looked_for_in_slack(
    two: Two, second: Undelivered, *, looked_for_in_slack: bool
) -> None:
    two.direct.troubles[two.ana.id] = [FOR_GOOD]
    two.mail.troubles[two.ana.id] = [second]
    two.mail.blind = Undelivered("mail_cannot_be_looked_for", for_good=True)
    with pytest.raises(Undelivered):
        two.deliver()
    if looked_for_in_slack:
        assert two.either.find(two.notice, two.kept, two.ana, None) is None
    else:
        with pytest.raises(Undelivered, match="mail_cannot_be_looked_for"):
            two.either.find(two.notice, two.kept, two.ana, None)
    assert two.either.find(two.notice, two.kept, two.ana, None) is None


def test_what_was_posted_before_they_wished_for_letters_is_found_in_slack(two: Two) -> None:
    two.mail.blind = Undelivered("mail_cannot_be_looked_for", for_good=True)
    ana = two.ana.but(**BY_LETTER)
    with pytest.raises(Undelivered, match="mail_cannot_be_looked_for"):
        two.either.find(two.notice, two.kept, ana, None)
    two.deliver()
    assert two.either.find(two.notice, two.kept, ana, None) is not None


def test_who_is_not_in_slack_is_looked_for_and_waits_among_the_letters(two: Two) -> None:
    two.mail.blind = Undelivered("mail_cannot_be_looked_for", for_good=True)
    with pytest.raises(Undelivered):
        two.either.find(two.notice, two.kept, two.ana.but(slack_user_id=None), None)


def test_what_is_to_stop_before_it_is_looked_for_in_slack_is_not_taken_for_a_letter(
    two: Two,
) -> None:
    two.direct.blind = NotBegun("stopped")
    two.mail.blind = Undelivered("mail_cannot_be_looked_for", for_good=True)
    mailed = two.ana.but(preferences=Preferences(channel=Channel.MAIL))
    with pytest.raises(NotBegun):
        two.either.find(two.notice, two.kept, mailed, None)
