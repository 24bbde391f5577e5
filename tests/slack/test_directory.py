"""Who is who, when Slack cannot tell, and when the settings change."""

from typing import Any

from bot.clock import Clock
from bot.demo import LEE, SAM, Demo
from bot.interviews.model import Person


def test_when_slack_cannot_tell_nobody_is_taken_for_a_stranger(acme: Any) -> None:
    acme.driver.fails("users.lookupByEmail", "broken")
    acme.sam.types("/interview for pat@acme.example with @lee fri 3pm video at https://x.example")
    assert "nothing was done" in acme.sam.last()
    with acme.house.book.read() as pages:
        assert pages.person_with_email(acme.house.workspace_id, "pat@acme.example") is None


def test_somebody_known_will_do_when_slack_is_away(acme: Any) -> None:
    acme.books()
    acme.driver.fails("users.info", "broken", times=2)
    acme.sam.types("/interview @ana with @pat tue 3pm video at https://meet.example.com/y")
    assert "Book this interview?" in acme.sam.last()


def test_who_is_named_in_the_settings_later_is_a_recruiter_from_then_on(book_url: str) -> None:
    with Demo(book_url, clock=Clock()) as demo:
        lee = demo.house.people.known(demo.house.workspace_id, LEE)
        assert lee is None
        with demo.house.book.write() as pages:
            pages.add_person(_lee(demo.house.workspace_id))
    with Demo(book_url, clock=Clock(), recruiters=(SAM, LEE)) as demo:
        lee = demo.house.people.known(demo.house.workspace_id, LEE)
        assert lee is not None
        assert lee.is_recruiter


def _lee(workspace_id: int) -> Person:

    return Person(id=0, workspace_id=workspace_id, title="Lee Okafor", slack_user_id=LEE)
