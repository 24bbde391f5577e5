"""The table of verbs is the one source of the reading and of the help."""

import ast
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.slack import grammar
from bot.slack.grammar import BY_WORD, VERBS, Trouble, Verb, VerbEntry, read_line
from bot.words import Words

ROOM = Path(grammar.__file__).parent
NO_WORD_OF_THEIR_OWN = {Verb.MINE, Verb.UNKNOWN}
EXAMPLES = [(entry, example) for entry in VERBS for example in entry.examples]


def english() -> Words:
    return Words("en", ZoneInfo("UTC"))


def strings_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_verb_has_one_entry() -> None:
    verbs = [entry.verb for entry in VERBS]
    assert sorted(verbs) == sorted(set(Verb) - NO_WORD_OF_THEIR_OWN)


def test_no_word_belongs_to_two_verbs() -> None:
    assert len(BY_WORD) == sum(len(entry.words) for entry in VERBS)


@pytest.mark.parametrize("word", BY_WORD)
def test_each_word_is_read_as_its_verb(word: str) -> None:
    entry = BY_WORD[word]
    line = f"27 {word}" if entry.concerns_one else word
    expected = Verb.NEW if entry.verb is Verb.BOOK else entry.verb
    assert read_line(line, "en-US").verb is expected


@pytest.mark.parametrize("word", [word for word, entry in BY_WORD.items() if entry.concerns_one])
def test_a_verb_stands_before_or_after_the_number(word: str) -> None:
    assert read_line(f"{word} 27", "en-US") == read_line(f"27 {word}", "en-US")


@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_what_the_help_shows_is_wholly_understood(entry: VerbEntry, example: str) -> None:
    line = read_line(example.replace("#hiring", "<#C1|hiring>"), "en-US")  # as Slack sends it
    assert line.verb is entry.verb
    assert (line.left_over, line.problems, line.suggestions) == ((), (), ())


@pytest.mark.parametrize("entry", VERBS, ids=[entry.verb for entry in VERBS])
def test_each_verb_has_its_sentence_and_its_examples(entry: VerbEntry) -> None:
    assert english().say(entry.help_key)
    assert entry.examples


@pytest.mark.parametrize("trouble", Trouble)
def test_each_question_about_a_line_has_its_sentence(trouble: Trouble) -> None:
    assert english().say(f"line.{trouble.value}", said="@pat, @lee")


def test_verbs_stand_nowhere_but_in_the_table() -> None:
    for path in ROOM.glob("*.py"):
        if path.name not in {"verbs.py", "line.py", "own_words.py"}:
            assert not strings_in(path) & set(BY_WORD), path.name


def test_what_cannot_be_taken_back_is_never_suggested() -> None:
    never = {entry.verb for entry in VERBS if not entry.may_be_suggested}
    assert never == {Verb.CANCEL, Verb.WITHDRAW, Verb.FORGET}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("27 whi", ["27 why"]), ("whi 27", ["why 27"]), ("27 aks @lee", ["27 ask @lee"]),
        ("27 isc", ["27 ics"]), ("27 yse", ["27 yes"]), ("27 wow", []), ("27 wes", ["27 yes"]),
        ("les with @pat fri 3pm", []), ("who is les", []), ("whi", []),
    ],
)  # fmt: skip
def test_of_three_letters_a_verb_is_suggested_beside_a_number_alone(
    typed: str, meant: list[str]
) -> None:
    assert [each.line for each in read_line(typed, "en-US").suggestions] == meant
