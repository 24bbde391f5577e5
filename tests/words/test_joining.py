"""A small word joins the name that follows it as people say it, whatever the name."""

from zoneinfo import ZoneInfo

import pytest

from bot.words import Words


def said(language: str, key: str, zone: str = "Europe/Madrid", **values: str) -> str:
    return Words(language, ZoneInfo(zone)).say(key, **values)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("Ana", "Réponse d’Ana"),
        ("Émile", "Réponse d’Émile"),
        ("Pat", "Réponse de Pat"),
        ("Hugo", "Réponse de Hugo"),
        ("Yann", "Réponse de Yann"),
        ("Çağla", "Réponse de Çağla"),
        ("*Ana*", "Réponse de *Ana*"),
    ],
)
def test_french_leaves_out_the_e_before_a_vowel(name: str, answer: str) -> None:
    assert said("fr", "field.interviewee_answer", interviewee=name) == answer
    assert "tant qu’Ana n’a pas" in said("fr", "card.proposal_waits", person="Ana")


@pytest.mark.parametrize(
    ("language", "zone", "whose"),
    [
        ("fr", "Africa/Cairo", "heure du Caire"),
        ("fr", "Europe/Amsterdam", "heure d’Amsterdam"),
        ("fr", "America/Havana", "heure de La Havane"),
        ("fr", "UTC", "heure de UTC"),
        ("it", "Africa/Cairo", "ora del Cairo"),
        ("it", "America/Havana", "ora dell’Avana"),
        ("it", "Europe/Rome", "ora di Roma"),
        ("es", "Africa/Cairo", "hora de El Cairo"),
    ],
)
def test_the_article_of_a_city_joins_too(language: str, zone: str, whose: str) -> None:
    words = Words(language, ZoneInfo(zone))
    assert words.say("time.clock_and_zone", clock="15:00", zone=words.zone_name()) == (
        f"15:00 ({whose})"
    )


@pytest.mark.parametrize(
    ("language", "names", "list_"),
    [
        ("es", ["Pat", "Inés"], "Pat e Inés"),
        ("es", ["Pat", "Hilda"], "Pat e Hilda"),
        ("es", ["Pat", "Ana", "Íñigo"], "Pat, Ana e Íñigo"),
        ("es", ["Pat", "Iago"], "Pat y Iago"),
        ("es", ["Íñigo", "Pat"], "Íñigo y Pat"),
        ("it", ["Pat", "Elena"], "Pat ed Elena"),
        ("it", ["Pat", "Ida"], "Pat e Ida"),
        ("pt", ["Pat", "Inês"], "Pat e Inês"),
        ("en", ["Pat", "Ana"], "Pat and Ana"),
    ],
)
def test_the_last_of_a_list_is_joined_as_it_is_said(
    language: str, names: list[str], list_: str
) -> None:
    assert Words(language, ZoneInfo("UTC")).several(names) == list_


def test_what_is_typed_is_left_as_it_is() -> None:
    assert (
        said("fr", "card.reason", reason="de Ana y Inés")
        == "Raison\N{NO-BREAK SPACE}: de Ana y Inés"
    )
    assert said("it", "cover.asked", person="Ana") == "È stato chiesto ad Ana di subentrare."
    assert said("it", "cover.asked", person="Pat") == "È stato chiesto a Pat di subentrare."
