import pytest

from bot.interviews.refusals import Refusal, Refused
from bot.interviews.texts import readable

# Every control character of ASCII and Latin 1 but those that people type; and both halves of 👋.
CONTROLS = [chr(each) for each in (*range(0x20), *range(0x7F, 0xA0))]
NO_TEXT = [*(each for each in CONTROLS if each not in "\n\r\t"), chr(0xD83D), chr(0xDC4B)]


@pytest.mark.parametrize(
    "text",
    ["", "Room 2", " Room 2 ", "line\nline\r\n\tline", "Ana Muñoz 👩‍💻", "שלום", "<b> & `x`"],
)
def test_a_text_is_kept_as_it_was_typed(text: str) -> None:
    assert readable(text, "location") == text


@pytest.mark.parametrize("character", NO_TEXT)
def test_a_character_that_cannot_be_shown_is_refused_under_its_field(character: str) -> None:
    with pytest.raises(Refused) as refused:
        readable(f"Room {character} 2", "location")
    assert (refused.value.key, refused.value.field) == (Refusal.UNREADABLE_TEXT, "location")
