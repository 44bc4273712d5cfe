"""How long a complaint file may be kept at most."""

from __future__ import annotations

from flemish_lokaal_bestuur.bestuursdecreet.source import LAW
from gehoor.domain.calendar import end_of, years
from gehoor.domain.case import Case
from gehoor.regulation import Retention

LONGEST = 5


@LAW.article("III.87", lid="1/1", answers="retention:complaint")
def five_years_at_most(case: Case, kept_for: int = LONGEST) -> Retention:
    """Documents about treating a complaint that hold personal data are kept five years at most after closing.

    The board may choose fewer years and must then give its reasons; longer is only possible without
    personal data.
    """
    kept = min(kept_for, LONGEST)
    closed_on = case.closed_on
    return Retention(
        key="complaint",
        result_class="klacht",
        title=f"Klachtendossier: hoogstens {kept} jaar na het afsluiten",
        years=kept,
        counted_from=closed_on,
        destroy_on=end_of(years(kept), closed_on) if closed_on else None,
        remark=(
            "De termijn telt vanaf het afsluiten van de klacht, ook als het natraject nog loopt. Hou de gegevens die"
            " voor het natraject nog nodig zijn zonder persoonsgegevens bij. Bij een geschil kan de vernietiging"
            " worden opgeschort. Ga na welke selectieregel van het Serieregister geldt."
        ),
    )
