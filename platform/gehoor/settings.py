"""What differs between installations, from the environment; every name begins with GEHOOR_."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from gehoor.errors import InvalidInput


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`data`: folder of the databases; `tenants`: folder of the municipalities; `https`: behind TLS."""

    data: Path
    tenants: Path
    host: str = "127.0.0.1"
    port: int = 8000
    https: bool = False


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment; raises `InvalidInput` naming the variable."""
    port = environment.get("GEHOOR_PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise InvalidInput(f"GEHOOR_PORT is '{port}'; geef een getal van 1 tot 65535.", field="GEHOOR_PORT")
    https = environment.get("GEHOOR_HTTPS", "0")
    if https not in ("0", "1"):
        raise InvalidInput(f"GEHOOR_HTTPS is '{https}'; geef 0 of 1.", field="GEHOOR_HTTPS")
    return Settings(
        data=Path(environment.get("GEHOOR_DATA", "data")),
        tenants=Path(environment.get("GEHOOR_TENANTS", "tenants")),
        host=environment.get("GEHOOR_HOST", "127.0.0.1"),
        port=int(port),
        https=https == "1",
    )
