"""The certificate that stays behind when a municipality is removed: as JSON, and as a page in Dutch."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

FORMAT: Final = "gehoor-certificate-1"


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """Who removed what and when, where the export is, and what was destroyed."""

    format: str = FORMAT
    slug: str
    title: str
    regulation: str
    hosts: tuple[str, ...]
    database: str
    #: Who gave the command, by the name of the account on the machine.
    person: str
    started_at: datetime
    finished_at: datetime | None = None
    #: Table -> rows in the export, which are the rows that were destroyed.
    rows: dict[str, int]
    head_position: int
    head_hash: str
    #: What was wrong with the chain of the register when the export was made.
    chain_problems: int
    export: str
    export_sha256: str
    export_size: int
    damaged: list[str]
    key_destroyed: bool = False
    data_destroyed: bool = False


def page(certificate: Certificate) -> str:
    """The certificate in plain words."""
    c = certificate
    lines = [
        f"Verklaring van verwijdering: {c.title}",
        "=" * (len(c.title) + 29),
        "",
        f"Gemeente            {c.title} ({c.slug})",
        f"Adressen            {', '.join(c.hosts) or 'geen'}",
        f"Regeling            {c.regulation}",
        f"Begonnen            {_moment(c.started_at)}",
        f"Klaar               {_moment(c.finished_at) if c.finished_at else 'nog niet'}",
        f"Door                {c.person}",
        "",
        "Wat is uitgevoerd (export)",
        "--------------------------",
        f"Bestand             {c.export}",
        f"Grootte             {c.export_size} bytes",
        f"SHA-256             {c.export_sha256}",
        "De export is na het maken helemaal teruggelezen en klopte. Hij bevat persoonsgegevens: geef hem aan de",
        "gemeente, en vernietig hem hier zodra zij hem heeft.",
        "",
        "Het register",
        "------------",
        f"Gebeurtenissen      {c.head_position}",
        f"Laatste hash        {c.head_hash}",
        f"Fouten in de keten  {c.chain_problems or 'geen'}",
        *([f"Beschadigd          {name}" for name in c.damaged]),
        "",
        "Wat is vernietigd",
        "-----------------",
        f"Sleutel             {'vernietigd' if c.key_destroyed else 'nog niet vernietigd'}",
        f"Gegevens            {'vernietigd' if c.data_destroyed else 'nog niet vernietigd'} ({c.database})",
        *[f"  {name:<18}{count:>8} rijen" for name, count in c.rows.items()],
        f"  {'samen':<18}{sum(c.rows.values()):>8} rijen",
        "",
        "Reservekopieën van vóór deze dag zijn niet geraakt. Daarin kan de sleutel nog staan. Vernietig ze zodra hun",
        "bewaartermijn voorbij is.",
    ]
    return "\n".join(lines) + "\n"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
