"""A staff case that was given to the algemeen directeur before anybody decided is decided by that person."""

from __future__ import annotations

import pytest

from gehoor.domain.complaint import ComplainantKind
from gehoor.domain.events import Decision
from gehoor.services import dossier
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
FL = "voorbeeldstad"


async def test_the_director_decides_on_admissibility_after_the_transfer(town: Town) -> None:
    reference = await town.filed(FL, kind=ComplainantKind.EMPLOYEE)
    coordinator = await town.signed_in(FL, "coordinator")
    await coordinator.open(f"/zaak/{reference}/toewijzen")
    chosen = {"aanwijzen-keuze": "griet:algemeen_directeur:", "aanwijzen-verklaring": "ja"}
    await coordinator.send(f"/zaak/{reference}/aanwijzen", chosen)
    await coordinator.open(f"/zaak/{reference}", status=403)
    director = await town.signed_in(FL, "directeur")
    await director.open(f"/zaak/{reference}/beoordelen")
    await director.send(f"/zaak/{reference}/besluit", {"besluit-keuze": "treat"})
    async with town.platform.at(FL) as place:
        found = await dossier.by_reference(place, reference)
    assert found.case.decision is not None
    assert found.case.decision.decision is Decision.TREAT
