"""How often something was tried at the operator's door, counted in the control tables for all processes."""

from __future__ import annotations

from datetime import datetime

import msgspec

from gehoor.storage.attempts import Tried
from gehoor.storage.control import Control
from gehoor.storage.rows import moment


async def lock(control: Control, rule: str, key_hash: str, at: datetime) -> Tried:
    """How often this was tried; until the end of the transaction nobody else can ask."""
    # An update that changes nothing takes the row's lock, and gives the row also where it was there, on both databases.
    rows = await control.run(
        "INSERT INTO operator_attempt (rule, key_hash, times, last_at) VALUES ({}, {}, 0, {}) "
        "ON CONFLICT (rule, key_hash) DO UPDATE SET times = operator_attempt.times RETURNING times, last_at",
        rule, key_hash, moment(at),
    )  # fmt: skip
    return msgspec.convert(rows[0], Tried)


async def write(control: Control, rule: str, key_hash: str, tried: Tried) -> None:
    """Write down how often this was tried."""
    await control.run(
        "UPDATE operator_attempt SET times = {}, last_at = {} WHERE rule = {} AND key_hash = {}",
        tried.times, moment(tried.last_at), rule, key_hash,
    )  # fmt: skip


async def forget(control: Control, rule: str, key_hash: str) -> None:
    """Forget how often this was tried."""
    await control.run("DELETE FROM operator_attempt WHERE rule = {} AND key_hash = {}", rule, key_hash)


async def give_back(control: Control, rule: str, key_hash: str) -> None:
    """One try less, for it was a right one."""
    await control.run(
        "UPDATE operator_attempt SET times = times - 1 WHERE rule = {} AND key_hash = {} AND times > 0", rule, key_hash
    )


async def forget_before(control: Control, at: datetime) -> None:
    """Forget everything that was last tried before this moment."""
    await control.run("DELETE FROM operator_attempt WHERE last_at < {}", moment(at))
