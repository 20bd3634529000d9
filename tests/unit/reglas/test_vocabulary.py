"""The vocabulary's files can be read, and a native speaker who breaks one is told where."""

import re
from pathlib import Path

import pytest

from atrevete_adapters import reglas
from atrevete_adapters.reglas.text.notation import BadPhrase, Phrasebook
from atrevete_adapters.reglas.text.words import Text, Token, fold
from atrevete_adapters.reglas.vocabulary import load
from atrevete_adapters.reglas.vocabulary.kinds import words_of_kind
from atrevete_adapters.reglas.vocabulary.tables import BadVocabulary, table


def line(text: str) -> Text:
    tokens = [Token(fold(word), index, index + 1) for index, word in enumerate(text.split())]
    return Text(text, tuple(tokens))


def found(phrase: str, text: str) -> list[str]:
    words = line(text)
    return [words.between(each.start, each.end) for each in Phrasebook([(phrase, "")]).apart(words)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("quiero (pedir|coger) cita", "hola quiero coger cita", ["quiero coger cita"]),
        ("[una] cita", "una cita y cita", ["una cita", "cita"]),
        ("embaraz*", "estoy embarazada", ["embarazada"]),
        ("hora[s]", "horas y hora", ["horas", "hora"]),
        ("primer[a|o]", "la primera", ["primera"]),
        ("cortarme ... pelo", "cortarme un poco el pelo", ["cortarme un poco el pelo"]),
        ("cita", "citar", []),
    ],
)
def test_phrases_are_found_as_whole_words(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize("phrase", ["(una", "una]", "[una]", "<planeta>", "(una]"])
def test_a_phrase_that_breaks_the_notation_is_refused_by_name(phrase: str) -> None:
    with pytest.raises(BadPhrase, match="«"):
        Phrasebook([(phrase, "")])


def test_every_phrase_of_the_vocabulary_keeps_to_the_notation() -> None:
    words = load()
    phrases = [
        *(phrase for all_ in words.intents.values() for phrase in all_),
        *(phrase for all_ in words.topics.values() for phrase in all_),
        *(phrase for phrase, _ in words.aliases),
    ]

    assert len(phrases) > 500
    for phrase in phrases:
        Phrasebook([(phrase, "")], words.calendar.classes)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("mñn x la trde", "mañana por la tarde"),
        ("kiero sita xfa", "quiero cita por favor"),
        ("holaaaa", "hola"),
        ("el vierness", "el viernes"),
        ("unas mecahs", "unas mechas"),
        ("qué fechas tenéis", "que fechas teneis"),
        ("a las 17.30h", "a las 17:30"),
        ("son 20 €", "son €20€"),
        ("1º", "1"),
        ("5 p. m.", "5 pm"),
        ("Hola,Laura!!", "hola , laura ! !"),
        ("mis uñas", "mis uñas"),
        ("te llamo al 600 111 222", "te llamo al ☎"),
    ],
)
def test_chat_spelling_becomes_normal_words(typed: str, normal: str) -> None:
    assert load().spelling.text([typed]).line.strip() == normal


def test_each_normal_word_knows_what_was_written() -> None:
    text = load().spelling.text(["kiero mexas"])

    assert text.written(1, 2) == "mexas"
    assert text.written(1, 1) == ""


def test_every_kind_of_words_is_asked_for_by_some_rule() -> None:
    """A kind that nobody asks for would let a native speaker add words in vain."""
    rules = "".join(each.read_text() for each in Path(reglas.__path__[0]).rglob("*.py"))

    assert [name for name in table("kinds") if f'words_of_kind("{name}")' not in rules] == []


def test_a_kind_of_words_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(BadVocabulary, match=r"kinds\.toml: there is no \[planets\]"):
        words_of_kind("planets")


FILES = sorted(each.stem for each in (Path(reglas.__file__).parent / "vocabulary").glob("*.toml"))
_GROUP = re.compile(r"[(\[]([^()\[\]]+)[)\]]")


def lists_in(value: object) -> list[list[str]]:
    """The lists of a table, and those of alternatives in its phrases."""
    if isinstance(value, dict):
        return [each for inner in value.values() for each in lists_in(inner)]
    if not isinstance(value, list):
        return []
    said = [each for each in value if isinstance(each, str)]
    alternatives = [group.split("|") for each in said for group in _GROUP.findall(each)]
    return [said, *alternatives, *(each for inner in value for each in lists_in(inner))]


@pytest.mark.parametrize("file", FILES)
def test_nothing_stands_twice_in_one_list(file: str) -> None:
    twice = [word for words in lists_in(table(file)) for word in words if words.count(word) > 1]
    assert twice == []
