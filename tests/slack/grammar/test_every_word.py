"""Any text gives a line, and every word of it can be seen somewhere in the line."""

import re
from itertools import chain, pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from bot.slack.grammar import BY_WORD, Line, Verb, Who, read_line
from bot.slack.grammar import reading as reading_of_lines
from bot.slack.grammar.keywords import (
    AND,
    BY_WAY_OF,
    KEYWORDS,
    KINDS,
    LIST_DAYS,
    REMOVE,
    SWAPPED,
    UNANSWERED,
)
from bot.slack.grammar.own_words import OWN_WORDS
from bot.slack.grammar.sheet import Sheet
from bot.slack.grammar.unwrap import unwrap
from bot.when import time_words

# Words that are seen in what the line says, and not as themselves.
STEERING = {
    *BY_WORD, *KEYWORDS, *AND, *SWAPPED, *BY_WAY_OF, *LIST_DAYS, *REMOVE, UNANSWERED,
    *chain.from_iterable(KINDS), "to", "this", "the", *chain.from_iterable(OWN_WORDS.values()),
}  # fmt: skip
PIECES = [
    "27", "#28", "3", "<@U1|ana>", "<@U2>", "@pat", "ana", "Pat Lee", "with", "for", "at", "in",
    "place", "kind", "kind:video", "video", "phone", "in person", "interviewer", "interviewee",
    "fri", "3pm", "15:00", "+30m", "45m", "1h", "tomorrow", "today", "week", "nov", "an hour",
    "Room 2", "Madrid", '"Room 2"', "“Ana <ana@x.com>”", "<mailto:a@x.com|a@x.com>",
    "&lt;<mailto:a@x.com|a@x.com>&gt;", "<https://x.com/a|x>", "+34 600 111 222", "and", ",",
    "&amp;", "to", "please", "mvoe", "cancle", "unanswered", "remove", "this", "1", "10", "am", "'",
    '"', "<",
    *BY_WORD,
]  # fmt: skip
LOCALES = st.sampled_from(["en-US", "en-GB", "de-DE", "es-ES", "fr-FR", "xx", ""])
lines = st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join) | st.lists(
    st.sampled_from(PIECES) | st.text(max_size=6), max_size=6
).map(" ".join)


def pieces(text: str) -> set[str]:
    return {piece for piece in re.split(r"[\s,;.:!…<>()\"]+", text.casefold()) if piece}


def who_says(who: Who | None) -> list[str]:
    return [] if who is None else [who.slack_id or "", who.email or "", who.name or ""]


def seen_in(line: Line) -> set[str]:
    """Every word that the line shows to whoever reads it."""
    people = [line.subject, line.interviewee, line.interviewer, line.filters.who, *line.people]
    texts = [line.when, line.place, line.reason, line.topic, *line.left_over]
    if line.at is not None:
        half = line.at.hour % 12 or 12
        texts += [f"{line.at.hour}", f"{line.at:%H}", f"{line.at:%H:%M}", f"{half}am", f"{half}pm"]
    texts += [str(line.interview_id), *chain.from_iterable(map(who_says, people))]
    texts += chain.from_iterable(problem.said for problem in line.problems)
    return set(chain.from_iterable(pieces(text or "") for text in texts))


def is_accounted_for(word: str, line: Line, text: str, locale: str) -> bool:
    seen = STEERING | seen_in(line)
    if line.verb is Verb.DIGEST and line.channel is None and word.startswith("#"):
        return True  # it is asked which channel that may be
    if line.length:
        seen |= words_of_time(text, locale)
    parts = {word.lstrip("@#"), *word.split("@"), *re.split("[:=]", word)}
    return bool(({word} | parts) & seen)


def words_of_time(text: str, locale: str) -> set[str]:
    """A length is a number in the line; its words are whatever is about time in the text."""
    plain = [word.text for word in unwrap(text) if word.key]
    timed = time_words(plain, locale)
    found = [word for word, is_timed in zip(plain, timed, strict=True) if is_timed]
    return set(chain.from_iterable(map(pieces, found)))


@given(st.text() | lines, LOCALES)
@example("<", "en-US")
@example('"" <@> <|> &lt; &amp;lt; <@U1|> <mailto:> <https://> \x00 \ud800', "en-US")
@example("27 " * 300, "en-US")
@example("with " * 300, "en-US")
def test_any_text_gives_a_line(text: str, locale: str) -> None:
    assert isinstance(read_line(text, locale), Line)


@given(lines, LOCALES)
def test_every_word_is_in_what_the_line_says_or_left_over(text: str, locale: str) -> None:
    line = read_line(text, locale)
    words = set(chain.from_iterable(pieces(word.text) for word in unwrap(text)))
    assert not {word for word in words if not is_accounted_for(word, line, text, locale)}


@given(lines, LOCALES)
def test_no_word_is_read_twice(text: str, locale: str) -> None:
    sheet = Sheet(unwrap(text), locale)
    if len(sheet):
        reading_of_lines._read(sheet)
    spans = sorted((found.start, found.end) for found in sheet.findings)
    assert all(start < end <= len(sheet) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(lines, LOCALES)
def test_a_suggestion_reads_as_something_better_and_never_ends_an_interview(
    text: str, locale: str
) -> None:
    for suggestion in read_line(text, locale).suggestions:
        assert suggestion.line != text
        assert BY_WORD.get(suggestion.word) not in {
            BY_WORD["cancel"], BY_WORD["withdraw"]
        }  # fmt: skip


@given(lines)
def test_the_same_line_reads_the_same_again(text: str) -> None:
    assert read_line(text, "en-US") == read_line(f"  {text}\u00a0", "en-US").but(
        suggestions=read_line(text, "en-US").suggestions
    )


def test_a_long_letter_is_no_booking_and_nothing_of_it_is_lost() -> None:
    letter = "on friday at 3pm " * 100
    line = read_line(letter, "en-US")
    assert line.verb is Verb.UNKNOWN
    assert list(line.left_over) == letter.split()


def test_a_long_reason_is_kept_whole() -> None:
    reason = "Pat is ill " * 150
    assert read_line(f"27 cancel {reason}", "en-US").reason == reason.strip()
