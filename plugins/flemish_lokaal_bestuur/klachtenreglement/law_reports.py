"""Article 7 of the complaint regulation: the four yearly reports, sentence by sentence."""

from __future__ import annotations

from flemish_lokaal_bestuur.decreet_lokaal_bestuur.source import LAW as DECREET
from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.source import BY_SETTING
from gehoor.regulation import ReportSection

_DECREET = DECREET.cite("303", "3")


@LAW.article(
    "7", lid="1", answers="report:gemeenteraad", overrides="decreet_lokaal_bestuur", also=(_DECREET, BY_SETTING)
)
def director_to_the_council(year: int, options: Options) -> ReportSection:
    """The algemeen directeur reports yearly to the council on the complaints lodged against the municipality.

    The text names no day: the board sets one. The council sits in public, so no personal data.
    """
    return ReportSection(
        key="gemeenteraad",
        title=f"Jaarrapport klachten tegen de gemeente {year}",
        by="algemeen_directeur",
        to="gemeenteraad",
        about="klachten tegen de stad",
        entity="stad",
        public=True,
        note="reports/municipal_council",
        due=options.report_day(year + 1),
    )


@LAW.article(
    "7",
    lid="2",
    answers="report:raad_maatschappelijk_welzijn",
    overrides="decreet_lokaal_bestuur",
    also=(_DECREET, BY_SETTING),
)
def director_to_the_ocmw_council(year: int, options: Options) -> ReportSection:
    """The algemeen directeur reports yearly to the OCMW council on the complaints lodged against the OCMW."""
    return ReportSection(
        key="raad_maatschappelijk_welzijn",
        title=f"Jaarrapport klachten tegen het OCMW {year}",
        by="algemeen_directeur",
        to="raad voor maatschappelijk welzijn",
        about="klachten tegen het OCMW",
        entity="ocmw",
        public=True,
        note="reports/ocmw_council",
        due=options.report_day(year + 1),
    )


@LAW.article("7", lid="3", answers="report:managementteam", also=(BY_SETTING,))
def coordinator_to_the_management_team(year: int, options: Options) -> ReportSection:
    """The coordinator reports yearly to the management team, with a focus on the procedure."""
    return ReportSection(
        key="managementteam",
        title=f"Procesrapport klachtenbehandeling {year}",
        by="klachtencoordinator",
        to="managementteam",
        about="procedure",
        public=False,
        note="reports/management_team",
        due=options.report_day(year + 1),
    )


@LAW.article("7", lid="4", answers="report:quality", also=(BY_SETTING,))
def report_of_improvements(year: int, options: Options) -> ReportSection:
    """A report proposes improvements within the system of organisational control that both councils approved.

    The text does not say who writes it or for whom: we read the algemeen directeur, who keeps that system, for
    both councils, who approved it.
    """
    return ReportSection(
        key="quality",
        title=f"Verslag kwaliteitsverbeteringen {year}",
        by="algemeen_directeur",
        to="gemeenteraad en raad voor maatschappelijk welzijn",
        about="kwaliteitsverbeteringen",
        public=False,
        note="reports/improvements",
        due=options.report_day(year + 1),
    )
