"""The way of a case under each law, up to the state it is wanted in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gehoor.domain.events import Decision, Judgement, Party
from gehoor.services.handling import PartInput, Work

if TYPE_CHECKING:
    from web.wall.stage import Stage


async def dutch(stage: Stage, keeper: str, reference: str, state: str) -> None:
    """Under the Awb and the regulation of Zaltbommel: the handler decides whether the complaint is treated."""
    if state == "withdrawn":
        async with stage.work(keeper, reference) as work:
            await work.close("withdrawn", "De klager trok de klacht in.", consent=True)
    if state in ("received", "withdrawn"):
        return
    async with stage.work(keeper, reference) as work:
        await work.decide(Decision.TREAT, (), "")
    if state == "admitted":
        return
    await stage.assign(keeper, reference, "kees")
    await stage.assign(keeper, reference, "karel")
    async with stage.work("karel", reference) as work:
        if state == "refused":
            await work.decide(Decision.NOT_TREATED, ("objection_possible",), "Er stond bezwaar open.")
            return
        await work.decide(Decision.TREAT, (), "")
        await _handled(work, state, "formal_judgement")


async def flemish(stage: Stage, keeper: str, reference: str, state: str) -> None:
    """Under the klachtenreglement: the coordinator decides and appoints; a staff case goes to the directeur."""
    if state == "withdrawn":
        async with stage.work(keeper, reference) as work:
            await work.close("withdrawn", "De klager trok de klacht in.", consent=True)
    if state in ("received", "withdrawn"):
        return
    async with stage.work(keeper, reference) as work:
        if state == "refused":
            await work.decide(Decision.NOT_TREATED, ("no_interest",), "De klager heeft geen belang.")
            return
        await work.decide(Decision.TREAT, (), "")
    if state == "admitted":
        return
    if state == "handed":
        await stage.assign(keeper, reference, "griet")
        async with stage.work("griet", reference) as work:
            await work.offer_hearing(Party.ACCUSED, work.on + timedelta(days=7))
        return
    async with stage.work(keeper, reference) as work:
        await work.consult("openbaar-domein")
    await stage.assign(keeper, reference, "jonas")
    await stage.assign(keeper, reference, "amina")
    async with stage.work("amina", reference) as work:
        await _handled(work, state, "answered")


async def _handled(work: Work, state: str, way: str) -> None:
    """What the handler does up to this state."""
    if state == "assigned":
        return
    for party in Party:
        await work.offer_hearing(party, work.on + timedelta(days=7))
    await work.record_hearing(tuple(Party), "Beiden vertelden hun verhaal.", separately=False)
    if state == "heard":
        return
    await work.record_findings("Het is zo gebeurd.")
    await work.judge([PartInput(text="De bejegening", judgement=Judgement.UNFOUNDED)], "Geen maatregelen.", "")
    if state == "closed":
        await work.close(way, "Zie de conclusie.", consent=False)
