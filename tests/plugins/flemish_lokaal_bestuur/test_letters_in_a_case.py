"""Whole cases of Voorbeeldstad on a real platform: each letter is composed, in Flemish, to the right person."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.domain import events as ev
from gehoor.domain.complaint import Accused, Channel, Complainant, ComplainantKind
from gehoor.domain.events import Decision, Judgement, Party
from gehoor.errors import Refused
from gehoor.services import assignment, intake, reports
from gehoor.services import dossier as dossiers
from gehoor.services.handling import PartInput, Work
from gehoor.services.report_notes import note_of
from gehoor.settings import Settings
from gehoor.storage import letters

pytestmark = pytest.mark.anyio
TENANTS = Path(__file__).parents[3] / "tenants"
COORDINATOR, HANDLER, DIRECTOR = "lies", "amina", "griet"
#: What this board chose besides what stands in its file.
CHOSEN = """
answers_for = "board"
tell_measure_done = true
second_line = { type = "vlaamse_ombudsdienst" }
"""
Letters = dict[tuple[str, str], str]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Case:
    """One complaint and the letters that were composed for it."""

    def __init__(self, platform: Platform, reference: str) -> None:
        self.platform, self.reference = platform, reference

    async def by(self, person: str, step: str, *told: Any, **facts: Any) -> None:
        """Somebody takes a step in the case."""
        now = self.platform.clock()
        async with self.platform.at("voorbeeldstad") as place:
            work = Work(place, place.actor(person, place.day(now)), self.reference, now)
            await getattr(work, step)(*told, **facts)

    async def about(self, *, kind: ComplainantKind = ComplainantKind.CITIZEN, **facts: Any) -> None:
        """The coordinator completes the facts."""
        async with self.platform.at("voorbeeldstad") as place:
            complaint = (await dossiers.by_reference(place, self.reference)).case.complaint
        changed = msgspec.structs.replace(complaint, complainant=Complainant(kind=kind), **facts)
        await self.by(COORDINATOR, "correct_facts", changed)

    async def given_to(self, person: str) -> None:
        """The coordinator appoints somebody, after talking to the service."""
        now = self.platform.clock()
        async with self.platform.at("voorbeeldstad") as place:
            found = await dossiers.by_reference(place, self.reference)
            actor = place.actor(COORDINATOR, place.day(now))
            choices = assignment.choices(place, found, now)
            key = next(choice.key for choice in choices if choice.candidate.person == person)
            await assignment.assign(place, actor, self.reference, key, "", now, declared=True)

    async def letters(self) -> Letters:
        """The letters so far, by their key and reader, as a page each."""
        async with self.platform.at("voorbeeldstad") as place:
            found = await dossiers.by_reference(place, self.reference)
            made = await letters.letters_of(found.case_id)
            return {(each.key, each.recipient_role): await letters.html_of(each.id) or "" for each in made}


@pytest.fixture
async def platform(tmp_path: Path) -> AsyncIterator[Platform]:
    shutil.copytree(TENANTS, tmp_path / "tenants")
    file = tmp_path / "tenants" / "voorbeeldstad" / "tenant.toml"
    file.write_text(file.read_text().replace("[options]", f"[options]{CHOSEN}"))
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    opened = await open_platform(Settings(data=tmp_path / "data", tenants=tmp_path / "tenants"), lambda: now)
    await apply_all(opened)
    yield opened
    await opened.aclose()


@pytest.fixture
async def case(platform: Platform) -> Case:
    """A complaint that came in by the form."""
    entry = intake.Entry(
        channel=Channel.FORM,
        name="Nele Verzonnen",
        address="Bedachtstraat 1\n9999 Voorbeeldstad",
        email="nele@voorbeeld.example",
        what_happened=(
            "Ik vroeg in november een nieuwe parkeerkaart voor mijn moeder. Ik belde vier keer en kreeg telkens te"
            " horen dat iemand zou terugbellen. Dat gebeurde niet. Aan het loket zei men dat ik maar geduld moest"
            " hebben."
        ),
        about="Het loket van Burgerzaken",
        conduct_on=datetime(2026, 2, 24, tzinfo=UTC).date(),
        function="personeelslid",
        unit="burgerzaken",
        entity="stad",
    )
    async with platform.at("voorbeeldstad") as place:
        filed = await intake.file_complaint(place, entry, "een", platform.secret, "complainant", platform.clock())
    return Case(platform, filed.reference)


def text_of(html: str) -> str:
    return " ".join(unescape(html).split())


async def test_a_complaint_from_receipt_to_the_last_measure(case: Case) -> None:
    day = case.platform.clock().date()
    await case.by(COORDINATOR, "request_repair", ("when", "which_file"), day + timedelta(days=10))
    await case.by(COORDINATOR, "decide", Decision.TREAT, (), "")
    await case.by(COORDINATOR, "consult", "burgerzaken")
    await case.given_to(HANDLER)
    await case.by(HANDLER, "offer_hearing", Party.COMPLAINANT, day + timedelta(days=7))
    await case.by(HANDLER, "offer_hearing", Party.ACCUSED, day + timedelta(days=7))
    await case.by(HANDLER, "record_hearing", (Party.COMPLAINANT,), "Mevrouw vertelt dat zij belde.", separately=False)
    await case.by(HANDLER, "tell_progress", "Wij spraken met u en met de dienst. Nu schrijven wij ons antwoord.")
    await case.by(COORDINATOR, "extend", None, None, "De collega die uw dossier kent, is lang ziek.")
    await case.by(HANDLER, "record_findings", "Uw aanvraag bleef drie maanden liggen.\n\nNiemand belde u terug.")
    parts = [
        PartInput(text="Het duurde te lang.", judgement=Judgement.FOUNDED),
        PartInput(text="De medewerker was onbeleefd.", judgement=Judgement.UNFOUNDED),
    ]
    await case.by(HANDLER, "judge", parts, "U kreeg uw kaart intussen.", "")
    await case.by(HANDLER, "add_measure", "repair", "Wij bezorgden u de kaart thuis.", day + timedelta(days=30))
    await case.by(HANDLER, "add_measure", "prevention", "Wie belt, krijgt dezelfde dag antwoord.", None)
    await case.by(HANDLER, "close", "answered", "", consent=False)
    async with case.platform.at("voorbeeldstad") as place:
        planned = (await dossiers.by_reference(place, case.reference)).case.all(ev.MeasureAdded)
    await case.by(COORDINATOR, "finish_measure", planned[0].text)
    await case.by(COORDINATOR, "explain_escalation")
    made = await case.letters()
    assert set(made) - {("receipt_copy", "complainant")} == {
        *(("acknowledgement", "complainant"), ("repair", "complainant"), ("handler_notice", "complainant")),
        *(("handler_appointment", "handler"), ("hearing_invitation", "complainant")),
        *(("staff_reply_invitation", "accused"), ("hearing_report", "complainant"), ("extension", "complainant")),
        *(("progress_notice", "complainant"), ("closing_partly_founded", "complainant")),
        *(("follow_up_order", "manager"), ("measure_done", "complainant"), ("second_line_info", "complainant")),
    }
    answer = text_of(made["closing_partly_founded", "complainant"])
    assert "namens het college van burgemeester en schepenen," in answer
    assert "Amina Claes" in answer
    assert "Vlaamse Ombudsdienst" in answer
    appointed = text_of(made["handler_appointment", "handler"])
    assert "Amina Claes" in appointed
    assert "Ik vroeg in november" in appointed
    order = text_of(made["follow_up_order", "manager"])
    assert "Maatregel 1 is klaar uiterlijk op woensdag 1 april 2026." in order
    assert "Verzonnen" not in order
    done = text_of(made["measure_done", "complainant"])
    assert "Wij bezorgden u de kaart thuis." in done
    assert "dezelfde dag" not in done
    assert "Er staat nog één maatregel open." in done
    assert "Verzonnen" not in text_of(made["staff_reply_invitation", "accused"])


async def test_a_complaint_for_another_body_is_forwarded_after_consent_was_asked(case: Case) -> None:
    with pytest.raises(Refused, match="kent de regeling deze brief nu niet"):
        await case.by(COORDINATOR, "ask_forward_consent", "Voorbeeldnet", None)
    told = ("Dit is een storing in het stroomnet.", "Voorbeeldnet, Fictieflaan 1, 9999 Voorbeeldstad")
    await case.by(COORDINATOR, "decide", Decision.REFERRED, ("other_instance",), *told)
    await case.by(COORDINATOR, "ask_forward_consent", told[1], None)
    asked = text_of((await case.letters())["forward_consent", "complainant"])
    assert "uiterlijk op maandag 16 maart 2026 (niet in het reglement bepaald, instelling van het bestuur)" in asked
    assert told[1] in asked
    await case.by(COORDINATOR, "record_forward_consent", "Per e-mail van vandaag.")
    await case.by(COORDINATOR, "forward", told[1])
    await case.by(COORDINATOR, "close", "forwarded", "", consent=True)
    assert {key for key, _ in await case.letters()} >= {"referral", "forward_consent", "forwarded"}


@pytest.mark.parametrize(
    ("declared", "entity", "key"),
    [
        ("question", "stad", "reclassified_question"),
        ("report", "stad", "reclassified_report"),
        ("suggestion", "stad", "reclassified_suggestion"),
        ("appeal", "ocmw", "reclassified_appeal"),
        ("", "", "no_complaint"),
    ],
)
async def test_what_is_no_complaint_gets_the_letter_of_its_kind(
    declared: str, entity: str, key: str, case: Case
) -> None:
    await case.about(declared=frozenset({declared} - {""}), entity=entity)
    await case.by(COORDINATOR, "decide", Decision.NO_COMPLAINT, ("not_a_complaint",), "Zo zit het volgens ons.")
    letter = text_of((await case.letters())[key, "complainant"])
    assert "Zo zit het volgens ons." in letter
    assert ("arbeidsrechtbank" in letter) == (key in ("reclassified_appeal", "no_complaint"))


async def test_a_refusal_gives_grounds_advice_and_the_second_line(case: Case) -> None:
    await case.by(COORDINATOR, "decide", Decision.NOT_TREATED, ("no_interest", "court"), "Wij lazen uw stukken.")
    letter = text_of((await case.letters())["refusal", "complainant"])
    assert "(artikel 4 punt 7 klachtenreglement)" in letter
    assert "wat uw rol daarin is" in letter
    assert "Vlaamse Ombudsdienst" in letter


async def test_a_staff_case_goes_to_the_director_with_a_letter_to_each(case: Case) -> None:
    await case.about(kind=ComplainantKind.EMPLOYEE, accused=Accused(function="personeelslid", unit="burgerzaken"))
    await case.by(COORDINATOR, "decide", Decision.TREAT, (), "")
    await case.given_to(DIRECTOR)
    made = await case.letters()
    assert "Griet Lemmens" in text_of(made["director_handover", "handler"])
    assert "De algemeen directeur behandelt uw klacht zelf" in text_of(made["staff_handover", "complainant"])
    assert ("handler_appointment", "handler") not in made


async def test_solved_or_withdrawn_is_confirmed(case: Case) -> None:
    await case.by(COORDINATOR, "close", "solved_informally", "Wij belden en losten het op.", consent=True)
    assert "U liet ons weten dat u tevreden bent" in text_of((await case.letters())["solved_informally", "complainant"])


async def test_a_withdrawal_is_confirmed(case: Case) -> None:
    await case.by(COORDINATOR, "close", "withdrawn", "", consent=True)
    assert "Wij sluiten ze daarom af zonder oordeel." in text_of((await case.letters())["withdrawn", "complainant"])


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("gemeenteraad", "Ik vraag de gemeenteraad om kennis te nemen"),
        ("raad_maatschappelijk_welzijn", "Ik vraag de raad voor maatschappelijk welzijn om kennis te nemen"),
        ("managementteam", "Bespreek met jullie diensten"),
        ("quality", "ons systeem voor organisatiebeheersing"),
    ],
)
async def test_each_report_has_its_note_with_the_article_and_the_figures(key: str, said: str, case: Case) -> None:
    now = case.platform.clock()
    async with case.platform.at("voorbeeldstad") as place:
        actor = place.actor(COORDINATOR, place.day(now))
        note = text_of(note_of(place, await reports.report(place, actor, 2026, key, now), now))
    assert said in note
    assert "artikel 7 punt" in note
    assert "Ontvangen en afgesloten" in note
    assert "Verzonnen" not in note
