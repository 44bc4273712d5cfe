"""Hearing both sides: the regulation is silent, the board offers it as good practice."""

from __future__ import annotations

from flemish_lokaal_bestuur.functions import DIRECTOR, HANDLER, staff_against_staff
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.source import BY_SETTING, SETTING
from flemish_lokaal_bestuur.setting.terms import runs
from gehoor.domain import events as ev
from gehoor.domain.case import Case, Status
from gehoor.domain.events import Party
from gehoor.domain.organisation import Actor
from gehoor.regulation import Access, Duty, Hearing, OwnCopy, Sight, Waiver

_WAIVERS = tuple(
    Waiver(key=key, title=title, question=question, basis=(BY_SETTING,))
    for key, title, question in (
        ("declined", "Wil geen gesprek", "Liet deze persoon weten geen gesprek te willen? Schrijf op hoe en wanneer."),
        ("no_reply", "Antwoordde niet", "Antwoordde deze persoon niet op de uitnodiging? Schrijf op wanneer u vroeg."),
        ("not_needed", "Een gesprek is niet nodig", "Waarom is een gesprek hier niet nodig? Schrijf de reden op."),
    )
)
_RECORD = ("Met wie u sprak en op welke dag", "Wat die persoon zei", "Of die persoon het verslag kon nalezen")
_NAMES = {Party.COMPLAINANT: "de klager", Party.ACCUSED: "de persoon over wie de klacht gaat"}


@SETTING.article(answers=("hearing:complainant", "hearing:accused"))
def both_sides_may_tell_their_story(case: Case) -> list[Hearing]:
    """Both are offered a talk; nobody must have one, but leaving it out needs a written reason."""
    if case.status is Status.CLOSED or not runs(case):
        return []
    return [
        Hearing(
            key=party.value,
            party=party,
            must_offer=False,
            waivers=_WAIVERS,
            must_record=_RECORD,
            rights=("Iemand meebrengen", "Stukken meebrengen", "Het verslag nalezen"),
        )
        for party in Party
    ]


@SETTING.article(answers="access:accused")
def accused_reads_what_it_is_about(actor: Actor, case: Case | None, options: Options) -> Access | None:
    """Once invited, the person complained about reads the complaint and the letters, and may answer in writing.

    No article gives this; to hear somebody's side one has to say what it is about. The invitation tells the
    complaint without the name of whoever complains, and so does this copy.
    """
    if case is None or not options.copy_for_accused or not case.sent_to_accused(actor.person):
        return None
    reply = {OwnCopy.REPLY} if case.status is not Status.CLOSED and runs(case) else set[OwnCopy]()
    return Access(
        key="accused",
        sight=Sight.OWN_COPY,
        because="De klacht gaat over u. U ziet waarover ze gaat en welke brieven u kreeg, en u mag reageren.",
        own_copy=frozenset({OwnCopy.COMPLAINT, OwnCopy.LETTERS} | reply),
    )


@SETTING.article(answers=("duty:offer_hearing_complainant", "duty:offer_hearing_accused", "duty:report_of_hearing"))
def offer_and_report(case: Case) -> list[Duty]:
    """Offer each a talk or write down why not; write a report of a talk that took place."""
    if case.status is Status.CLOSED or not runs(case):
        return []
    who = DIRECTOR if staff_against_staff(case.complaint) else HANDLER
    duties = [
        Duty(
            key=f"offer_hearing_{party.value}",
            who=who,
            what=f"Bied {_NAMES[party]} een gesprek aan, of schrijf op waarom dat niet nodig is.",
            done=any(get(party) is not None for get in (case.offered, case.waived, case.heard)),
        )
        for party in Party
    ]
    held = case.all(ev.HearingHeld)
    if held:
        duties.append(
            Duty(
                key="report_of_hearing",
                who=who,
                what="Maak een verslag van het gesprek.",
                done=all(hearing.report is not None for hearing in held),
            )
        )
    return duties
