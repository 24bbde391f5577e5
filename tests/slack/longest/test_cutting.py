"""Where a text is cut, and how long it is then."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks import escape
from bot.slack.cards.calendar import google
from bot.words.text import CUT, cut, size, wholes

PIECES = [
    "&",
    "<",
    "a",
    " ",
    "👩‍👩‍👧‍👦",
    "🇪🇸",
    "ж\u0323\u0301",
    "नि",
    "👋🏽",
    "각",
    "\u0301",
    "\u200d",
    "1️⃣",
]
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(texts, st.integers(1, 60))
def test_a_cut_ends_between_two_characters_and_says_so(text: str, limit: int) -> None:
    shown = cut(text, limit)
    assert size(shown) <= limit
    if shown != text:
        assert shown.endswith(CUT)
        kept = shown.removesuffix(CUT)
        clusters = regex.findall(r"\X", text)
        begins = {"".join(clusters[:number]).rstrip() for number in range(len(clusters) + 1)}
        assert kept in begins


@given(texts, st.integers(1, 60))
def test_an_escaped_text_is_cut_between_entities(text: str, limit: int) -> None:
    shown = cut(escape(text), limit)
    assert size(shown) <= limit
    assert not regex.search(r"&(?!(?:amp|lt|gt);)|[<>]", shown)


@given(texts)
def test_nothing_is_lost_between_the_parts(text: str) -> None:
    assert "".join(wholes(text)) == text


def test_a_place_that_does_not_fit_into_a_calendar_link_says_so() -> None:
    moment = datetime(2026, 11, 27, 14, tzinfo=UTC)
    family = "👩‍👩‍👧‍👦"
    url = google("Interview", moment, moment, family * 285)
    place = parse_qs(urlsplit(url).query)["location"][0]
    assert len(url) <= 3000
    assert place.endswith(CUT)
    assert set(regex.findall(r"\X", place.removesuffix(CUT))) == {family}
