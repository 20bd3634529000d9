"""Who is complained of: the salon, or the writer's own hair, day, car and family (R51).

Words of two kinds: [complaint] says it of the salon by itself («me dejasteis fatal», «quiero poner
una queja»); [gone_wrong] only says that something is bad («un desastre», «me quedó horrible»), and
is a complaint when the salon is its cause. Where nothing tells the cause, whoever wishes something
in the same breath complains of nothing; who says no more than that does (R51: a person reads it).
"""

import re
from collections.abc import Sequence

from ..own.payment import fails_to_pay
from ..reading import Reading
from ..temporal.items import Sign
from ..text.notation import Found
from ..text.words import listed
from ..vocabulary.kinds import words_of_kind

#: Words of the past: a complaint, not the state of one's own hair.
_STATES = listed("tengo llevo tenia parezco soy tenemos tenga llevaba hecho")
#: Of a complaint while a link waits: money that was taken, and how one was treated.
_ABOUT_MONEY = words_of_kind("money_complaints")
#: Who or what is complained of when it stands before «me ha dejado».
_OURS = words_of_kind("ours")
_WHOSE = listed("el la los las mi mis un una este esta")
#: «mi sobrino me ha dejado al crío»: somebody was left, nothing went wrong.
_LEFT = words_of_kind("left_with_somebody")
_ELSEWHERE = re.compile(
    r"\b(?:(?:otra|otras) (?:peluqueria|pelu|pelus|peluquera)|otro (?:sitio|salon|lado|peluquero)"
    r"|(?:por|en) (?:internet|whatsapp|wasap|telefono|sms|wallapop|una web|la web|una tienda)"
    r"|(?:en|de|desde) casa|(?:la|el|las) de antes|anterior|de mi (?:pueblo|barrio))\b"
)
#: «a mi cuñada le timaron»; «me» and «nos» are the writer's own case.
_TO_SOMEBODY = re.compile(
    r"\ba (?:mi|mis|una|un|la|el) \w+(?: \w+)?(?: ya)? les? (?:han |habian )?"
    r"(?:tim|estaf|rob|engañ|hacke|clon|vaci)\w+\b"
)
#: What one says of oneself: «estoy hecha un desastre», «vaya horror de pelos llevo».
_MINE_NOW = listed(
    "estoy voy llevo tengo parezco soy ando traigo estamos vamos llevamos tenemos somos estaba iba "
    "llevaba tenia hecho hecha"
)
_MY = re.compile(
    r"\b(?:(?:mi|mis) (?:\w+ ){1,2}?|(?:el|la|los|las) (?:pelo|pelos|raices|raiz|puntas|canas|uñas"
    r"|cejas|piernas|pies|manos|barba|flequillo|cara|piel|melena) )"
    r"(?:ya )?(?:es|son|esta|estan|parece|parecen) "
)
#: «me lo corté yo», «me teñí», «se cortó el flequillo él solo».
_OWN_DOING = re.compile(
    r"\b(?:(?:yo|el|ella) (?:sol\w+|mism\w+)|(?:hice|corte|teñi|puse|pinte|di) yo|he \w+ yo"
    r"|se (?:(?:lo|la|los|las|ha|lo ha|la ha) )?"
    r"(?:corto|hizo|tiño|puso|pinto|pego|cortado|hecho|teñido|puesto|pintado|pegado|metido))\b"
)
#: «me hice las mechas»: here or at home, who knows.
_HAD_IT_DONE = re.compile(
    r"\bme (?:(?:lo|la|los|las|he|lo he|la he|las he|los he) )?"
    r"(?:corte|hice|teñi|puse|pinte|di|depile|afeite|rape|aclare|decolore"
    r"|cortado|hecho|teñido|puesto|pintado|dado|depilado|afeitado|rapado|aclarado|decolorado)\b"
)
#: «mi hermana me tiñó», «el sol me ha destrozado», «los niños me han dejado»: whoever did it.
_DOER = re.compile(
    r"\b(?:mi|mis|el|la|los|las|un|una) (\w+) (?:no )?(?:me|nos|le|se) (?:(?:lo|la|los|las) )?"
    r"(?:ha|han|\w+o|\w+aron|\w+ieron)\b"
)
#: «me dejasteis», «nos lo habéis cortado»; «me dijisteis» only reports.
_YOU_DID = re.compile(
    r"\b(?:me|nos|le|les|se|lo|la|los|las) (?:habeis"
    r"|(?!dij|mand|envi|dis|avis|cont|ped|cog|escrib|confirm)\w+steis)\b"
    r"|\b(?:con|de|sois) (?:vosotr\w+|ustedes|vuestr\w+)\b|\bustedes me\b|\bvuestr\w+ "
)
_THEY_DID = re.compile(
    r"\b(?:me|nos|le|les) (?:(?:lo|la|los|las) )?(?:han|dejaron|hicieron|cortaron|pusieron|tiñeron"
    r"|quemaron|trataron|atendieron|peinaron|destrozaron|arruinaron|estropearon)\b"
)
_WAS_THERE = re.compile(
    r"\b(?:fui|fuimos|estuve|estuvimos|sali|salio|salimos|me (?:lo |la |las |los )?(?:hice|corte"
    r"|puse|teñi|hicieron)|hizo|puso|dejo) (?:\w+ ){0,4}?(?:ahi|alli|aqui|salon|peluqueria)\b"
)
#: «ayer», «la última vez», «a los dos días»: of a visit that is over.
_SINCE = re.compile(
    r"\b(?:ayer|anteayer|(?:la|el) (?:ultima vez|otro dia|semana pasada|mes pasado)|del otro dia"
    r"|del (?:lunes|martes|miercoles|jueves|viernes|sabado)|(?:lunes|martes|miercoles|jueves"
    r"|viernes|sabado) pasado|a la semana"
    r"|hace (?:\w+ )?(?:dias?|semanas?|mes|meses)|a los \w+ dias|al dia siguiente|al llegar"
    r"|ni (?:\w+ )?(?:dias?|semanas?)|el que pedi|lo que pedi|ya(?! no\b))\b"
)
#: «no vuelvo hasta las seis», «de viaje», «el fin de semana fue horrible», «en la foto».
_OF_OTHER_THINGS = words_of_kind("not_the_salons")
#: «nos suspendieron la fiesta», «se ha cancelado la boda»: that is what went wrong.
_CALLED_OFF = re.compile(
    r"\b(?:suspend|cancel|anul|aplaz|retras)(?!a |e |ala |ame|ad )\w+ "
    r"(?:(?:el|la|los|las|mi|un|una|nuestra?) )?(?:\w+ )?"
    r"(?:fiestas?|bodas?|comunion|bautizo|evento|vuelo|viaje|tren|avion|cena|comida|celebracion"
    r"|cumple\w*|concierto|graduacion|acto|despedida|ceremonia|casamiento|quince\w*|gala|congreso)\b"
)
_WISHES = (
    "book", "availability", "change", "cancel", "cancel_now", "late", "not_in_time", "price",
)  # fmt: skip
_NEAR = 8
_SOON = 5


def complains(reading: Reading) -> bool:
    """Whether anything in the burst complains of the salon."""
    said = [
        each
        for each in reading.spans("complaint")
        if not (_is_in_a_name(reading, each) or _is_about_this_booking(reading, each))
    ]
    if said and not _of_nobody(reading, said):
        return True
    trouble = reading.spans("late")  # «se me ha estropeado el coche»
    wrong = [
        each
        for each in reading.spans("gone_wrong")
        if not _is_in_a_name(reading, each)
        and not any(late.start <= each.start and each.end <= late.end for late in trouble)
        and not _comes_back_later(reading, each)
    ]
    if not wrong or _of_nobody(reading, wrong):
        return False
    return any(_is_the_salons(reading, each) for each in wrong)


def _comes_back_later(reading: Reading, span: Found[str]) -> bool:
    """«hasta la hora de comer no vuelvo», of work or a journey; «no vuelvo nunca más» complains."""
    before = reading.text.words(max(0, span.start - _NEAR), span.start)
    until = before[len(before) - before[::-1].index(",") :] if "," in before else before
    returns = reading.text.word(span.end - 1) == "vuelvo"
    return returns and "hasta" in {*until, reading.text.word(span.end)}


#: «eso no es lo que pedí»: of what was just said, while something is being booked.
_NOT_THAT = re.compile(r"\b(?:esto|eso|el corte|el color|el tinte) .*\b(?:pedi|dije|queria)\b")
_REFUND = re.compile(r"\bdev\w+ (?:\w+ ){1,4}?dinero\b")


def _is_about_this_booking(reading: Reading, span: Found[str]) -> bool:
    """«eso no es lo que pedí, pedí el viernes»; «cancelo la cita, devolvedme el dinero»."""
    said = reading.text.between(*_bounds(span))
    going_on = reading.situation.services or reading.situation.offered
    if _NOT_THAT.search(said):
        return bool(going_on) and not _SINCE_A_VISIT.search(reading.text.line)
    return bool(_REFUND.search(said)) and reading.has("cancel", "cancel_now")


def _bounds(span: Found[str]) -> tuple[int, int]:
    return span.start, span.end


#: «me hicisteis», «ayer», «me lo dejaron».
_SINCE_A_VISIT = re.compile(r"\b(?:\w+steis|ayer|me lo \w+ron|la ultima vez|el otro dia)\b")


def _is_in_a_name(reading: Reading, span: Found[str]) -> bool:
    return any(each.start <= span.start and span.end <= each.end for each in reading.mentions)


def _of_nobody(reading: Reading, spans: Sequence[Found[str]]) -> bool:
    """«da error el enlace, qué desastre», «tengo el pelo hecho un desastre»."""
    if fails_to_pay(reading) and not _ABOUT_MONEY & set(reading.text.words()):
        return True
    return all(
        _is_a_state(reading, each) or _is_not_ours(reading, each) or _is_anothers(reading, each)
        for each in spans
    )


def _is_anothers(reading: Reading, span: Found[str]) -> bool:
    """«mi marido se queja de que llevo el pelo muy largo»: not the writer, and not of the salon."""
    grumbles = reading.text.words(span.start - 1, span.start + 1) == ["se", "queja"]
    return grumbles and not _YOU_DID.search(reading.text.between(*reading.clause(span.start)))


def _is_a_state(reading: Reading, span: Found[str]) -> bool:
    """«tengo el pelo hecho un desastre» complains of nobody."""
    before = set(reading.text.words(max(0, span.start - 4), span.start))
    blames = {"me", "habeis", "hicisteis", "dejasteis", "dejado"} & before
    if _YOU_DID.search(reading.text.between(*reading.clause(span.start))):
        return False  # «me cortasteis ayer y tengo el flequillo torcido»
    return bool(_STATES & before) and not blames


def _is_not_ours(reading: Reading, span: Found[str]) -> bool:
    """«el sol me ha dejado el pelo hecho un estropajo», «en otra peluquería me dejaron fatal»."""
    text = reading.text
    first, last = reading.clause(span.start)
    clause = text.between(first, last)
    if _ELSEWHERE.search(clause) or (_TO_SOMEBODY.search(clause) and not _YOU_DID.search(clause)):
        return True
    broke = text.word(span.start - 1) == "se"  # «se me ha roto el coche»
    if broke and _OF_OTHER_THINGS & {*text.words(span.end, span.end + 2)}:
        return True
    said = text.words(span.start, span.end)
    if not {"dejado", "dejo", "deja"} & set(said) or {"han", "habeis"} & set(said):
        return False
    if _LEFT & set(text.words(span.end - 1, span.end + 3)):
        return True
    who = text.word(span.start - 1)
    ours = who in _OURS or any(each.end == span.start for each in reading.stylists)
    return text.word(span.start - 2) in _WHOSE and not ours


def _is_the_salons(reading: Reading, span: Found[str]) -> bool:
    """Whether the salon is the cause of what went wrong."""
    first, last = reading.clause(span.start)
    clause = reading.text.between(first, last)
    if _names_us(reading, clause):
        return True
    wished = _is_a_shape(reading, span) and _is_wished(reading, clause)
    if wished or _is_about_the_writer(reading, span, clause) or _CALLED_OFF.search(clause):
        return False
    times = [each for each in reading.items if not isinstance(each.values[0], Sign)]
    wishes = reading.asks or reading.has(*_WISHES) or (reading.mentions and times)
    since = bool(_SINCE.search(clause))
    if _HAD_IT_DONE.search(clause):
        return since and not wishes
    if _THEY_DID.search(clause) or since or _is_of_our_work(reading, span):
        return True
    if _is_of_other_things(reading, span, clause):
        return False
    return not wishes and "gusta" not in reading.text.words(span.start, span.end)


def _names_us(reading: Reading, clause: str) -> bool:
    """«me dejasteis», «Pilar me lo cortó», «la chica que me atendió», «estuve ahí el lunes»."""
    if _YOU_DID.search(clause) or _WAS_THERE.search(clause):
        return True
    staff = any(
        reading.text.word(each.end) in {"me", "nos", "le", "que"}
        or reading.text.word(each.start - 2) in {"hizo", "puso", "dejo", "corto"}
        or reading.text.word(each.start - 1) in {"hizo", "puso", "dejo", "corto"}
        for each in reading.stylists
    )
    doer = _DOER.search(clause)
    return staff or bool(doer and doer[1] in _STAFF)


_STAFF = words_of_kind("staff") | listed("chica chico chicas señorita moza compañera compañero")


def _is_about_the_writer(reading: Reading, span: Found[str], clause: str) -> bool:
    """Their own state or doing, or somebody else's doing."""
    if _MINE_NOW & set(_beside(reading, span)) or _MY.search(clause) or _OWN_DOING.search(clause):
        return True
    doer = _DOER.search(clause)
    return bool(doer and doer[1] not in _OURS)


def _beside(reading: Reading, span: Found[str]) -> list[str]:
    """The words around it, up to the next comma."""
    first, last = reading.clause(span.start)
    before = reading.text.words(max(first, span.start - _NEAR), span.start)
    after = reading.text.words(span.end, min(last, span.end + _SOON))
    if "," in before:
        before = before[len(before) - before[::-1].index(",") :]
    return [*before, *(after[: after.index(",")] if "," in after else after)]


def _is_of_other_things(reading: Reading, span: Found[str], clause: str) -> bool:
    """«se me ha roto el coche», «salí fatal en la foto», «no vuelvo hasta las seis»."""
    first, _ = reading.clause(span.start)
    before = reading.text.words(max(first, span.start - _NEAR), span.start)
    near = {*before, *reading.text.words(span.end, span.end + _SOON)}
    return bool(_OF_OTHER_THINGS & near) or _WITH_SOMEBODY.search(clause) is not None


#: «estoy muy enfadada con mi hermana».
_WITH_SOMEBODY = re.compile(r"\bcon (?:mi|mis) ")


#: «un lado más corto que otro», «capas desiguales»: a fault, or the cut that is wished for.
_SHAPED = listed("lado flequillo corte pelo capas patillas")
_IS_OVER = re.compile(
    r"\b(?:ha|han|he|habeis|quedo|quedaron|quede|dejo|dejaron|hizo|hicieron|puso|pusieron|salio|sali"
    r"|fui|fue|ayer|\w+steis)\b"
)
_LIKES = re.compile(
    r"\b(?:me (?:gusta|encanta|gustaria|mola)|quer[ií]a|quiero|quisiera|hacedme|hazme)"
)


def _is_a_shape(reading: Reading, span: Found[str]) -> bool:
    return bool(_SHAPED & {*reading.text.words(span.start, span.start + 2)})


def _is_wished(reading: Reading, clause: str) -> bool:
    """«quiero un corte con capas desiguales», of nothing that is over."""
    wishes = reading.mentions or reading.asks or reading.has(*_WISHES) or _LIKES.search(clause)
    return bool(wishes) and not _IS_OVER.search(clause)


def _is_of_our_work(reading: Reading, span: Found[str]) -> bool:
    """«el tinte me ha quedado verde»: a service that is over is the subject."""
    first, _ = reading.clause(span.start)
    past = not {"es", "son", "esta", "estan"} & set(reading.text.words(span.start - 1, span.end))
    return past and any(
        first <= each.start < span.start and reading.text.word(each.start - 1) in _WHOSE
        for each in reading.mentions
    )
