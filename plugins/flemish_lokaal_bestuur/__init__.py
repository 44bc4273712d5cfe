"""The complaint regulation of a Flemish city and its OCMW, under the decree on local government."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from flemish_lokaal_bestuur.bestuursdecreet.source import LAW as BESTUURSDECREET
from flemish_lokaal_bestuur.circumstances import CIRCUMSTANCES
from flemish_lokaal_bestuur.decreet_lokaal_bestuur import hooks as decreet_hooks
from flemish_lokaal_bestuur.decreet_lokaal_bestuur.source import LAW as DECREET
from flemish_lokaal_bestuur.klachtenreglement import hooks as klachtenreglement_hooks
from flemish_lokaal_bestuur.klachtenreglement.source import LAW as KLACHTENREGLEMENT
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.signing import BODIES
from flemish_lokaal_bestuur.setting.source import SETTING
from gehoor.regulation import Layer, Regulation, hookimpl

#: All texts this plugin reads; each must be covered to the last point.
LAWS = (DECREET, BESTUURSDECREET, KLACHTENREGLEMENT, SETTING)

VOORBEELDSTAD = Regulation(
    id="be-vl/voorbeeldstad/klachtenreglement",
    title="Klachtenreglement stad en OCMW Voorbeeldstad",
    in_force=date(2019, 5, 1),
    edition="2026.1",
    layers=(
        Layer(law=DECREET, hooks=decreet_hooks),
        Layer(law=KLACHTENREGLEMENT, hooks=klachtenreglement_hooks),
    ),
    options=Options,
    language="nl-BE",
    time_zone="Europe/Brussels",
    letters=str(Path(__file__).parent / "letters"),
    remark=(
        "De tekst noemt geen dag waarop het reglement is vastgesteld. Voor het fictieve Voorbeeldstad geldt"
        " 1 mei 2019 als dag van inwerkingtreding, na het besluit van de gemeenteraad en de raad voor maatschappelijk"
        " welzijn van 23 april 2019 dat artikel 7 noemt."
    ),
    circumstances=CIRCUMSTANCES,
    bodies=BODIES,
)


@hookimpl
def regulations() -> Sequence[Regulation]:
    """The one version there is."""
    return [VOORBEELDSTAD]
