"""What the options of a regulation say of themselves: a title, an explanation, and the article they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

import msgspec

#: The basis of what no article gives: the board chooses it, and everything that follows from it says so.
BY_THE_BOARD: Final = "instelling van het bestuur"


def about(
    title: str,
    explanation: str,
    basis: str = BY_THE_BOARD,
    *,
    choices: Mapping[str, str] | None = None,
    fed_by: str = "",
) -> msgspec.Meta:
    """What an administrator must know of a field of the options; stands in its `Annotated`.

    `choices` gives the Dutch words of values. `fed_by` names the area of the settings that fills the field, so
    that it is not entered among the options.
    """
    extra: dict[str, Any] = {"basis": basis}
    if choices:
        extra["choices"] = dict(choices)
    if fed_by:
        extra["fed_by"] = fed_by
    return msgspec.Meta(title=title, description=explanation, extra=extra)


@cache
def fed_fields(options: type[msgspec.Struct]) -> Mapping[str, str]:
    """Field -> the area of the settings that fills it; asked at each rulebook, so the answer is kept."""
    return {
        name: str(said.extra["fed_by"])
        for name, kind in get_type_hints(options, include_extras=True).items()
        if get_origin(kind) is Annotated
        for said in get_args(kind)[1:]
        if isinstance(said, msgspec.Meta) and said.extra and "fed_by" in said.extra
    }
