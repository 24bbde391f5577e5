"""Offering a verb for a word that is nearly one."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches

from bot.slack.grammar.line import Suggestion, Verb
from bot.slack.grammar.unwrap import Word
from bot.slack.grammar.verbs import BY_WORD

_NEAR = 0.75
_NEARER = 0.8
_NEAREST = 0.85
_SHORTEST = 3
_MOST = 2


def resembling(word: str, *, beside_a_number: bool = False) -> list[str]:
    """Give the verbs' words that a word could be a slip for, the nearest first.

    Of three letters many a word is near, and names are. Beside the number of an interview it is
    the one verb that is a letter away, where there is one.
    """
    word = word.casefold()
    if len(word) < _SHORTEST or word in BY_WORD:
        return []
    near = get_close_matches(word, BY_WORD, n=len(BY_WORD), cutoff=_NEAR)
    found = [verb for verb in near if _could_be(word, verb)]
    return found or (_one_letter_away(word) if beside_a_number else [])


def suggestions(text: str, word: Word) -> tuple[Suggestion, ...]:
    """Offer verbs in the place of a word, each once, by its nearest spelling.

    None where the nearest is one that is never offered.
    """
    near = resembling(word.key, beside_a_number=True)
    if not near or not BY_WORD[near[0]].may_be_suggested:
        return ()
    spelled: dict[Verb, str] = {}
    for each in near:
        if BY_WORD[each].may_be_suggested:
            spelled.setdefault(BY_WORD[each].verb, each)
    return tuple(suggestion(text, word, each) for each in [*spelled.values()][:_MOST])


def never_guessed(word: str) -> str | None:
    """Give the verb that a word is nearly, if it is one that is never offered."""
    near = resembling(word, beside_a_number=True)
    return near[0] if near and not BY_WORD[near[0]].may_be_suggested else None


def suggestion(text: str, word: Word, meant: str) -> Suggestion:
    """Offer the same line with something else in the place of a word."""
    return Suggestion(word=meant, line=text[: word.start] + meant + text[word.end :])


def _one_letter_away(word: str) -> list[str]:
    """Give the only verb as short that has one other letter, or the same ones in another order."""
    found = [
        verb
        for verb in BY_WORD
        if len(word) == len(verb) == _SHORTEST
        and (sum(map(str.__ne__, word, verb)) == 1 or sorted(word) == sorted(verb))
    ]
    return found if len(found) == 1 else []


def _could_be(word: str, verb: str) -> bool:
    """Judge by the first letter, which is seldom mistyped, and by letters that changed places."""
    likeness = SequenceMatcher(None, word, verb).ratio()
    if word[0] != verb[0]:
        return likeness >= _NEAREST
    return likeness >= _NEARER or sorted(word) == sorted(verb)
