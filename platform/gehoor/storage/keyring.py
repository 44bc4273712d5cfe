"""The keys of the tenants: one each, locked by the master key, kept in the control database."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from gehoor.storage import operators
from gehoor.storage.control import Control, require
from gehoor.storage.engine import CONTROL_IS_OPEN
from gehoor.storage.master_key import FILE_NAME, MasterKey, WrongMasterKey, read_or_make
from gehoor.storage.sealing import KEY_BYTES, Damaged, Sealer

_KEYS: Final = "SELECT slug, wrapped FROM tenant_key WHERE destroyed_at IS NULL ORDER BY slug"


class Keyring:
    """The sealers of the tenants that were opened; without a master key it uses the one in the data folder."""

    def __init__(self, control: Control, data: Path, master: MasterKey | None = None) -> None:
        self._control, self._data, self._master = control, data, master
        self._sealers: dict[str, Sealer] = {}
        #: The locked keys these sealers were made of.
        self._made_of: dict[str, bytes] = {}

    def known(self, slug: str) -> Sealer | None:
        """The sealer of a tenant that was opened before."""
        return self._sealers.get(slug)

    async def sealer_of(self, slug: str) -> Sealer:
        """The sealer of a tenant; raises `WrongMasterKey`, and `UnknownTenant` when there is no such tenant."""
        sealer = self._sealers.get(slug)
        if sealer is None:
            await require(self._control, slug)
            sealer, wrapped = await self._read(slug)
            self._sealers[slug], self._made_of[slug] = sealer, wrapped
        return sealer

    def notice(self, slug: str, wrapped: bytes | None) -> None:
        """Whoever enters says how the key of this tenant stands locked now: another one is read again first.

        So also a process that runs on seals nothing with a key that was destroyed, or that was made anew meanwhile.
        """
        if slug in self._sealers and self._made_of[slug] != wrapped:
            self.forget(slug)

    async def _read(self, slug: str) -> tuple[Sealer, bytes]:
        """Read, with the master key that is in its file by now when the one in memory does not fit."""
        master = await self.master()
        try:
            return await _sealer_and_key(self._control, master, slug)
        except WrongMasterKey:
            if master.path is None:
                raise
            again = MasterKey.from_file(master.path)
            found = await _sealer_and_key(self._control, again, slug)
            self._master = again
            return found

    def forget(self, slug: str) -> None:
        """Read the key of this tenant again when somebody comes for it: it was destroyed, or made anew."""
        self._sealers.pop(slug, None)
        self._made_of.pop(slug, None)

    async def check(self) -> None:
        """Refuse a master key that does not fit the keys that are there; raises `WrongMasterKey`."""
        master = await self.master()
        for row in await self._control.run(_KEYS):
            _refuse_another(master, bytes(row["wrapped"]), str(row["slug"]))

    async def master(self) -> MasterKey:
        """The master key. The file in the data folder is made at the first start only.

        When tenants have keys already, a missing file was lost or is not mounted: a new key would open nothing.
        """
        if self._master is None:
            path = self._data / FILE_NAME
            used = await self._control.run("SELECT 1 AS used FROM tenant_key WHERE destroyed_at IS NULL LIMIT 1")
            self._master = MasterKey.from_file(path) if used else read_or_make(path)
        return self._master


async def sealer_of(control: Control, master: MasterKey, slug: str) -> Sealer:
    """The sealer of a tenant; the first time its key is made, and of two processes at once one makes it."""
    return (await _sealer_and_key(control, master, slug))[0]


async def _sealer_and_key(control: Control, master: MasterKey, slug: str) -> tuple[Sealer, bytes]:
    wrapped = await _wrapped(control, slug)
    if wrapped is None:
        fresh = master.lock(secrets.token_bytes(KEY_BYTES), slug)
        await control.run(
            "INSERT INTO tenant_key (slug, wrapped) VALUES ({}, {}) ON CONFLICT (slug) DO NOTHING", slug, fresh
        )
        wrapped = await _wrapped(control, slug) or b""
    _refuse_another(master, wrapped, slug)
    return Sealer(_opener(master, wrapped, slug)), wrapped


async def destroy(control: Control, slug: str) -> None:
    """Destroys the key of a tenant: everything that was sealed with it, also in copies elsewhere, stays shut.

    Not inside a transaction on the control tables: the key would then stay readable in SQLite's journal.
    """
    await control.run(
        "UPDATE tenant_key SET wrapped = {}, destroyed_at = CURRENT_TIMESTAMP WHERE slug = {} AND destroyed_at IS NULL",
        b"",
        slug,
    )
    if control.kind == "sqlite" and not CONTROL_IS_OPEN.get():
        await control.run("PRAGMA wal_checkpoint(TRUNCATE)")


async def rotate(control: Control, old: MasterKey, new: MasterKey) -> int:
    """Locks all keys with the new master key instead of the old one, all or none; gives how many it changed."""
    changed = 0
    async with control.transaction():
        for row in await control.run(_KEYS):
            slug, wrapped = str(row["slug"]), bytes(row["wrapped"])
            if new.locked(wrapped):
                continue
            locked = new.lock(old.unlock(wrapped, slug), slug)
            await control.run("UPDATE tenant_key SET wrapped = {} WHERE slug = {}", locked, slug)
            changed += 1
        # The keys of the operators' apps are under the master key itself.
        changed += await operators.relock(control, old, new)
    return changed


async def fitting(control: Control, master: MasterKey) -> dict[str, bool]:
    """For each tenant with a key whether this master key opens it."""
    return {
        str(row["slug"]): _opens(master, bytes(row["wrapped"]), str(row["slug"])) for row in await control.run(_KEYS)
    }


async def fitting_operators(control: Control, master: MasterKey) -> dict[str, bool]:
    """For each operator whether this master key opens the key of the app."""
    found = {}
    for login in await operators.logins(control):
        operator = await operators.of_login(control, login)
        if operator is not None:
            found[login] = _opens(master, operator.totp, operators.about(login))
    return found


def _opens(master: MasterKey, wrapped: bytes, name: str) -> bool:
    try:
        master.unlock(wrapped, name)
    except (WrongMasterKey, Damaged):
        return False
    return True


async def _wrapped(control: Control, slug: str) -> bytes | None:
    rows = await control.run("SELECT wrapped, destroyed_at FROM tenant_key WHERE slug = {}", slug)
    if not rows:
        return None
    if rows[0]["destroyed_at"] is not None:
        raise Damaged(f"De sleutel van '{slug}' is vernietigd. Wat ermee was versleuteld, kan niemand meer openen.")
    return bytes(rows[0]["wrapped"])


def _refuse_another(master: MasterKey, wrapped: bytes, slug: str) -> None:
    """Raises `WrongMasterKey` for another master key; the library for sealing is not needed to tell."""
    if not master.locked(wrapped):
        master.unlock(wrapped, slug)


def _opener(master: MasterKey, wrapped: bytes, slug: str) -> Callable[[], bytes]:
    return lambda: master.unlock(wrapped, slug)
