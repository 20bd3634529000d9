"""Words that announce a name, stand in one, or never are one."""

from ..text.notation import Phrasebook
from ..text.words import BREAK, listed
from ..vocabulary.kinds import words_of_kind

PARTICLES = listed("de del la las los y i e da do dos san santa mc van von der")
ALONE_NO_NAME = listed("de del la las los y el")
FILLERS = listed(
    "no pues mi claro ah es bueno ay uy mira a ver vale apunta anota toma ella el : , . !"
) | {BREAK}
#: What may follow a name in the same breath.
AFTER_A_NAME = listed("y e pero que gracias porfa por vale ok jaja jajaja eh , . ! ?") | {BREAK}
AFTER_A_NAME |= words_of_kind("said_to_somebody")
#: Right after these words a surname is over, though it be a word as well: «ana rubio y quiero…».
STOPS = listed("y e pero gracias para | se llama con")
BEFORE_A_NAME = listed("la el na en")
#: «la de…» names nobody.
WHICH_ONE = listed("de del que")
ARTICLES = listed("la el los las un una unos unas lo")
MOST_WORDS = 8
#: «Ortega y Gasset», «Puig i Soler».
JOINS_SURNAMES = listed("y e i")
PLACES = words_of_kind("places")
#: «don Eusebio».
TITLES = words_of_kind("titles_of_a_name")
#: Said of oneself though nobody asked; the others may be about anything.
INTRODUCES = frozenset({"soy", "somos", "aqui", "soy la", "soy el"})
WEAK = INTRODUCES | frozenset({"yo", "yo ,", "yo soy", "es", "son", "pon", "habla"})
#: What is said of these is no surname.
NO_SURNAME = (
    "book", "cancel", "change", "price", "late", "payment_trouble", "stop_booking",
    "pay_otherwise", "my_appointments", "person",
)  # fmt: skip
#: A first name and a surname at least.
FULL = 2

#: «los míos son Gómez Ruiz».
MINE = frozenset(
    f"{whose}{says}"
    for whose in ("el mio", "la mia", "los mios", "las mias")
    for says in ("", " es", " son", " ,", " :")
)
#: Words that announce the writer's name; «weak»: only before what is plainly a name.
SAYS_NAME = Phrasebook(
    (
        *(
            (phrase, "")
            for phrase in (
                "me llamo",
                "mi nombre [completo] (es|:)",
                "mis nombres y apellidos son",
                "soy",
                "(a|al) nombre de",
                "llamame",
                "me llames",
                "llamarme",
                "dime",
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
                "(apellido|apellidos) [,|?|es|son]",
                "es",
                "son",
                "soy (la|el)",
                "somos",
                "yo",
                "yo soy",
                "yo ,",
                "(el mio|la mia) es",
                "(los mios|las mias) (son|,|:)",
            )
        ),
        *(
            (phrase, "weak")
            for phrase in (
                "(ponme|pon|apuntame|anotame|registrame|llamame) [como|a]",
                "(os|les|le|te|se) (escribe|saluda|habla|despide|comunica)",
                "habla",
                "me llaman",
                "me dicen",
                "aqui (la|el)",
                "(firmado|fdo|atentamente|atte) [,|:|.]",
            )
        ),
    )
)

#: Somebody else's, wherever it stands.
NAMES_OTHERS = Phrasebook(
    (phrase, "name")
    for phrase in (
        "[se] (llama|llaman)",
        "su nombre [completo] (es|:)",
        "sus nombres (son|:)",
        "de nombre",
        "(atiende|responde) (por|al nombre de)",
    )
)

#: First names that often take a second one.
TAKE_A_SECOND = words_of_kind("first_of_two_names")
#: Second words that are far more often a surname.
RATHER_SURNAMES = words_of_kind("rather_surnames")
