"""Booking by one line, as a transcript of what all three people see."""

from typing import Any

import pytest


@pytest.mark.parametrize("socket_mode", [False, True], ids=["HTTP", "Socket Mode"])
def test_one_line_is_read_back_and_booked_by_one_button(acme: Any) -> None:
    acme.sam.types("/interview @ana with @pat fri 3pm 45m video at https://meet.example.com/x")
    read_back = acme.sam.last()
    assert (
        "Fri 27 Nov 2026, 15:00–15:45 Madrid (Ana: 14:00 London · Pat: 09:00 New York)" in read_back
    )
    assert "Will be told: Ana Ruiz and Pat Chen" in read_back
    assert acme.ana.messages() == []

    acme.sam.presses("Book")
    acme.settle()
    assert "Sam from Acme has arranged a video interview for you with Pat Chen" in acme.ana.last()
    assert "you meet Ana Ruiz" in acme.pat.last()
