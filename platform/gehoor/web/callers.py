"""Where a request comes from, for whatever counts wrong attempts."""

from __future__ import annotations

import ipaddress

from gehoor.web.here import AnyRequest, place_of, platform_of


def caller_of(request: AnyRequest) -> str:
    """Where a request comes from, for this municipality."""
    return f"{place_of(request).tenant.slug} {network_of(request)}"


def network_of(request: AnyRequest) -> str:
    """Where a request comes from.

    With https a proxy of ours stands before us, which writes the address of the caller last. A connection
    with the newer kind of address has a whole network of them, so the network counts.
    """
    address = request.client.host if request.client else ""
    forwarded = request.headers.get("x-forwarded-for", "") if platform_of(request).settings.https else ""
    address = forwarded.rpartition(",")[2].strip() or address
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    return str(ipaddress.ip_network((known, 64 if known.version == 6 else 32), strict=False))
