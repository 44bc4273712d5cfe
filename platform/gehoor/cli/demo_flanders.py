"""Fictional cases of the Flemish municipality in the demonstration."""

from __future__ import annotations

from datetime import timedelta

from gehoor.cli.demo_scene import Scene
from gehoor.domain import events as ev
from gehoor.domain.complaint import Channel, ComplainantKind
from gehoor.services.intake import Entry

COORDINATOR = "lies"


async def admitted(scene: Scene, reference: str, days_ago: float, function: str, unit: str, handler: str) -> None:
    """The coordinator decides to treat, consults the service and appoints a handler."""
    await scene.about(COORDINATOR, reference, days_ago, function, unit)
    await scene.decide(COORDINATOR, reference, days_ago, ev.Decision.TREAT)
    consulted = ev.ServiceConsulted(on=scene.place.day(scene.at(days_ago - 1)), unit=unit)
    await scene.work(COORDINATOR, reference, days_ago - 1).simple(consulted)
    await scene.assign(COORDINATOR, handler, reference, days_ago - 1)


async def just_received(scene: Scene) -> None:
    """A complaint of this morning."""
    entry = Entry(
        channel=Channel.FORM,
        name="Marleen De Smet",
        address="Kerkstraat 14\n9999 Voorbeeldstad",
        email="marleen@voorbeeld.example",
        what_happened="Ik kwam op tijd voor mijn afspraak voor een nieuwe identiteitskaart. Aan het loket zei men dat"
        " mijn afspraak niet bestond en stuurde men mij wandelen.",
        conduct_on=scene.place.day(scene.at(3)),
        about="Het loket van Burgerzaken",
        unit="burgerzaken",
        entity="stad",
        already_done="Ik heb de bevestigingsmail getoond, maar daar werd niet naar gekeken.",
    )
    await scene.file(0.2, entry)


async def ocmw_being_handled(scene: Scene) -> None:
    """A complaint about the social service of the OCMW, with a handler of another service."""
    entry = Entry(
        channel=Channel.FORM,
        name="Karim Bensalem",
        address="Molenstraat 3\n9999 Voorbeeldstad",
        email="karim@voorbeeld.example",
        what_happened="De maatschappelijk werker kwam drie keer niet opdagen op een huisbezoek en verwittigde niet.",
        conduct_on=scene.place.day(scene.at(30)),
        about="De sociale dienst",
        unit="sociale-dienst",
        entity="ocmw",
    )
    reference = await scene.file(24, entry)
    await admitted(scene, reference, 20, "personeelslid", "sociale-dienst", "jonas")


async def overdue(scene: Scene) -> None:
    """A complaint whose term has passed."""
    entry = Entry(
        channel=Channel.EMAIL,
        name="Godelieve Peeters",
        address="Dorpsstraat 80\n9999 Voorbeeldstad",
        email="godelieve@voorbeeld.example",
        what_happened="De stoep voor mijn deur ligt al maanden open. Op mijn mails krijg ik nooit een antwoord.",
        about="Dienst Openbaar domein",
        unit="openbaar-domein",
        entity="stad",
    )
    reference = await scene.file(60, entry)
    await admitted(scene, reference, 55, "personeelslid", "openbaar-domein", "jonas")


async def extended(scene: Scene) -> None:
    """A complaint with a longer term."""
    entry = Entry(
        channel=Channel.LETTER,
        kind=ComplainantKind.LEGAL_PERSON,
        name="Buurtcomité Het Park vzw",
        address="Parklaan 1\n9999 Voorbeeldstad",
        what_happened="De zaal die wij hadden gereserveerd, was bij aankomst aan iemand anders gegeven.",
        conduct_on=scene.place.day(scene.at(52)),
        about="Dienst Vrije tijd",
        unit="vrije-tijd",
        entity="stad",
    )
    reference = await scene.file(40, entry)
    await admitted(scene, reference, 36, "personeelslid", "vrije-tijd", "amina")
    await scene.work(COORDINATOR, reference, 5).extend(
        None, None, "Wij wachten nog op de gegevens uit het reservatiesysteem van de leverancier."
    )


async def ready_to_close(scene: Scene) -> str:
    """A complaint that has been judged, with a measure."""
    entry = Entry(
        channel=Channel.FORM,
        name="Wouter Janssens",
        address="Stationsstraat 55\n9999 Voorbeeldstad",
        email="wouter@voorbeeld.example",
        what_happened="Mijn aanvraag voor een bewonerskaart raakte kwijt. Ik moest alle documenten opnieuw bezorgen.",
        conduct_on=scene.place.day(scene.at(45)),
        about="Burgerzaken",
        unit="burgerzaken",
        entity="stad",
    )
    reference = await scene.file(35, entry)
    await admitted(scene, reference, 31, "personeelslid", "burgerzaken", "amina")
    await scene.judge(
        "amina",
        reference,
        6,
        "De aanvraag werd op 4 juni ontvangen, maar kwam in een verkeerde map terecht. Niemand keek daarna nog.",
        ev.Judgement.FOUNDED,
        "Het kwijtraken van uw aanvraag",
        "Goede uitvoeringspraktijk",
        "Uw aanvraag had niet mogen kwijtraken. Onze excuses daarvoor.",
    )
    await scene.work("amina", reference, 5).add_measure("repair", "U krijgt de bewonerskaart gratis.", None)
    return reference


async def closed(scene: Scene) -> None:
    """A complaint that was answered."""
    earlier = Scene(place=scene.place, now=scene.now - timedelta(days=70), secret=scene.secret)
    reference = await ready_to_close(earlier)
    await earlier.work("amina", reference, 3).close("answered", "", consent=False)


async def inadmissible(scene: Scene) -> None:
    """A complaint about something of more than a year ago."""
    entry = Entry(
        channel=Channel.LETTER,
        name="Rita Mertens",
        address="Veldweg 9\n9999 Voorbeeldstad",
        what_happened="Twee jaar geleden was een medewerker van de containerparkdienst onvriendelijk tegen mij.",
        conduct_on=scene.place.day(scene.at(750)),
        about="Het containerpark",
        unit="openbaar-domein",
        entity="stad",
    )
    reference = await scene.file(22, entry)
    await scene.about(COORDINATOR, reference, 20, "personeelslid", "openbaar-domein")
    reason = "Wat u vertelt, gebeurde meer dan één jaar voor u uw klacht indiende."
    await scene.decide(COORDINATOR, reference, 19, ev.Decision.NOT_TREATED, "older_than_one_year", reason=reason)
    await scene.work(COORDINATOR, reference, 18).close("inadmissible", reason, consent=False)


async def referred(scene: Scene) -> None:
    """A complaint meant for the water company, referred by letter."""
    entry = Entry(
        channel=Channel.FORM,
        name="Tom Verhelst",
        address="Beekstraat 2\n9999 Voorbeeldstad",
        email="tom@voorbeeld.example",
        what_happened="De watermaatschappij brak onze straat op en liet alles liggen.",
        about="De watermaatschappij",
        conduct_on=scene.place.day(scene.at(12)),
    )
    reference = await scene.file(11, entry)
    reason = "De werken zijn van de watermaatschappij. De stad is daar niet voor bevoegd."
    await scene.decide(
        COORDINATOR,
        reference,
        9,
        ev.Decision.REFERRED,
        "other_instance",
        reason=reason,
        body="De klachtendienst van Watergroep Voorbeeld, Waterlaan 1, 9999 Voorbeeldstad",
    )


async def oral(scene: Scene) -> None:
    """An oral complaint, read back at the desk."""
    entry = Entry(
        channel=Channel.ORAL,
        name="Josée Wauters",
        address="Markt 12\n9999 Voorbeeldstad",
        phone="0400 00 00 01",
        what_happened="De poetshulp kwam vorige week niet en niemand verwittigde mevrouw.",
        about="Thuiszorg",
        unit="thuiszorg",
        entity="ocmw",
        read_back=True,
    )
    await scene.file(2, entry)


async def between_colleagues(scene: Scene) -> None:
    """A complaint of an employee against an employee, for the algemeen directeur in person."""
    entry = Entry(
        channel=Channel.LETTER,
        kind=ComplainantKind.EMPLOYEE,
        name="Stef Baert",
        address="Dienst Vrije tijd",
        what_happened="Een collega maakt in vergaderingen telkens opmerkingen over mijn uitspraak.",
        about="Een collega van dienst Vrije tijd",
        unit="vrije-tijd",
        entity="stad",
    )
    reference = await scene.file(13, entry)
    await scene.about(COORDINATOR, reference, 12, "personeelslid", "vrije-tijd")
    await scene.assign(COORDINATOR, "griet", reference, 12)


STORIES = (
    just_received,
    ocmw_being_handled,
    overdue,
    extended,
    ready_to_close,
    closed,
    inadmissible,
    referred,
    oral,
    between_colleagues,
)
