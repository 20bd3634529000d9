"""What the panel says in Spanish is what stands in the file that people edit."""

import gettext
import re
from pathlib import Path

from atrevete_apps.admin import configuration

FOLDER = Path(configuration.__file__).parent / "locale" / "es" / "LC_MESSAGES"
PAIR = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)


def test_the_compiled_words_are_those_of_the_file() -> None:
    written = dict(PAIR.findall((FOLDER / "django.po").read_text(encoding="utf-8")))
    with (FOLDER / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    assert len(written) > 50
    assert {key: catalogue.gettext(key) for key in written} == written


def test_no_translation_asks_for_a_word_that_the_original_does_not_give() -> None:
    named = re.compile(r"%\((\w+)\)|\{(\w+)\}")
    written = PAIR.findall((FOLDER / "django.po").read_text(encoding="utf-8"))
    unknown = [said for key, said in written if set(named.findall(said)) - set(named.findall(key))]
    assert unknown == []
