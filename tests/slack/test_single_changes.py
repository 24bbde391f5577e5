"""Each of the six fields changed alone, by line and by form: that field changes, and no other."""

from typing import Any

import pytest

from bot.interviews.changes import facts
from bot.playground.looking import reader_of
from bot.playground.rendering import message_text

pytestmark = pytest.mark.slow

# What a new time or a new person takes with it: the answers were to something else.
REARRANGED = {
    "status", "status_before", "amended_by", "amend_start_at", "amend_end_at", "interviewee_answer",
}  # fmt: skip
ROWS = {
    # what changes | by line, and its button | by form | in the row | what each of the two sees
    "kind": (
        "1 kind phone", "Change", {"Kind": "Phone call"},
        {"kind": "phone_call"}, set(), {"ana": "Phone call · ", "pat": "Phone call · "},
    ),
    "place": (
        "1 at Room Bilbao", "Change", {"location": "Room Bilbao"},
        {"location": "Room Bilbao"}, set(), {"ana": "Room Bilbao", "pat": "Room Bilbao"},
    ),
    "start": (
        "1 fri 15:15-15:45", "Move", {"Time": "15:15", "Length": "30 minutes"},
        {"start_at": "2026-11-27T14:15:00Z"}, REARRANGED,
        {"ana": "2:15 PM–2:45 PM", "pat": "9:15 AM–9:45 AM"},
    ),
    "end": (
        "1 for 1h", "Move", {"Length": "1 hour"},
        {"end_at": "2026-11-27T15:00:00Z"}, REARRANGED,
        {"ana": "2:00 PM–3:00 PM", "pat": "9:00 AM–10:00 AM"},
    ),
    "interviewee": (
        "1 for @bob", "Swap", {"Who is interviewed?": "Bob Silva"},
        {"interviewee_id": 2, "interviewee_kind": "verified"},
        REARRANGED | {"interviewee_updated_at"},
        {"bob": "Your interview with *Pat Chen*", "pat": "You interview *Bob Silva*"},
    ),
    "interviewer": (
        "1 with @lee", "Swap", {"Who interviews?": "Lee Okafor"},
        {"interviewer_id": 5}, REARRANGED,
        {"ana": "Your interview with *Lee Okafor*", "lee": "You interview *Ana Ruiz*"},
    ),
}  # fmt: skip
LEFT = {"interviewee": "ana", "interviewer": "pat"}  # whose place somebody else takes


def living_card(person: Any) -> str:
    """Give the newest message that is no answer to what they did themselves."""
    lasting = [message for message in person.messages() if not message["ephemeral"]]
    return str(message_text(lasting[-1], reader_of(person.state())))


@pytest.mark.parametrize("way", ["line", pytest.param("form", marks=pytest.mark.slow)])
@pytest.mark.parametrize("field", ROWS)
def test_one_field_changes_alone(acme: Any, field: str, way: str) -> None:
    line, button, entries, changed, with_it, seen = ROWS[field]
    acme.books()
    for person in (acme.bob, acme.lee):  # known from now on: application 2, person 5
        acme.sam.types(f"/interview for <@{person.id}>")
        person.types("/interview")
    acme.ana.types("/interview 1 accept")
    acme.pat.types("/interview 1 propose fri 5pm")
    acme.pat.presses("Propose")
    acme.settle()
    before = facts(acme.kept(1))
    assert before["status"] == "amended"

    if way == "line":
        acme.sam.types(f"/interview {line}")
        acme.sam.presses(button)
    else:
        acme.sam.types("/interview 1 edit")
        acme.sam.fills(entries)
        assert acme.sam.submits() == {}
    acme.settle()

    after = facts(acme.kept(1))
    differs = {name: value for name, value in after.items() if value != before[name]}
    assert differs.pop("version") == before["version"] + 1
    assert {name: differs.pop(name) for name in changed} == changed
    assert set(differs) == with_it
    assert after["status"] == ("pending" if with_it else "amended")
    for name, words in seen.items():
        assert words in living_card(getattr(acme, name))
    if field in LEFT:
        assert "you no longer need to come" in living_card(getattr(acme, LEFT[field]))
