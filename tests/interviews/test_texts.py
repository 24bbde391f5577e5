import pytest

from bot.interviews.refusals import Refusal, Refused
from bot.interviews.texts import readable


@pytest.mark.parametrize(
    "text",
    ["", "Room 2", " Room 2 ", "line\nline\r\n\tline", "Ana Muñoz 👩‍💻", "שלום", "<b> & `x`"],
)
def test_a_text_is_kept_as_it_was_typed(text: str) -> None:
    assert readable(text, "location") == text


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud83d"])
def test_a_character_that_cannot_be_shown_is_refused_under_its_field(character: str) -> None:
    with pytest.raises(Refused) as refused:
        readable(f"Room {character} 2", "location")
    assert (refused.value.key, refused.value.field) == (Refusal.UNREADABLE_TEXT, "location")
