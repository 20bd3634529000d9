"""What somebody does or says who is only told about (R28)."""

import re
from collections.abc import Sequence

from ..text.words import Text, listed
from ..vocabulary.kinds import words_of_kind

_ELSEWHERE = words_of_kind("does_elsewhere")
_BESIDE_A_VERB = listed("se ya no lo la nos siempre hoy tambien")
#: «mi hija dice que me haga…», «mi prima se corta con vosotras».
_SAYS = re.compile(
    r"(?:me )?(?:dice|dicen|dijo|ha dicho|opina|cree|recomienda|insiste(?: en)?) que "
    r"(?:me|no|yo|la|el|lo|mejor|te|os|aqui|ahi|alli|parezco|estoy|voy|tengo|soy|llevo|necesito"
    r"|debo|deberia|puedo|nos) "
    r"|(?:me )?(?:quiere|queria|pide|pidio|ha pedido|se empeña en) que "
    r"(?:yo|me(?! l[aeo]s?)|vaya|este|lleve|salga|acompañe|venga) "
    r"|(?:me |nos )?(?:ha |habia )?(?:recomend|recomiend|aconsej|suger|sugier|sugir)\w+ "
    r"|dicen? (?:una|otra|que si|que no|lo) |(?:la|el|lo) (?:otra|otro|contrario) "
)
#: Of these somebody does something to themselves; whoever «se ríe», «se queja» is told about.
_CARE = (
    r"(?:l[aeo]s? |les |me |nos )?(?:cort|tiñ|teñ|hac|hag|hicier|har|ha |depil|pein|apunt|vien|veng"
    r"|vin|sum|anim|un[ea]|quier|quer|quit|da |dan |alis|arregl|afeit|rap|maquill|pint|sec|lav|llam"
    r"|encarg|dej"
    r"|trat|riz|perfil|retoc|mold|pued|podr|nec|gust|reca|recog|rep|limpi|lim|ech|mech|aclar|sanea"
    r"|alarg|ondul|reserv|cog|prueb|va |van |pon"
    r"|raj|cae|ca[iy]|descuelg|descolg|borr|baj|arrep|retir|desap|qued)"  # who falls out
)
_OTHERWISE = re.compile(
    r"(?:(?:ya|no|ni|siempre|tambien|encima|hasta|solo|luego) )*"
    rf"(?:se (?!{_CARE})\w+ "
    r"|se pone (?:muy |tan |super )?(?:pesad|nervios|mal |content|celos|trist|insoport|hech|como"
    r"|roj|histeric|tont|seri)"
    r"|(?:va a |puede |quiere |me |te |os |nos )*(?:l[oa]s? )?(?:pag\w+|abon\w+|pone la tarjeta)"
    r"|tiene (?:(?:ya )?(?:cita|hora|otra)\b|futbol"
    r"|clase|cole|entreno|entrenamiento|partido|examen|medico|dentista|trabajo"
    r"|guardia|turno|reunion|juicio)\b"
    r"|que (?:que|como|cuando|donde|cuanto) "
    r"|hace (?:la|el|una|paella) ?(?:paella|comida|cena|compra|turno|guardia)?)"
)
#: «a mi marido le da igual».
_CARES_NOT = re.compile(
    r"les? (?:me )?(?:da|dan) (?:igual|lo mismo|risa|rabia|pena)\b"
    r"|(?:no )?les? (?:importa|molesta)\b|no les? (?:gustan?|convence|hace gracia)\b"
    r"|les? parece (?:muy |super )?(?:car|mal|fatal|rar|horrible|demasiado|fe[oa]|una )"
)
#: «le he prometido a mi madre que…», «me dice mi marido que…».
_TOLD_THEM = re.compile(
    r"\bles? (?:he |habia )?(?:prometid|dich|jurad|contad|comentad|preguntad|explicad|promet"
    r"|jur)\w* a $"
)
_TELLS_US = re.compile(
    r"\b(?:me|nos) (?:lo )?(?:ha |han |acaba de )?(?:dice|dicen|decia|dicho|decir|dijo|cuenta"
    r"|contado|conto|comenta|comentado|avisa|avisado|recuerda|recordado|escribe|escrito|llama|llamado"
    r"|confirma|confirmado|explica|explicado|jura|asegura|insiste|pregunta|preguntado) $"
)
#: «… que se viene», «… si le podéis cortar»: that is wished.
#: «el mismo color que mi madre», «lo que se hizo mi amiga», «mechas como las que lleva…».
_COMPARED_TO = re.compile(
    r"\b(?:mism[oa]s? (?:\w+ ){1,3}?que|(?:lo|las|los|la|el) que (?:se |os |le )?"
    r"(?:hizo|hace|ha hecho|hicieron|lleva|llevaba|tiene|puso|pidio|pide|dio)"
    r"|como (?:las?|los?|el) de) $"
)
_THEY_WISH = re.compile(
    r"(?:que|si|y) (?:(?:el|ella|tambien|si|ya|al final) )*(?:se (?:vien|apunt|anim|sum|un)\w*"
    r"|tambien|quier\w+|querr\w+|queria|necesita\w*|les? )"
)
_WANTS_THEN = re.compile(r"(?:\w+ ){1,9}?(?:, )?y (?:tambien )?(?:se )?(?:quiere|necesita)n? ")
_GOES_THERE = re.compile(
    r"(?:(?:se|esta|sigue|anda) )?(?:\w+ )?(?:empeñ\w+|insiste|erre que erre) (?:en|con) |"
    r"(?:que )?(?:se |os |la |le )?\w+ (?:\w+ ){0,4}?(?:con|en) (?:ustedes|vosotr\w+|vuestr\w+) "
    r"|(?:siempre )?se (?:hace|hizo|da|pone|puso) (?:\w+ ){1,6}?"
    r"(?:dice|esta encantad\w+|es la mejor) "
    r"|(?:va|viene) siempre |siempre (?:va|viene) |suele "
    # «mi madre, que en paz descanse»
    r"|(?:, )?que (?:en paz|dios l[ao] tenga|en gloria)|(?:ya )?(?:fallecio|murio|falto) "
    r"|(?:vendra|viene|va|estara) conmigo (?:pero|porque|mientras|a esperar|esperando) "
    # «el viernes vienen mis padres a cenar»
    r"|(?:\w+ ){0,3}?(?:a (?:cenar|comer|casa|mi casa|verme|vernos|dormir)|de (?:visita|fuera)) "
)
_FAR = 9


def does_elsewhere(text: Text, index: int) -> bool:
    """«mi prima se casa», «mi hermana nos invita», «mi hija dice que me haga…»."""
    after = " ".join(text.words(index, index + _FAR)) + " "
    while text.word(index) in _BESIDE_A_VERB:
        index += 1
    said = _SAYS.match(after) or _GOES_THERE.match(after) or _OTHERWISE.match(after)
    return text.word(index) in _ELSEWHERE or bool(said)


#: «para mí nada», «yo no», «yo no me hago nada».
_NOTHING = re.compile(
    r"(?:nada(?! mas que)|no(?= (?:[,.!;)]|$|\|))"
    r"|no (?:me (?:hago|hare|toca)|quiero|necesito) nada)\b"
)


def wants_nothing(text: Text, index: int) -> bool:
    return _NOTHING.match(" ".join(text.words(index, index + _FAR)) + " ") is not None


#: What says that something is theirs.
FOR = listed("para a al")
_PLACES = listed("a al en")
_TAKES = ("llev", "acompañ", "teng", "dej")
_IT = listed("lo la los las le les")
#: «mi amiga me…»: what follows is about the writer.
_CANNOT = (
    ["no", "me"],
    ["no", "nos"],
    ["no", "le"],
    ["no", "les"],
    ["no", "puede"],
    ["no", "viene"],
    ["no", "va"],
    ["no", "podra"],
    ["no", "vendra"],
)
_OF_THE_WRITER = listed("me os nos ya")
_WHO_WANTS = (["que", "quiere"], ["que", "necesita"], ["que", "se"])
_LISTED = 4
_PAST = listed("hicisteis hiciste hizo hicieron hicistes habeis cortasteis pusisteis disteis")
_ERRANDS = words_of_kind("looks_after")
_MEETS = words_of_kind("meets")
_ELSEWHERE_WITH = words_of_kind("other_appointments")
_FARTHEST = 14
_STAYS, _NEAR = listed("queda quedan quedaran quedo dejo"), 6
#: Somebody does this for the writer: «me lleva mi marido», «me viene a buscar mi hijo».
_FETCHES = re.compile(
    r"\bme (?:(?:viene|vienen|vendra|va|van|pasa|pasan|pasara) (?:luego |ya )?a? ?"
    r"(?:a (?:buscar|recoger|por)|buscando|recogiendo)"
    r"|(?:lleva|trae|recoge|acerca|espera|acompaña|busca|deja|baja|sube|llevara|traera|recogera"
    r"|esperara|acompañara|esta esperando|estara esperando|ayuda|hace el favor)) (?:a |tambien )?$"
)
_NOT_THEIRS = _PAST | _ERRANDS
#: «vengo de parte de mi prima», but «vengo con mi prima».
_ARRIVE = listed("vengo venimos")
_ASKS = ("pregunt", "consult", "coment")
_GOES = listed("voy ire iria vengo vendre ir venir paso")
#: «voy con mi bebé, quiero un corte»: they only come along.
_IS_MINE = re.compile(
    r"^(?!.*\b(?:ella|ellos|ellas|dos|juntas|juntos|tambien|nosotr[ao]s|queremos|cada|nos|le|les)\b)"
    r".*\b(?:quiero|queria|quisiera|querria|necesito) (?:un|una|unas|hacerme|ponerme|cortarme)\b"
)
#: Somebody did; «os mando a mi hija» sends her now.
_SENT = re.compile(
    r"(?!y |que |yo |pero |pues |si |ya |hoy |no )\b[a-z]\w+ (?:ya )?(?:os|les|te|le) "
    r"(?:ha )?(?:mando|envio|mandado|enviado) (?:a )?$"
)
#: What somebody did to them, or what happened; «a mi hija le gustaría» wishes.
_BEFELL = re.compile(r"les? (?:ha|han|habian|\w+(?:aron|ieron|ó)|paso|toco|dio|salio|cayo) ")
_RECOMMENDS, _RECOMMENDED = words_of_kind("recommends"), 4


_COMES = listed("viene vienen llega llegan vuelve vuelven regresa regresan")
_TOWNS = words_of_kind("places")
#: Somebody who comes from there wishes something too.
_THEIR_WISH = re.compile(
    r"\b(?:ellas?|ellos|quieren?|queremos|(?<!a )l[ao]s dos|les?|l[ao]s? (?:quier|llev|tra)\w+|nos"
    r"|peinarl[ao]|cortarl[eao]|que se)\b"
)
_RITES = (
    "bautiz", "casamos", "casan", "oper", "visit", "despedi", "homenaj", "enterra", "felicit",
    "celebr", "recibi", "conoc", "esperamos",
)  # fmt: skip
#: «aunque sea con otro compañero»: another stylist.
_OF_THE_TEAM = frozenset({"otro compañero", "otra compañera", "el compañero", "la compañera"})


def is_where(text: Text, start: int) -> bool:
    """«os escribo por mi madre… comemos en casa de mi hermana, le quiero coger…»: of whom was
    spoken before it is; but «estoy en casa de mi madre, le quiero coger…».
    """
    before = text.words(0, max(0, start - 3))
    return text.between(start - 3, start) in _AT_THEIRS and bool({"mi", "mis"} & {*before})


_AT_THEIRS = frozenset({"en casa de", "a casa de", "al lado de", "desde casa de"})


def is_spoken_of(text: Text, start: int, told: int, wanted: frozenset[int]) -> bool:
    """«mi amiga Lola me ha hablado de vosotros», «acabo de acostar a los niños», «lo que le
    hicisteis a mi hermana», «a las cinco recojo a la niña».
    """
    place = before_place(text.words(), start)
    compared = _COMPARED_TO.search(text.between(max(0, start - _FAR), start) + " ")
    if _wants_then(text, told, wanted) or compared or _is_told(text, place, told):
        return not _wants_then(text, told, wanted)
    return _needs_something_else(text, told, wanted) or _is_background(text, start, told, wanted)


#: «mi madre necesita el coche, así que un corte…»: a thing that is no service of ours.
_NEEDS_IT = re.compile(r"(?:quiere|necesita|busca|usa|coge)n? (?:el|la|los|las|mi|su|nuestr[oa]) ")
_OURS = listed("cita hora hueco turno vez reserva sitio mismo misma otra otro")


def _needs_something_else(text: Text, told: int, wanted: frozenset[int]) -> bool:
    near = range(told, told + _LISTED + 2)
    needs = _NEEDS_IT.match(" ".join(text.words(told, told + _LISTED)) + " ")
    ours = wanted & {*near} or _OURS & {*text.words(told, told + _LISTED)}
    return needs is not None and not ours


def _is_background(text: Text, start: int, told: int, wanted: frozenset[int]) -> bool:
    place = before_place(text.words(), start)
    before, led = text.word(place), text.word(place - 1)
    fetches = _FETCHES.search(text.between(max(0, place - _FAR), place + 1) + " ")
    same = before == "a" and text.words(place - 3, place) == ["lo", "mismo", "que"]
    team = before == "con" and text.between(start, start + 2) in _OF_THE_TEAM
    along = before == "con" and led in _GOES and _IS_MINE.search(text.between(told, len(text)))
    asks = before == "a" and led.startswith(_ASKS) and not wanted
    goes = before == "con" and led in _GOES and _goes_elsewhere(text, told)
    if (
        goes
        or same
        or asks
        or fetches
        or team
        or along
        or (before == "con" and _is_met(text, place, start))
    ):
        return True  # «lo mismo que a mi hermana», «luego me viene a buscar mi hijo»
    rites = before in {"a", "al"} and led.startswith(_RITES)
    befell = before == "a" and _BEFELL.match(" ".join(text.words(told, told + _LISTED)) + " ")
    taken = before in {"a", "al"} and led.startswith(_TAKES) and text.word(told) in _PLACES
    to_us = text.word(told + 1) == "que" or bool(wanted & {told + 1, told + 2})
    taken = taken and not to_us  # «a que le corten el pelo», «a cortarse»
    fetched = text.word(told) in _IT and text.word(told + 1) in _ERRANDS
    from_there = before in _COMES and _comes_from_afar(text, told)
    if befell or taken or fetched or rites or from_there or _says_too(text, start, told):
        return True  # «a mi cuñada le timaron», «tengo al niño en el dentista»
    told_of = set(text.words(max(0, start - _RECOMMENDED), start))
    sent = _SENT.search(text.between(max(0, start - _FAR), start) + " ")
    if sent or _RECOMMENDS & told_of - (set() if before == "de" else _ARRIVE):
        return True  # «vengo de parte de mi prima Sandra», «mi hermana os mandó a una amiga»
    if before not in FOR:
        by_the_way = (led, before) == ("de", "paso")
        return _does_otherwise(text, told, "" if by_the_way else before)
    if before == "a" and text.word(start) in {"los", "las"}:
        return not wanted & {*range(start - _LISTED, start)}
    errand = bool(_NOT_THEIRS & set(text.words(max(0, start - 5), start)))
    wants = text.words(told, told + 2) in _WHO_WANTS  # «acompaño a mi madre, que quiere…»
    return before != "para" and errand and not wants


#: «mi cuñada dice que el óleo y una compañera, que la cultura de color».
_SAID_BEFORE = re.compile(
    r"\b(?:dice|dicen|dijo|ha dicho|opina|cree|recomienda|recomendo|aconseja|aconsejo) (?:que )?"
    r"[^.?!|]* (?:y|pero) (?:\w+ )?$"
)
_GOES_ON = re.compile(r"(?:, )?que (?:no )?(?:me|mejor|el|la|los|las|un|una|unas|con|sin|ni) ")


def _comes_from_afar(text: Text, told: int) -> bool:
    """«viene mi hijo de Dublín»; not «… y la quiero llevar a peinar»."""
    afar = text.word(told) == "de" and text.word(told + 1) in _TOWNS
    return afar and _THEIR_WISH.search(text.between(told, len(text))) is None


def _says_too(text: Text, start: int, told: int) -> bool:
    after = " ".join(text.words(told, told + _LISTED)) + " "
    said = _SAID_BEFORE.search(text.between(0, start) + " ")
    return said is not None and _GOES_ON.match(after) is not None


def _goes_elsewhere(text: Text, told: int) -> bool:
    """«luego voy con mi madre al médico»; not «… al salón»."""
    return text.word(told) == "al" and text.word(told + 1) not in _HERE


_HERE = listed("salon centro peluquero peinado corte local sitio")


def _wants_then(text: Text, told: int, wanted: frozenset[int]) -> bool:
    """«mi hija sale a las cinco y quiere un corte»."""
    said = _WANTS_THEN.match(" ".join(text.words(told, told + _FARTHEST)) + " ")
    end = told + len(said.group().split()) if said else 0
    return bool(said and wanted & {*range(end, end + _LISTED)})


def _is_told(text: Text, place: int, told: int) -> bool:
    """«le he prometido a mi madre que…», «me dice mi marido que el sábado…»."""
    before = text.between(max(0, place - _FAR), place + 1) + " "
    after = " ".join(text.words(told, told + _FAR)) + " "
    if text.word(place) in {"a", "al"}:
        to_them = _TOLD_THEM.search(before) and text.word(told) in {"que", "lo", "si"}
        return bool(to_them or _CARES_NOT.match(after))
    return bool(_TELLS_US.search(before)) and not _THEY_WISH.match(after)


def _does_otherwise(text: Text, told: int, before: str) -> bool:
    """«mi amiga no puede», «mi jefe no me deja», «el sábado se casa mi prima»."""
    cannot = text.words(told, told + 2) in _CANNOT or text.word(told) in _OF_THE_WRITER
    return cannot or before in _ELSEWHERE or does_elsewhere(text, told)


def _is_met(text: Text, place: int, start: int) -> bool:
    """«a las dos como con mi madre», «mi hijo va con su abuela», «tengo médico con mi padre»,
    «dejo a los niños con mi madre», «acabo de hacer una mudanza con mi cuñado».
    """
    led = text.word(place - 1)
    clause = text.words(max(0, place - _NEAR), place)
    marks = [at for at, word in enumerate(clause) if not word.isalnum()]
    clause = clause[marks[-1] + 1 if marks else 0 :]
    over = _WAS.search(" ".join(clause)) and not _BOTH & {*text.words(start)}
    busy = over or {*clause} & (_ERRANDS | _ELSEWHERE_WITH | _STAYS)
    return led in _MEETS or text.word(start) in {"su", "sus"} or bool(busy)


_BOTH = listed("dos ambas ambos juntas juntos queremos quiere vamos venimos")
#: What was done with somebody is over.
_WAS = re.compile(
    r"\b(?:acab(?:o|amos) de|v(?:engo|enimos|uelvo|olvemos) de|ayer|anoche|anteayer"
    r"|(?:he|hemos) (?:estado|ido|hecho|salido|pasado|comido|cenado|vuelto|discutido)"
    r"|estuv(?:e|imos)|fui|fuimos|hice|hicimos|sali|salimos)\b"
)


def is_apposed(words: Sequence[str], index: int) -> bool:
    """«es para una persona mayor, mi abuela», «para la reina de la casa, mi niña»."""
    return _FOR_SOMEBODY.search(" ".join(words[max(0, index - _FAR) : index - 1]) + " ") is not None


_FOR_SOMEBODY = re.compile(
    r"\bpara (?:una?|otra|alguien|la|el) (?:\w+ )*?"
    r"(?:persona|señora|señor|chica|chico|mujer|hombre|niña|niño|mayor|especial|reina|rey|jefa|jefe)"
    r" (?:\w+ ){0,3}?, $"
)


def before_place(words: Sequence[str], start: int) -> int:
    """Where the word before «mi», «la» stands; «al» holds both."""
    return start if words[start] == "al" else start - 1
