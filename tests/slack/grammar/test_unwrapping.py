"""What Slack and keyboards do to a line is undone before it is read."""

import pytest

from bot.slack.grammar import read_line
from bot.slack.grammar.unwrap import Sort, unwrap


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@U1|ana>", [("@ana", Sort.MENTION)]),
        ("<@U1>", [("@U1", Sort.MENTION)]),
        ("<https://x.com/?a=1&amp;b=2|x.com>", [("https://x.com/?a=1&b=2", Sort.LINK)]),
        ("https://x.com/a,", [("https://x.com/a", Sort.LINK)]),
        ("zoom.example.com/j/1", [("zoom.example.com/j/1", Sort.LINK)]),
        ("<mailto:a@x.com|a@x.com>", [("a@x.com", Sort.ADDRESS)]),
        ("a@x.com,", [("a@x.com", Sort.ADDRESS)]),
        ("&lt;<mailto:a@x.com|a@x.com>&gt;", [("a@x.com", Sort.BRACKETED)]),
        ("&lt;a@x.com&gt;", [("a@x.com", Sort.BRACKETED)]),
        ("(a@x.com)", [("a@x.com", Sort.BRACKETED)]),
        ("<#C1|hiring>", [("#hiring", Sort.PLAIN)]),
        ("<#C1>", [("#C1", Sort.PLAIN)]),
        ("<!subteam^S1|@team>", [("@team", Sort.PLAIN)]),
        ("<tel:+34600111222|+34 600>", [("+34", Sort.PLAIN), ("600", Sort.PLAIN)]),
        ("&amp;lt;", [("&lt;", Sort.PLAIN)]),
        ("a &lt; b", [("a", Sort.PLAIN), ("<", Sort.PLAIN), ("b", Sort.PLAIN)]),
        ("“Room 2”", [("Room 2", Sort.QUOTED)]),
        ("„Raum 2“", [("Raum 2", Sort.QUOTED)]),
        ("« Sala 2 »", [("Sala 2", Sort.QUOTED)]),
        ("‘Room 2’", [("Room 2", Sort.QUOTED)]),
        ("don’t", [("don't", Sort.PLAIN)]),
        ('"Room', [('"Room', Sort.PLAIN)]),
        ('"<@U1|ana> &amp; co"', [("@ana & co", Sort.QUOTED)]),
        ("\u2068<@U1|ana>\u2069", [("@ana", Sort.MENTION)]),
        ("a\u00a0b\u202fc\u200b", [("a", Sort.PLAIN), ("b", Sort.PLAIN), ("c", Sort.PLAIN)]),
        ("at<@U1|ana>fri", [("at", Sort.PLAIN), ("@ana", Sort.MENTION), ("fri", Sort.PLAIN)]),
        ("@3pm", [("@", Sort.PLAIN), ("3pm", Sort.PLAIN)]),
        (" , ; … ", []),
    ],
)  # fmt: skip
def test_words_are_what_the_person_meant(text: str, words: list[tuple[str, Sort]]) -> None:
    assert [(word.text, word.sort) for word in unwrap(text)] == words


@pytest.mark.parametrize(
    ("typed", "wrapped"),
    [
        ("@ana with @pat fri 3pm", "@ana\u00a0with @pat\u202ffri 3pm"),
        ("27 at https://x.com/a?b&c", "27 at <https://x.com/a?b&amp;c|x.com/a>"),
        ('27 for "Ana <a@x.com>"', "27 for “Ana &lt;<mailto:a@x.com|a@x.com>&gt;”"),
        ("27 for a@x.com", "27 for <mailto:a@x.com|a@x.com>"),
        ("27 at Tom & Ann", "27 at Tom &amp; Ann"),
        ('27 at "Room 2"', "27 at «Room 2»"),
    ],
)
def test_a_wrapped_line_reads_like_the_plain_one(typed: str, wrapped: str) -> None:
    assert read_line(wrapped, "en-US") == read_line(typed, "en-US")
