"""Somebody is called what is a command in another's language: neither is taken for the other."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.demo import ANA, SAM, TEAM
from bot.playground import Member

pytestmark = pytest.mark.slow

CHANGED = {SAM: {"locale": "pt-BR"}, ANA: {"real_name": "Nova Ruiz"}}


@pytest.fixture
def team() -> Sequence[Member]:
    return [each.changed(**CHANGED.get(each.id, {})) for each in TEAM]


def test_it_is_asked_which_is_meant_once_somebody_is_called_so(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Marcar]
        sam: nova com @pat sexta 16h video
        sam | “nova” pode ser uma palavra da linha ou um nome. Qual dos dois?
        sam | [new com @pat sexta 16h video]
        sam | [Nova Ruiz · ana@example.com]
        sam: [Nova Ruiz · ana@example.com]
        sam | *Nova Ruiz*
        sam: nova
        sam | Qual dos dois?
        sam: [new]
        sam ! Qual dos dois?
    """)
