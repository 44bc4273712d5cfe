"""A suspended municipality is closed to everybody, tells nothing, and comes back as it was."""

from __future__ import annotations

import pytest

from gehoor.services import hosting
from web.public.conftest import VOORBEELDSTAD, ZALTBOMMEL, Site

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("address", ["/", "/klacht", "/status", "/aanmelden", "/thema.css", "/bestaat-niet"])
async def test_every_page_of_a_suspended_municipality_is_one_plain_line(site: Site, address: str) -> None:
    await hosting.suspend(site.platform.store, ZALTBOMMEL, "Een geheime reden", "host", site.clock.now)
    answer = await site.visitor().get(address)
    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("text/plain")
    assert "tijdelijk niet bereikbaar" in answer.text
    assert not [word for word in ("Zaltbommel", "zaltbommel", "reden") if word in answer.text]
    assert (await site.visitor(VOORBEELDSTAD).get("/")).status_code == 200


async def test_no_complaint_comes_in_while_it_is_closed_and_the_form_works_again_afterwards(site: Site) -> None:
    visitor = site.visitor()
    hidden = await visitor.hidden("/klacht")
    await hosting.suspend(site.platform.store, ZALTBOMMEL, "Storing", "host", site.clock.now)
    assert (await visitor.post("/klacht", hidden)).status_code == 503
    await hosting.resume(site.platform.store, ZALTBOMMEL, "host", site.clock.now)
    assert (await visitor.send()).status_code == 303
