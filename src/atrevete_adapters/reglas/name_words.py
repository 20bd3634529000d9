"""Words that announce a name, stand in one, or never are one."""

from .notation import Phrasebook
from .vocabulary.kinds import words_of_kind
from .words import BREAK, listed

PARTICLES = listed("de del la las los y i e da do dos san santa mc van von der")
ALONE_NO_NAME = listed("de del la las los y el")
FILLERS = listed(
    "no pues mi claro ah es bueno ay uy mira a ver vale apunta anota toma ella el : , . !"
) | {BREAK}
#: What may follow a name in the same breath.
AFTER_A_NAME = listed("y pero gracias porfa por vale ok jaja jajaja eh , . ! ?") | {BREAK}
BEFORE_A_NAME = listed("la el na en")
#: «mi suegra, que se llama Carmen».
BEFORE_THEIR_NAME = listed(", ( es que se llama")
#: «la de…» names nobody.
WHICH_ONE = listed("de del que")
ARTICLES = listed("la el los las un una unos unas lo")
MOST_WORDS = 6
#: Said of oneself though nobody asked; the others may be about anything.
INTRODUCES = frozenset({"soy", "aqui", "soy la", "soy el"})
WEAK = INTRODUCES | frozenset({"yo", "yo soy", "es", "son", "pon", "habla", "llama", "llaman"})
#: What is said of these is no surname.
NO_SURNAME = (
    "book", "cancel", "change", "price", "late", "payment_trouble", "stop_booking",
    "pay_otherwise", "my_appointments", "person",
)  # fmt: skip
#: A first name and a surname at least.
FULL = 2

SAYS_NAME = Phrasebook(
    (phrase, "name")
    for phrase in (
        "me llamo",
        "mi nombre [completo] (es|:)",
        "soy",
        "(a|al) nombre de",
        "[se] (llama|llaman)",
        "su nombre es",
        "llamame",
        "me llames",
        "llamarme",
        "dime",
        "me llaman",
        "me dicen",
        "pon",
        "ponla a nombre de",
        "aqui",
        "em dic",
        "chamome",
        "my name is",
        "i'm",
        "i am",
        "(mi|mis|el|los) (apellido|apellidos) (es|son|:)",
        "de apellido[s]",
        "(apellido|apellidos) [,|es|son]",
        "es",
        "son",
        "soy (la|el)",
        "yo",
        "yo soy",
        "habla",
    )
)

#: First names that often take a second one.
TAKE_A_SECOND = words_of_kind("first_of_two_names")
#: Second words that are far more often a surname.
RATHER_SURNAMES = words_of_kind("rather_surnames")
