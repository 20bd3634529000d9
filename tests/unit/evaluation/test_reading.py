"""What a file of cases may say, and how it is told what is wrong."""

import json
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from atrevete_apps.cli.evaluation.case import Expect
from atrevete_apps.cli.evaluation.own_salon import OwnSalon, seed_of
from atrevete_apps.cli.evaluation.reading import BadCase, cases_of, read_cases

from atrevete_adapters.seeds import SalonSeed, reference_salon
from atrevete_core.domain.catalogue import Gender
from atrevete_core.domain.money import Money
from tests.unit.evaluation.written import haircut, written


@pytest.mark.parametrize(
    ("place", "changes"),
    [
        ("openning", {"openning": ["hola"]}),
        ("deposit_euros", {"expect": {"appointments": [haircut(deposit_euros=5.24)]}}),
        ("escalated", {"expect": {"escalated": None}}),
        ("use", {"replies": [{"when": "x", "say": [], "use": 1}]}),
        ("surname", {"customer": {"phone": "+34600555020", "surname": "Rey"}}),
        ("minutes", {"busy": [{"stylist": "Marta", "start": "2026-12-18T10:00:00",
                               "end": "2026-12-18T11:00:00", "minutes": 60}]}),
        ("tries", {"opening": [{"generate": {"unit": "a", "times": 3, "tries": 1}}]}),
    ],
)  # fmt: skip
def test_an_unknown_key_is_an_error_that_names_it(place: str, changes: dict[str, Any]) -> None:
    with pytest.raises(BadCase, match=rf"own-haircut.*unknown key '{place}'"):
        cases_of([written(**changes)])


@pytest.mark.parametrize("salon", [{"stylist": []}, {"policy": {"deposit": 10}}])
def test_an_unknown_key_of_the_salon_is_an_error_too(salon: dict[str, Any]) -> None:
    with pytest.raises(BadCase, match=r"salon: unknown key '(stylist|deposit)'"):
        cases_of({"salon": salon, "conversations": [written()]})


def test_words_for_people_are_never_checked() -> None:
    words = {"correct": True, "note": "x", "source": "y", "source_ref": ["z"]}
    assert len(cases_of([written(**words)]).conversations) == 1


def test_scenario_and_variant_may_be_absent() -> None:
    bare = {key: value for key, value in written().items() if key not in {"scenario", "variant"}}
    assert len(cases_of([bare]).conversations) == 1


def test_no_escalation_is_something_else_than_none_mentioned() -> None:
    assert Expect.model_validate({"escalation": None}).says("escalation")
    assert not Expect.model_validate({}).says("escalation")


def test_a_pattern_that_is_none_is_an_error() -> None:
    with pytest.raises(BadCase, match="is no pattern"):
        cases_of([written(replies=[{"when": "(", "say": []}])])


def test_a_case_without_a_beginning_or_an_end_is_an_error() -> None:
    with pytest.raises(BadCase, match="opening"):
        cases_of([written(opening=[])])
    with pytest.raises(BadCase, match="expect"):
        cases_of([written(expect=None)])


def test_a_file_that_is_no_json_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    path.write_text("[")
    with pytest.raises(BadCase, match=r"cases\.json is no JSON"):
        read_cases(path)
    with pytest.raises(BadCase, match="cannot be read"):
        read_cases(tmp_path / "absent.json")


def test_a_file_may_be_a_list_or_an_object(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    for content in ([written()], {"conversations": [written()]}):
        path.write_text(json.dumps(content))
        assert [each.id for each in read_cases(path).conversations] == ["own-haircut"]


def salon(**own: Any) -> SalonSeed:
    return seed_of(OwnSalon.model_validate(own), reference_salon())


def test_a_salon_of_its_own_replaces_only_what_it_says() -> None:
    nails = {"name": "UÑAS", "category": "estetica", "minutes": 45, "price_eur": 21.5}
    found = salon(
        services=[nails],
        stylists=[{"name": "Rosa", "categories": ["estetica"]},
                  {"name": "Iker", "categories": ["peluqueria"], "gender": "m"}],
        policy={"deposit_percent": 50, "min_deposit_eur": 2},
    )  # fmt: skip
    assert [each.price for each in found.catalogue.services] == [Money(2150)]
    assert found.catalogue.packs == ()
    assert [each.gender for each in found.catalogue.stylists] == [Gender.FEMALE, Gender.MALE]
    assert (found.policy.deposit_percent, found.policy.min_deposit) == (50, Money(200))
    assert found.policy.hold_minutes == reference_salon().policy.hold_minutes
    assert found.weekly == reference_salon().weekly


def test_stylists_work_all_opening_hours_unless_the_file_says_otherwise() -> None:
    found = salon(
        opening_hours={"tue": ["09:00-13:00", "16:00-20:00"], "sun": []},
        stylists=[{"name": "Ada", "categories": ["peluqueria"]},
                  {"name": "Eva", "categories": ["peluqueria"],
                   "working_hours": {"tue": ["16:00-18:00"]}}],
    )  # fmt: skip
    ada, eva = (found.working[each.id].spans for each in found.catalogue.stylists)
    assert ada == found.weekly.spans
    assert set(ada) == {1}
    assert [span.opens for span in eva[1]] == [time(16)]


def test_a_topic_of_the_seed_keeps_the_words_that_customers_use() -> None:
    [faq] = salon(faqs=[{"topic": "Parking", "text": "Hay dos plazas en la puerta."}]).faqs
    assert faq.text == "Hay dos plazas en la puerta."
    assert "aparcar" in faq.words


def test_a_pack_of_what_is_not_sold_does_not_fit_together() -> None:
    with pytest.raises(ValueError, match="not sold: 'SAUNA'"):
        salon(packs=[{"name": "Spa", "services": ["SAUNA"], "minutes": 30, "price_eur": 30}])
