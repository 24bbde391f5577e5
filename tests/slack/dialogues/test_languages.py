"""Everybody reads all of it in their own language: their Slack's, or the one they chose."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.demo import ANA, PAT, TEAM
from bot.playground import Member
from bot.playground.looking import messages_in

pytestmark = pytest.mark.slow

SPEAKS = {ANA: "es-ES", PAT: "fr-FR"}


@pytest.fixture
def team() -> Sequence[Member]:
    return [each.changed(locale=SPEAKS.get(each.id, each.locale)) for each in TEAM]


@pytest.mark.parametrize("socket_mode", [False, True], ids=["HTTP", "Socket Mode"])
def test_each_of_the_three_reads_their_own_language(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/ana
        sam | Book this interview?
        sam: [Book]
        ana + 14:00 (hora de Londres), vie 27 nov: su entrevista por vídeo con Acme. Abra para
        ana + Sam, de Acme, ha organizado una entrevista por vídeo para usted con Pat Chen.
        ana + [Unirse] [Allí estaré] [Otra hora] [No puedo ir]
        ana ! interview
        pat + 09:00 (heure de New York), ven. 27 nov.
        pat + votre entretien en visio avec Ana pour Acme. Ouvrez pour répondre.
        pat + [Participer] [Je serai là] [Un autre horaire] [Je ne peux pas]
        ana: [No puedo ir]
        ana | ¿Qué prefiere?
        ana: [Continuar]
        ana | Ahora: vie 27 nov 2026, 14:00–14:45 Londres (09:00 Nueva York)
        ana: Hora = 16:00
        ana: [Proponer]
        pat + Ana aimerait un autre horaire. Vous convient-il\N{NO-BREAK SPACE}?
        sam ~ New time proposed by Ana
        pat: [Accepter]
        ana + Pat Chen ha aceptado la nueva hora. Queda acordada.
        ana ! agreed
        clock: 2026-11-27 15:50
        ana + 16:00 (hora de Londres) · Entrevista en 10 minutos · videollamada
        pat + 11:00 (heure de New York) · Entretien dans 10 minutes · visio
    """)


def test_a_question_is_passed_on_in_everybodys_language(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
        ana: "¿Hay que llevar algo?"
        ana + Se lo he pasado a Sam Rivera, sobre su entrevista: vie 27 nov 2026, 14:00 (hora de
        sam + Ana Ruiz has written to me, and I'm passing it on to you:
        sam + ¿Hay que llevar algo?
        sam: [Answer]
        sam: Answer = No, nada.
        sam: [Send]
        ana + Sam Rivera le responde:
        ana + No, nada.
    """)


def test_a_channel_reads_its_digest_in_the_language_of_whoever_set_it_up(
    play: Any, hiring: Any
) -> None:
    play("""
        sam: @ana with @pat tue 3pm 45m video
        sam: [Book]
        sam: me
        sam: Language = Deutsch
        sam: [Save]
        sam: digest #hiring daily 9:00
        sam | jeden Tag um 09:00 Uhr (Madrid) sagen, was an dem Tag ansteht?
        sam: [Beginnen]
        clock: 2026-11-24 08:00
    """)
    announced, digest = messages_in(play.acme.sam.state(), hiring.id)
    assert "Sam Rivera hat hier eine Übersicht eingerichtet" in announced["text"]
    assert digest["text"] == "1 Gespräch heute · 1 wartet auf Antwort"


def test_what_was_chosen_outdoes_slack_and_a_refusal_is_said_in_it(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
        ana: [Allí estaré]
        pat: me
        pat: Langue = Deutsch
        pat: [Enregistrer]
        pat: 1
        pat | Sie sprechen mit *Ana Ruiz*
        pat | Ana hat zugesagt
        pat: 1 late 5
        pat | Das lässt sich jetzt noch nicht sagen, erst ab Fr. 27. Nov. 2026, 07:00 Uhr (New
    """)


def test_the_home_speaks_the_language_of_whoever_opens_it(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
    """)
    home = play.acme.ana.home()
    assert "Espera mi respuesta" in home
    assert "No tiene que escribir nada" in home
    play.acme.ana.presses("Abrir", in_="home")
    assert "Su entrevista con *Pat Chen*, de Acme" in play.acme.ana.view()
    assert "Cerrar" in play.acme.ana.view()
