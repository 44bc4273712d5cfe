"""What every event on the register has, and who in a case it may be about."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

Days = Annotated[int, Meta(ge=1, le=3650)]
Weeks = Annotated[int, Meta(ge=1, le=520)]


class Party(StrEnum):
    """Who in a case."""

    COMPLAINANT = "complainant"
    ACCUSED = "accused"


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """Something that happened to a case on a day in the tenant's time zone."""

    on: date


def kind_of(event: Event) -> str:
    """The code of the kind of event, as it stands on the register."""
    return str(type(event).__struct_config__.tag)
