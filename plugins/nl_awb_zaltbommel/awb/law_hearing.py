"""Awb 9:10: who is offered to be heard, when the complainant need not be, and the report."""

from __future__ import annotations

from gehoor.domain.events import Party
from gehoor.regulation import Duty, Hearing, Waiver
from nl_awb_zaltbommel.awb.law_traffic import right_to_assistance
from nl_awb_zaltbommel.awb.source import AWB, AWB_9_10_1, AWB_9_10_2, AWB_9_10_3
from nl_awb_zaltbommel.standing import Standing

_OFFER_KEY = {Party.COMPLAINANT: "offer_hearing_complainant", Party.ACCUSED: "offer_hearing_accused"}
_OFFER_WHAT = {
    Party.COMPLAINANT: "Bied de klager aan om gehoord te worden",
    Party.ACCUSED: "Bied de beklaagde aan om gehoord te worden",
}


def offer(party: Party, now: Standing, who: str) -> Duty:
    """The duty to offer a hearing to a party."""
    return Duty(key=_OFFER_KEY[party], who=who, what=_OFFER_WHAT[party], done=party in now.answered)


@AWB.article("9:10", lid="1", answers=tuple(f"duty:{key}" for key in _OFFER_KEY.values()))
def both_may_be_heard(now: Standing) -> list[Duty]:
    """Complainant and accused both get the opportunity to be heard."""
    if not now.under_way:
        return []
    return [offer(Party.COMPLAINANT, now, "bestuursorgaan"), offer(Party.ACCUSED, now, "bestuursorgaan")]


WAIVERS_COMPLAINANT = (
    Waiver(
        key="manifestly_unfounded",
        title="De klacht is kennelijk ongegrond",
        question="Is zonder verder onderzoek voor iedereen duidelijk dat de klacht niet klopt? Schrijf op waarom.",
        basis=(AWB.cite("9:10", "2", "a"),),
    ),
    Waiver(
        key="waived",
        title="De klager wil niet gehoord worden",
        question="Heeft de klager verklaard geen gebruik te maken van het recht om gehoord te worden? Wanneer en hoe?",
        basis=(AWB.cite("9:10", "2", "b"),),
    ),
    Waiver(
        key="no_reply",
        title="De klager heeft niet op tijd gereageerd",
        question="Kreeg de klager een redelijke termijn om te zeggen dat hij gehoord wil worden, en is die voorbij?",
        basis=(AWB.cite("9:10", "2", "c"),),
    ),
)
#: The statute knows no ground to leave out the accused; that the accused declines the offer is a fact to record.
DECLINED_BY_ACCUSED = (
    Waiver(
        key="declined",
        title="De beklaagde ziet ervan af",
        question="Heeft de beklaagde zelf gezegd dat hij niet gehoord wil worden? Wanneer en hoe?",
        basis=(AWB_9_10_1,),
    ),
)
RECORD_HEARING = ("het verslag van het horen",)
RECORD_WAIVER = "waarom de klager niet is gehoord: alleen op een van de drie gronden van artikel 9:10 lid 2 Awb"
RECORD_DECLINED = "dat de beklaagde zelf van het horen afzag"


@AWB.article("9:10", lid="1", answers=("hearing:complainant", "hearing:accused"), also=(AWB_9_10_2, AWB_9_10_3))
def hearing_of_both(now: Standing) -> list[Hearing]:
    """The offer to both, the grounds to leave out the complainant, and the report."""
    rights = (right_to_assistance(),)
    return [
        Hearing(
            key="complainant",
            party=Party.COMPLAINANT,
            must_offer=now.under_way,
            waivers=WAIVERS_COMPLAINANT,
            must_record=(*RECORD_HEARING, RECORD_WAIVER),
            rights=rights,
        ),
        Hearing(
            key="accused",
            party=Party.ACCUSED,
            must_offer=now.under_way,
            waivers=DECLINED_BY_ACCUSED,
            must_record=(*RECORD_HEARING, RECORD_DECLINED),
            rights=rights,
        ),
    ]


AWB.no_code(
    "9:10",
    "Its three grounds are the waivers in the answer of lid 1; they hold for the complainant only.",
    lid="2",
)


@AWB.article("9:10", lid="3", answers="duty:report_of_hearing")
def hearing_is_reported(now: Standing) -> Duty | None:
    """Of every hearing a report is made; the form is free."""
    if not now.heard or now.closed:
        return None
    return Duty(
        key="report_of_hearing",
        who="bestuursorgaan",
        what="Maak een verslag van het horen",
        done=not now.report_missing,
    )
