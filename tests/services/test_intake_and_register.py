"""A complaint is taken in once, its words stay off the register, and the register proves the lists."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gehoor.bootstrap import Platform
from gehoor.domain import events as ev
from gehoor.domain.complaint import Channel
from gehoor.errors import ConcurrentChange, NotFound
from gehoor.letters.templates import LetterTemplates
from gehoor.services import access, dossier, intake
from gehoor.services.handling import Work
from gehoor.services.uploads import Upload
from gehoor.services.verification import verify
from gehoor.storage import cases, letters, register
from gehoor.storage.scope import transaction
from services.conftest import ENTRY, filed
from standing_clock import Clock

pytestmark = pytest.mark.anyio
SLUGS = ("zaltbommel", "voorbeeldstad")


@pytest.mark.parametrize("slug", SLUGS)
async def test_a_complaint_sent_twice_is_one_complaint_with_the_same_code(platform: Platform, slug: str) -> None:
    async with platform.at(slug) as place:
        first = await filed(platform, place)
        second = await filed(platform, place)
        other = msgspec.structs.replace(ENTRY, what_happened="Iets heel anders.")
        third = await filed(platform, place, other)
        assert len(await register.all_cases()) == 1
    assert (second.reference, second.access_code, second.already_there) == (first.reference, first.access_code, True)
    assert not second.differs
    assert third.differs


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Paula Proefpersoon"},
        {"phone": "0123 45 67 89"},
        {"unit": "griffie"},
        {"function": "ambtenaar"},
        {"already_done": "Ik heb gebeld."},
        {"channel": Channel.LETTER},
        {"uploads": (Upload("foto.png", "image/png", b"png"),)},
    ],
    ids=lambda other: next(iter(other)),
)
async def test_a_second_sending_that_says_something_else_anywhere_is_noticed(
    platform: Platform, other: dict[str, Any]
) -> None:
    async with platform.at("zaltbommel") as place:
        await filed(platform, place)
        second = await filed(platform, place, msgspec.structs.replace(ENTRY, **other))
        assert (second.already_there, second.differs) == (True, True)
        assert len(await register.all_cases()) == 1


async def test_the_access_code_opens_one_case_at_one_municipality_only(platform: Platform) -> None:
    async with platform.at("zaltbommel") as place:
        given = await filed(platform, place)
        row = await cases.by_access_hash(intake.access_hash_of(given.access_code.lower()))
        assert row is not None
        assert row.reference == given.reference
    async with platform.at("voorbeeldstad") as place:
        assert await cases.by_access_hash(intake.access_hash_of(given.access_code)) is None
        with pytest.raises(NotFound):
            await dossier.by_reference(place, given.reference)


def test_an_access_code_has_128_bits_and_depends_on_the_secret() -> None:
    one = intake.access_code_of(b"s" * 32, "key")
    assert len(one.replace("-", "")) == 26
    assert one == intake.access_code_of(b"s" * 32, "key")
    assert one != intake.access_code_of(b"t" * 32, "key")
    assert one != intake.access_code_of(b"s" * 32, "kez")


@pytest.mark.parametrize("slug", SLUGS)
async def test_no_name_address_or_word_of_the_complainant_is_on_the_register(platform: Platform, slug: str) -> None:
    async with platform.at(slug) as place:
        given = await filed(platform, place)
        found = await dossier.by_reference(place, given.reference)
        stored = b" ".join([event.payload for event in await register.events_of(found.case_id)]).decode()
    for word in ("Petra", "Proefpersoon", "Voorbeeldlaan", "petra@", "deur gewezen", "aan de balie"):
        assert word.lower() not in stored.lower()


@pytest.mark.files
@pytest.mark.parametrize("slug", SLUGS)
async def test_the_lists_follow_from_the_register_and_a_change_behind_its_back_is_named(
    platform: Platform, slug: str, tmp_path: Path
) -> None:
    async with platform.at(slug) as place:
        given = await filed(platform, place)
        assert (await verify(place)).problems == []
        found = await dossier.by_reference(place, given.reference)
    with sqlite3.connect(tmp_path / "data" / "tenants" / f"{slug}.sqlite") as database:
        database.execute("UPDATE case_view SET status = 'closed'")
        database.execute("UPDATE deadline_view SET due = '2030-01-01' WHERE key = 'settlement'")
        database.execute("DELETE FROM duty_view WHERE key = 'register'")
    async with platform.at(slug) as place:
        problems = (await verify(place)).problems
    assert len(problems) == 3
    assert all(found.case_id in problem for problem in problems)
    assert "status" in problems[0]


async def test_a_complaint_is_taken_in_also_when_its_letter_cannot_be_composed(
    platform: Platform, tmp_path: Path
) -> None:
    broken = tmp_path / "letters"
    broken.mkdir()
    (broken / "acknowledgement.html").write_text(
        "{% extends 'base.html' %}{% block subject %}{{ onbekend }}{% endblock %}"
    )
    async with platform.at("zaltbommel") as whole:
        place = replace(whole, templates=LetterTemplates([broken, Path(whole.current.letters)]))
        given = await filed(platform, place)
        found = await dossier.by_reference(place, given.reference)
        made = [letter.key for letter in await letters.letters_of(found.case_id)]
        views = await cases.read_views(found.case_id)
    assert made == ["receipt_copy"]
    assert views is not None
    assert next(duty for duty in views.duties if duty.key == "acknowledge").done_on is None


async def test_a_letter_that_drops_what_the_law_demands_stops_the_decision(platform: Platform, tmp_path: Path) -> None:
    silent = tmp_path / "letters"
    silent.mkdir()
    (silent / "use_the_form.html").write_text(
        "{% extends 'base.html' %}{% block subject %}Formulier{% endblock %}{% block body %}<p>Dag.</p>{% endblock %}"
    )
    async with platform.at("zaltbommel") as whole:
        place = replace(whole, templates=LetterTemplates([silent, Path(whole.current.letters)]))
        given = await filed(platform, place, msgspec.structs.replace(ENTRY, channel=Channel.EMAIL))
        found = await dossier.by_reference(place, given.reference)
        work = Work(place, place.actor("noor", place.day(platform.clock())), given.reference, platform.clock())
        with pytest.raises(Exception, match="verplichte passage"):
            await work.simple(ev.AuthenticityDoubted(on=work.on))
        assert (await dossier.by_reference(place, given.reference)).seq == found.seq


async def test_whoever_works_with_an_old_state_of_a_case_does_not_overwrite_it(platform: Platform) -> None:
    async with platform.at("voorbeeldstad") as place:
        given = await filed(platform, place)
        old = await dossier.by_reference(place, given.reference)
        today = place.day(platform.clock())
        async with transaction():
            await dossier.record(place, old, [ev.Acknowledged(on=today)], "lies", platform.clock())
        with pytest.raises(ConcurrentChange):
            async with transaction():
                await dossier.record(place, old, [ev.Acknowledged(on=today)], "bram", platform.clock())


async def test_a_handler_sees_a_case_only_while_it_is_assigned(platform: Platform, clock: Clock) -> None:
    async with platform.at("voorbeeldstad") as place:
        given = await filed(platform, place)
        actors = {name: place.actor(name, place.day(clock())) for name in ("lies", "amina", "griet", "els")}
        for name in ("amina", "griet", "els"):
            with pytest.raises(NotFound):
                await access.read(place, actors[name], given.reference, clock())
            assert not access.sees_register(place, actors[name], clock())
        assert access.sees_register(place, actors["lies"], clock())
        found = await access.read(place, actors["lies"], given.reference, clock())
        assert found.reference == given.reference
