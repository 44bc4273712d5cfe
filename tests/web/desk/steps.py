"""Steps that more than one test takes, through the forms of the pages."""

from __future__ import annotations

from web.desk.browser import Browser


async def assign_in_zaltbommel(browser: Browser, reference: str) -> None:
    """The coordinator advises to treat and appoints the head of Burgerzaken."""
    await browser.open(f"/zaak/{reference}/beoordelen")
    await browser.send(
        f"/zaak/{reference}/besluit", {"besluit-keuze": "treat", "besluit-reden": "Een duidelijke klacht."}
    )
    await browser.open(f"/zaak/{reference}/toewijzen")
    await browser.send(
        f"/zaak/{reference}/aanwijzen",
        {"aanwijzen-keuze": "karel:afdelingshoofd:burgerzaken", "aanwijzen-verklaring": "ja"},
    )


async def decide_and_assign_in_flanders(
    browser: Browser, reference: str, choice: str, *, consult: str = "openbaar-domein", reason: str = ""
) -> None:
    """The coordinator decides that the complaint is admissible, consults the service and appoints somebody."""
    await browser.open(f"/zaak/{reference}/beoordelen")
    await browser.send(f"/zaak/{reference}/besluit", {"besluit-keuze": "treat"})
    await browser.open(f"/zaak/{reference}/toewijzen")
    if consult:
        await browser.send(f"/zaak/{reference}/overleg", {"overleg-dienst": consult})
    await browser.send(
        f"/zaak/{reference}/aanwijzen",
        {"aanwijzen-keuze": choice, "aanwijzen-reden": reason, "aanwijzen-verklaring": "ja"},
    )
