"""Words that steer the reading of a line, in the speaker's own language.

A line may be typed in English everywhere. Whoever speaks another language may say the commonest
words of it in that one: each stands for an English word that the grammar knows. Words of time are
not here, and none that a time is made of ("quinze para as três", "kwart voor drie").
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

_JOINING = frozenset({"with", "for", "to"})
# English, then what is typed for it, without accents.
_SAID: Mapping[str, Mapping[str, str]] = {
    "en": {"unanswered": "pending", "place": "link"},
    "de": {
        "to": "auf",
        "with": "mit", "for": "fur", "move": "verschieben verlegen", "cancel": "absagen",
        "propose": "vorschlagen", "accept": "zusagen", "find": "suchen", "list": "liste",
        "today": "heute", "tomorrow": "morgen", "week": "woche", "new": "neu", "why": "warum",
        "settings": "einstellungen", "help": "hilfe", "video": "videogesprach videoanruf",
        "phone": "telefon telefonisch telefongesprach", "onsite": "personlich",
    },
    "es": {
        "to": "para",
        "with": "con", "move": "mover", "change": "cambiar", "cancel": "cancelar anular",
        "propose": "proponer", "accept": "aceptar", "find": "buscar", "list": "lista",
        "today": "hoy", "tomorrow": "manana", "week": "semana", "new": "nueva nuevo",
        "settings": "ajustes", "help": "ayuda", "video": "videollamada",
        "phone": "telefono", "onsite": "presencial",
    },
    "fr": {
        "to": "a",
        "with": "avec", "for": "pour", "move": "deplacer reporter", "cancel": "annuler",
        "propose": "proposer", "accept": "accepter", "find": "chercher", "list": "liste",
        "today": "aujourd'hui", "tomorrow": "demain", "week": "semaine", "new": "nouveau nouvel",
        "why": "pourquoi", "settings": "reglages", "help": "aide", "video": "visio",
        "phone": "telephone", "onsite": "presentiel",
    },
    "it": {
        "with": "con", "move": "spostare", "cancel": "annullare", "propose": "proporre",
        "accept": "accettare", "find": "cercare", "list": "lista elenco", "today": "oggi",
        "tomorrow": "domani", "week": "settimana", "new": "nuovo", "why": "perche",
        "settings": "impostazioni", "help": "aiuto", "video": "videochiamata",
        "phone": "telefono",
    },
    "nl": {
        "to": "naar",
        "with": "met", "move": "verplaatsen verzetten", "cancel": "afzeggen annuleren",
        "propose": "voorstellen", "accept": "accepteren", "find": "zoeken", "list": "lijst",
        "today": "vandaag", "tomorrow": "morgen", "new": "nieuw", "why": "waarom",
        "settings": "instellingen", "help": "hulp", "video": "videogesprek",
        "phone": "telefoon telefonisch",
    },
    "pt": {
        "to": "para",
        "with": "com", "move": "mover remarcar", "cancel": "cancelar", "propose": "propor",
        "accept": "aceitar", "find": "procurar", "list": "lista", "today": "hoje",
        "tomorrow": "amanha", "week": "semana", "new": "nova novo", "settings": "configuracoes",
        "help": "ajuda", "video": "videochamada", "phone": "telefone", "onsite": "presencial",
    },
}  # fmt: skip
OWN_WORDS: Mapping[str, Mapping[str, str]] = {
    language: {own: english for english, said in words.items() for own in said.split()}
    for language, words in _SAID.items()
}


def in_english(keys: Sequence[str], locale: str) -> tuple[str, ...]:
    """Give the words of a line, each of the speaker's own as the English one that it stands for.

    Before a number, what joins somebody may be part of a time ("3 con 10", "für 45 Minuten"), and
    stays as it is.
    """
    words = OWN_WORDS.get(locale.replace("_", "-").split("-")[0].lower(), {})
    known = [words.get(_plain(key), key) if words else key for key in keys]
    return tuple(
        own if english in _JOINING and following[:1].isdigit() else english
        for own, english, following in zip(keys, known, (*keys, "")[1:], strict=True)
    )


def _plain(key: str) -> str:
    decomposed = unicodedata.normalize("NFD", key)
    return "".join(each for each in decomposed if not unicodedata.combining(each))
