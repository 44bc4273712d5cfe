"""Fictional cases of the Dutch municipality in the demonstration."""

from __future__ import annotations

from datetime import timedelta

from gehoor.cli.demo_scene import Scene
from gehoor.domain import events as ev
from gehoor.domain.complaint import Channel, ComplainantKind
from gehoor.services.intake import Entry

COORDINATOR = "noor"


async def just_received(scene: Scene) -> None:
    """A complaint of this morning."""
    entry = Entry(
        channel=Channel.FORM,
        name="Anna de Wit",
        address="Wilgenlaan 12\n5301 ZZ Zaltbommel",
        email="anna@voorbeeld.example",
        what_happened="Ik belde drie keer over mijn verhuizing. Elke keer werd ik doorverbonden en daarna verbrak"
        " de verbinding. De laatste keer zuchtte de medewerker hoorbaar en hing op.",
        when_text="De afgelopen twee weken",
        about="De medewerker aan de telefoon van Burgerzaken",
        unit="burgerzaken",
        already_done="Ik heb om een teamleider gevraagd, maar die belde niet terug.",
    )
    await scene.file(0.1, entry)


async def letter_without_name(scene: Scene) -> None:
    """A letter that has to be completed first."""
    entry = Entry(
        channel=Channel.LETTER,
        name="Bewoner Kade",
        what_happened="De groenploeg maakte om zes uur 's ochtends herrie en lachte mij uit toen ik er iets van zei.",
        about="De groenploeg",
        unit="beheer",
    )
    reference = await scene.file(9, entry)
    until = scene.place.day(scene.at(-6))
    await scene.work(COORDINATOR, reference, 7).request_repair(("name", "address", "signature"), until)


async def being_handled(scene: Scene) -> None:
    """A complaint with a handler, in which both will be heard."""
    entry = Entry(
        channel=Channel.FORM,
        name="Mohamed Ydo",
        address="Kerkplein 3\n5301 ZZ Zaltbommel",
        email="mohamed@voorbeeld.example",
        what_happened="Bij mijn aanvraag voor een parkeerplaats zei de ambtenaar dat ik 'maar moest leren lezen'."
        " Dat vond ik kwetsend; ik vroeg alleen om uitleg.",
        about="De medewerker aan de balie",
        unit="burgerzaken",
        conduct_on=scene.place.day(scene.at(25)),
    )
    reference = await scene.file(20, entry)
    await scene.about(COORDINATOR, reference, 19, "ambtenaar", "burgerzaken")
    await scene.work(COORDINATOR, reference, 19).simple(ev.Acknowledged(on=scene.place.day(scene.at(19)), by="letter"))
    await scene.decide(COORDINATOR, reference, 18, ev.Decision.TREAT)
    await scene.assign(COORDINATOR, "karel", reference, 17)
    await scene.decide("karel", reference, 16, ev.Decision.TREAT)
    for party in ev.Party:
        offered = ev.HearingOffered(
            on=scene.place.day(scene.at(12)), party=party, reply_by=scene.place.day(scene.at(2))
        )
        await scene.work("karel", reference, 12).simple(offered)


async def overdue(scene: Scene) -> None:
    """A complaint whose term has passed."""
    entry = Entry(
        channel=Channel.EMAIL,
        name="Trees Bakker",
        address="Molenweg 44\n5301 ZZ Zaltbommel",
        email="trees@voorbeeld.example",
        what_happened="Op mijn brief van vier maanden geleden over de huishoudelijke hulp kreeg ik nooit antwoord.",
        about="Sociaal domein",
        unit="sociaal",
    )
    reference = await scene.file(55, entry)
    await scene.work(COORDINATOR, reference, 54).simple(ev.Acknowledged(on=scene.place.day(scene.at(54)), by="letter"))
    await scene.about(COORDINATOR, reference, 50, "ambtenaar", "sociaal")
    await scene.decide(COORDINATOR, reference, 50, ev.Decision.TREAT)
    await scene.assign(COORDINATOR, "yusuf", reference, 49)


async def extended(scene: Scene) -> None:
    """A complaint about an alderman, extended by four weeks."""
    entry = Entry(
        channel=Channel.FORM,
        kind=ComplainantKind.LEGAL_PERSON,
        name="Winkeliersvereniging De Gracht",
        address="Grachtplein 1\n5301 ZZ Zaltbommel",
        what_happened="De wethouder zegde toe dat hij voor de zomer zou terugkomen op de marktdag. Dat deed hij niet.",
        about="De wethouder Economie",
        conduct_on=scene.place.day(scene.at(90)),
    )
    reference = await scene.file(38, entry)
    await scene.about(COORDINATOR, reference, 37, "wethouder")
    await scene.decide(COORDINATOR, reference, 37, ev.Decision.TREAT)
    await scene.assign(COORDINATOR, "rob", reference, 36)
    await scene.decide("rob", reference, 35, ev.Decision.TREAT)
    await scene.work("rob", reference, 8).extend(
        4, None, "Een van de ambtenaren die wij willen spreken, is nog twee weken afwezig."
    )


async def ready_to_close(scene: Scene) -> str:
    """A complaint that has been judged."""
    entry = Entry(
        channel=Channel.FORM,
        name="Joke van Rossum",
        address="Dijkweg 7\n5301 ZZ Zaltbommel",
        what_happened="Mijn melding over de kapotte lantaarn werd twee keer gesloten zonder dat iemand kwam kijken."
        " Toen ik belde, zei de medewerker dat ik 'niet moest zeuren'.",
        about="De medewerker van Beheer openbare ruimte",
        unit="beheer",
        conduct_on=scene.place.day(scene.at(50)),
    )
    reference = await scene.file(33, entry)
    await scene.about(COORDINATOR, reference, 32, "ambtenaar", "beheer")
    await scene.decide(COORDINATOR, reference, 32, ev.Decision.TREAT)
    await scene.assign(COORDINATOR, "hanneke", reference, 31)
    await scene.decide("hanneke", reference, 30, ev.Decision.TREAT)
    await scene.hear(
        "hanneke",
        reference,
        14,
        "Mevrouw Van Rossum en de medewerker vertelden ieder hun verhaal. De medewerker erkende dat hij kortaf was"
        " geweest en bood zijn excuses aan.",
    )
    await scene.judge(
        "hanneke",
        reference,
        6,
        "De melding is op 3 en op 12 van de maand gesloten zonder bezoek. De medewerker heeft gezegd dat mevrouw niet"
        " moest zeuren; hij bevestigt dat.",
        ev.Judgement.FOUNDED,
        "De manier waarop u aan de telefoon bent behandeld",
        "Fatsoenlijke bejegening",
        "Wij hadden u beter moeten behandelen. Wij bieden u onze excuses aan.",
    )
    await scene.work("hanneke", reference, 5).add_measure(
        "prevention", "Een melding wordt pas gesloten als iemand is gaan kijken.", scene.place.day(scene.at(-30))
    )
    return reference


async def closed_with_judgement(scene: Scene) -> None:
    """A complaint that was closed with a letter."""
    earlier = Scene(place=scene.place, now=scene.now - timedelta(days=60), secret=scene.secret)
    reference = await ready_to_close(earlier)
    await earlier.work("hanneke", reference, 3).close("formal_judgement", "", consent=False)


async def not_treated(scene: Scene) -> None:
    """A complaint that is not treated, because objection was possible."""
    entry = Entry(
        channel=Channel.LETTER,
        name="Piet Hoekstra",
        address="Zandpad 2\n5301 ZZ Zaltbommel",
        what_happened="Mijn vergunning voor een dakkapel is geweigerd en daar ben ik het niet mee eens.",
        about="De afdeling die over vergunningen gaat",
        conduct_on=scene.place.day(scene.at(60)),
    )
    reference = await scene.file(30, entry)
    await scene.about(COORDINATOR, reference, 29, "ambtenaar", "burgerzaken")
    reason = "U had bezwaar kunnen maken tegen het besluit over de dakkapel. Daar is de bezwaarprocedure voor."
    await scene.decide(COORDINATOR, reference, 28, ev.Decision.NOT_TREATED, "objection_possible", reason=reason)
    await scene.assign(COORDINATOR, "karel", reference, 28)
    await scene.decide("karel", reference, 26, ev.Decision.NOT_TREATED, "objection_possible", reason=reason)
    await scene.work("karel", reference, 25).close("not_treated", reason, consent=False)


async def oral(scene: Scene) -> None:
    """An oral complaint of this week."""
    entry = Entry(
        channel=Channel.ORAL,
        name="Samira el Idrissi",
        address="Lindehof 20\n5301 ZZ Zaltbommel",
        phone="06 00 00 00 01",
        what_happened="Mevrouw stond een uur in de hal te wachten terwijl zij een afspraak had. Niemand zei iets.",
        about="De balie van Burgerzaken",
        unit="burgerzaken",
        read_back=True,
    )
    reference = await scene.file(4, entry)
    await scene.about(COORDINATOR, reference, 3.5, "ambtenaar", "burgerzaken")


async def oral_not_resolved(scene: Scene) -> None:
    """An oral complaint that could not be solved by talking."""
    entry = Entry(
        channel=Channel.ORAL,
        name="Wim Dekker",
        address="Havenstraat 8\n5301 ZZ Zaltbommel",
        what_happened="Meneer vindt dat de buitendienst zijn haag met opzet te kort heeft gesnoeid.",
        about="De buitendienst",
        unit="beheer",
        read_back=True,
    )
    reference = await scene.file(26, entry)
    await scene.about(COORDINATOR, reference, 25, "ambtenaar", "beheer")
    await scene.work(COORDINATOR, reference, 6).simple(ev.MediationFailed(on=scene.place.day(scene.at(6))))
    await scene.work(COORDINATOR, reference, 5).close("oral_not_resolved", "", consent=False)


async def solved(scene: Scene) -> None:
    """A complaint that was solved with a call and an apology."""
    entry = Entry(
        channel=Channel.FORM,
        name="Els Timmer",
        address="Rozenstraat 5\n5301 ZZ Zaltbommel",
        what_happened="Mijn paspoort lag niet klaar op de dag van de afspraak en niemand had mij gebeld.",
        about="Burgerzaken",
        unit="burgerzaken",
        conduct_on=scene.place.day(scene.at(16)),
    )
    reference = await scene.file(15, entry)
    await scene.about(COORDINATOR, reference, 14, "ambtenaar", "burgerzaken")
    await scene.decide(COORDINATOR, reference, 14, ev.Decision.TREAT)
    await scene.assign(COORDINATOR, "karel", reference, 13)
    await scene.work("karel", reference, 10).close(
        "satisfied", "Wij belden u, boden excuses aan en brachten het paspoort bij u thuis.", consent=True
    )


STORIES = (
    just_received,
    letter_without_name,
    being_handled,
    overdue,
    extended,
    ready_to_close,
    closed_with_judgement,
    not_treated,
    oral,
    oral_not_resolved,
    solved,
)
