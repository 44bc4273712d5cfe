"""The complaint regulation of the municipality of Zaltbommel on top of the Algemene wet bestuursrecht."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from gehoor.regulation import Layer, Regulation, hookimpl
from nl_awb_zaltbommel.awb import hooks as awb_hooks
from nl_awb_zaltbommel.awb.source import ATW, AWB, SELECTIELIJST
from nl_awb_zaltbommel.circumstances import CIRCUMSTANCES
from nl_awb_zaltbommel.options import Options
from nl_awb_zaltbommel.wording import BODIES
from nl_awb_zaltbommel.zaltbommel_2008 import hooks as zaltbommel_hooks
from nl_awb_zaltbommel.zaltbommel_2008.source import ZALTBOMMEL

#: Every text this plugin reads, the most general first; a layer carries one of them, so ATW and the list stand here.
LAWS = (AWB, ATW, SELECTIELIJST, ZALTBOMMEL)

KLACHTENREGELING_2008 = Regulation(
    id="nl/zaltbommel/klachtenregeling",
    title="Klachtenregeling gemeente Zaltbommel 2008",
    in_force=date(2008, 11, 15),
    adopted=date(2008, 11, 20),
    edition="2026.1",
    layers=(
        Layer(law=AWB, hooks=awb_hooks),
        Layer(law=ZALTBOMMEL, hooks=zaltbommel_hooks),
    ),
    options=Options,
    letters=str(Path(__file__).parent / "letters"),
    remark=(
        "De regeling werkt vanaf 15 november 2008 en is vastgesteld op 20 november 2008: vijf dagen met terugwerkende"
        " kracht. De Algemene wet bestuursrecht is gelezen zoals zij luidt op 1 juli 2026."
    ),
    circumstances=CIRCUMSTANCES,
    bodies=BODIES,
)


@hookimpl
def regulations() -> Sequence[Regulation]:
    """The one version of this regulation."""
    return (KLACHTENREGELING_2008,)
