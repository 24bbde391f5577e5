"""Every sentence stands in the catalogue, and every sentence of the catalogue is said."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from bot.words.words import SECTIONS

HERE = Path(__file__).parents[2]
CATALOGUE = HERE / "bot" / "words" / "catalogues" / "en.po"
CODE = sorted(
    path
    for folder in ("bot", "storage")
    for path in (HERE / folder).rglob("*.py")
    if "playground" not in path.parts
)
SEEN_BY_PEOPLE = [
    path
    for path in CODE
    if {"slack", "interviews"} & set(path.relative_to(HERE).parts)
    and path.parent.name != "grammar"  # what people type, not what they are told
]
KEY = re.compile(r"[a-z][a-z_]*(\.[a-z0-9_]+)+")
ANY = "\N{REPLACEMENT CHARACTER}"  # stands for whatever an f-string puts in
BARE = ".bare"
LOGS = {"debug", "info", "warning", "error", "exception"}


@pytest.fixture(scope="session")
def sentences() -> dict[str, list[str]]:
    """Each key with its sentence, or with all of its plurals."""
    with CATALOGUE.open("rb") as file:
        read = read_po(file, locale="en", abort_invalid=True)
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            [message.string] if isinstance(message.string, str) else list(message.string)
        )
        for message in read
        if message.id
    }


@pytest.fixture(scope="session")
def used(sentences: Any) -> list[str]:
    """Every text in the code that could be a key; ANY where a part is put in."""
    sections = {key.partition(".")[0] for key in sentences}
    found = {text for path in CODE for text in texts_of(ast.parse(path.read_text("utf-8")))}
    return sorted(
        text
        for text in found
        if KEY.fullmatch(text.replace(ANY, "x").removesuffix("."))
        and (text.partition(".")[0] in sections or text.startswith(ANY))
    )


def texts_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else ANY for part in node.values
            )


def said(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text).replace(ANY, r"[a-z0-9_.]+"))


def test_every_sentence_is_said_somewhere(sentences: Any, used: Any) -> None:
    worded = {f"{section}.{one.value}" for values, section in SECTIONS.items() for one in values}
    patterns = [said(text) for text in used if not text.startswith(ANY)]
    idle = [
        key
        for key in sentences
        if key not in worded
        and not any(pattern.fullmatch(key.removesuffix(BARE)) for pattern in patterns)
    ]
    assert idle == []


def test_every_key_that_is_said_has_its_sentence(sentences: Any) -> None:
    """What is passed to `say` must be there; of a key with a part put in, at least one."""
    unknown = [
        f"{path.relative_to(HERE)}: {key.replace(ANY, '…')}"
        for path in CODE
        for key in keys_said(ast.parse(path.read_text("utf-8")))
        if not any(said(key).fullmatch(known) for known in sentences)
    ]
    assert unknown == []


def keys_said(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in {"say", "_sentence"}:
            arguments = [argument for argument in node.args if is_text(argument)]
            yield from (text for text in texts_of_alone(arguments) if "." in text)


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def texts_of_alone(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        yield next(texts_of(node)) if isinstance(node, ast.Constant) else joined(node)


def joined(node: ast.expr) -> str:
    assert isinstance(node, ast.JoinedStr)
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else ANY for part in node.values
    )


def test_no_key_stands_twice() -> None:
    keys = re.findall(r'^msgid "(.+)"$', CATALOGUE.read_text("utf-8"), re.MULTILINE)
    assert sorted(keys) == sorted(set(keys))


def test_values_in_sentences_are_bare_names(sentences: Any) -> None:
    """No attribute, index, conversion or format: a value is worded by its type alone."""
    for key, forms in sentences.items():
        for form in forms:
            for _, name, form_spec, conversion in string.Formatter().parse(form):
                if name is not None:
                    assert name.isidentifier(), key
                    assert not form_spec, key
                    assert conversion is None, key


def test_a_bare_sentence_asks_for_less_than_the_full_one(sentences: Any) -> None:
    for key in sentences:
        if key.endswith(BARE):
            full = sentences[key.removesuffix(BARE)][0]
            assert names_in(sentences[key][0]) < names_in(full), key


def names_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_the_voice_is_one(sentences: Any) -> None:
    """No jargon of the API and of programmers in what people read."""
    jargon = re.compile(
        r"\b(amend\w*|pending|scheduled|interviewee|interviewer|invalid|null|error|user|"
        r"parameter|database|modal|please be advised)\b",
        re.IGNORECASE,
    )
    wrong = [
        (key, form)
        for key, forms in sentences.items()
        for form in forms
        if not key.startswith("import.")  # read beside a file that has these words in it
        and jargon.search(re.sub(r"\{\w+\}", "", form))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", SEEN_BY_PEOPLE, ids=lambda path: str(path.relative_to(HERE)))
def test_no_sentence_stands_in_the_code(path: Any) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    allowed = set(map(id, not_for_people(tree)))
    sentences = [
        f"{node.lineno}: {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"[^\W\d_]\s+[^\W\d_]", node.value)
        and id(node) not in allowed
    ]
    assert sentences == []


def not_for_people(tree: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, log events, and exceptions for programmers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.Raise | ast.Assert) or (
            isinstance(node, ast.Call) and is_log(node)
        ):
            yield from ast.walk(node)


def is_log(node: ast.Call) -> bool:
    function = node.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr in LOGS
        and isinstance(function.value, ast.Name)
        and function.value.id == "log"
    )
