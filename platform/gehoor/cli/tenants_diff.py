"""`gehoor tenants diff`: shows per area in what the files differ from what is in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gehoor.domain.areas import areas_of, difference, encoded
from gehoor.domain.tenant import Tenant
from gehoor.services import configuration, labels
from gehoor.services.configuration import Version
from gehoor.services.hosting import listed
from gehoor.storage.scope import Store
from gehoor.storage.settings_rows import Source


async def show(store: Store, tenants: Sequence[Tenant]) -> int:
    """Prints the differences; nothing is changed."""
    known = {each.slug for each in await listed(store)}
    for tenant in tenants:
        if tenant.slug not in known:
            print(f"{tenant.slug}: nog niet in werking; 'gehoor tenants apply {tenant.slug}' brengt alles in werking.")
            continue
        async with store.tenant(tenant.slug):
            lines = [line for area, file in areas_of(tenant).items()
                     for line in _area(area, file, await configuration.in_force(area))]  # fmt: skip
        print(f"{tenant.slug}: {'' if lines else 'de bestanden zijn wat in werking is.'}".rstrip())
        print("".join(f"{line}\n" for line in lines), end="")
    return 0


def _area(area: str, file: Any, now: Version | None) -> Iterator[str]:
    if now is None:
        yield f"  {labels.AREAS[area]} ({area}): nog niet in werking"
        return
    if encoded(now.content) == encoded(file):
        return
    if now.source is Source.BROWSER:
        who = f"op {now.at:%Y-%m-%d} in de website gewijzigd door {now.person_id}"
        yield f"  {labels.AREAS[area]} ({area}): {who}; dat blijft gelden"
    else:
        yield f"  {labels.AREAS[area]} ({area}): 'apply' brengt dit in werking"
    old, new = difference(now.content, file)
    yield from (f"    - {line}" for line in _lines("", old))
    yield from (f"    + {line}" for line in _lines("", new))


def _lines(key: str, value: Any) -> Iterator[str]:
    """A document in lines: a table by its keys, an entry of a list on one line."""
    if isinstance(value, dict) and not key.endswith("]"):
        for name, inner in value.items():
            yield from _lines(f"{key}.{name}" if key else name, inner)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for entry in value:
            said = ", ".join(f"{name} = {_said(each)}" for name, each in entry.items() if each not in ("", None, False))
            yield f"{key}: {said}" if key else said
    else:
        yield f"{key} = {_said(value)}" if key else _said(value)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return ", ".join(_said(each) for each in value) or "geen"
    return "leeg" if value in ("", None) else str(value)
