"""Who may come back to a refusal: whoever decides by law, and not whoever only advises."""

from __future__ import annotations

from pathlib import Path

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Decision
from gehoor.services import dossier as dossiers
from web.wall.stage import FL, NL, Stage, on_stage

pytestmark = pytest.mark.anyio


async def decides(stage: Stage, person: str, reference: str) -> bool:
    async with stage.work(person, reference) as work:
        return work.decides(await dossiers.by_reference(work.place, reference))


async def test_in_zaltbommel_the_handler_comes_back_to_a_refusal_and_the_coordinator_advises(tmp_path: Path) -> None:
    """Artikel 8 lid 3: "naar het oordeel van de klachtbehandelaar"; artikel 3 lid 2 a: the coordinator reports."""
    async with on_stage(NL, tmp_path) as stage:
        reference = (await stage.case("refused")).reference
        assert await decides(stage, "karel", reference)
        assert not await decides(stage, "noor", reference)
        async with stage.work("noor", reference) as work:
            found = await work.decide(Decision.TREAT, (), "")
        assert isinstance(found.case.last(ev.AdmissibilityAdvised), ev.AdmissibilityAdvised)
        assert found.case.decision is not None
        assert found.case.decision.decision is Decision.NOT_TREATED
        async with stage.work("karel", reference) as work:
            found = await work.decide(Decision.TREAT, (), "")
        assert found.case.decision is not None
        assert found.case.decision.decision is Decision.TREAT


async def test_in_flanders_the_coordinator_decided_and_comes_back_to_it(tmp_path: Path) -> None:
    async with on_stage(FL, tmp_path) as stage:
        reference = (await stage.case("refused")).reference
        assert await decides(stage, "lies", reference)
        async with stage.work("lies", reference) as work:
            found = await work.decide(Decision.TREAT, (), "")
        assert found.case.decision is not None
        assert found.case.decision.decision is Decision.TREAT
