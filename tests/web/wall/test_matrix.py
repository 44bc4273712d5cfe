"""The whole site against the table: every office, every page and step, every state, under both laws."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from gehoor.regulation.answers import Part
from gehoor.services import break_glass, dossier, notices
from gehoor.services.notice_words import OVERDUE
from gehoor.storage import notices as kept_notices
from gehoor.storage.scope import transaction
from gehoor.web.desk.registry import ACTIONS
from gehoor.web.desk.registry import SECTIONS as KNOWN_SECTIONS
from web.desk.browser import forms_on
from web.wall import routes, table
from web.wall.stage import FL, NAME, NL, SECRET, STREET, Case, Stage, on_stage

pytestmark = pytest.mark.anyio
TABLES = {NL: table.ZALTBOMMEL, FL: table.VOORBEELDSTAD}
#: Positions in cases of their own; all others are seen in the cases about a colleague.
SERIES = {
    "accused_coordinator": "about_coordinator",
    "deputy_for_accused": "about_coordinator",
    "involved_coordinator": "with_coordinator",
    "in_an_emergency": "opened",
}
#: A stand that no case has: a step that is permitted is refused for it and changes nothing.
NO_STAND = "999999"
STEPS, APPOINT = routes.STEPS.split(), routes.APPOINT.split()


@dataclass
class Row:
    """One row of the table: column -> its signs."""

    office: str
    cells: dict[str, str]


def rows_of(text: str) -> list[Row]:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("---")]
    columns = lines[0].split()
    rows = []
    for line in lines[1:]:
        office, *cells = line.split()
        assert len(cells) == len(columns), line
        rows.append(Row(office, dict(zip(columns, cells, strict=True))))
    return rows


ROWS = [(slug, row) for slug, text in TABLES.items() for row in rows_of(text)]
NO_CASE = [(slug, row) for slug in TABLES for row in rows_of(table.NO_CASE) if row.office in table.PEOPLE[slug]]


@dataclass
class Played:
    """A municipality with its cases: series -> the case in each state."""

    stage: Stage
    series: dict[str, list[Case]]
    #: Reference -> the number of its emergency opening.
    openings: dict[str, int]
    #: Reference -> the number of a notice for the coordinator.
    notices: dict[str, int]


@pytest.fixture(scope="module")
async def played(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, Played]]:
    """Both municipalities, each with a case in every state for every series."""
    async with (
        on_stage(NL, tmp_path_factory.mktemp("nl")) as dutch,
        on_stage(FL, tmp_path_factory.mktemp("fl")) as flemish,
    ):
        yield {stage.slug: await play(stage) for stage in (dutch, flemish)}


async def play(stage: Stage) -> Played:
    states = table.STATES[stage.slug].split()
    keeper = stage.coordinator
    series = {
        "about_colleague": [await stage.case(state) for state in states],
        "about_coordinator": [await stage.case(state, accused=keeper) for state in states],
        "with_coordinator": [await stage.case(state, accused="", involved=frozenset({keeper})) for state in states],
        "opened": [await stage.case(state) for state in states],
        "to_end": [await stage.case(state) for state in states],
    }
    openings: dict[str, int] = {}
    administrator = table.PEOPLE[stage.slug]["administrator"]
    async with stage.platform.at(stage.slug) as place:
        actor = place.actor(administrator, place.day(stage.now))
        for name in ("about_coordinator", "with_coordinator", "opened", "to_end"):
            for case in series[name]:
                why = "De pagina van deze zaak geeft een fout."
                opened = await break_glass.open_case(place, actor, case.reference, why, stage.now)
                openings[case.reference] = opened.id
    return Played(stage, series, openings, await told(stage, [case for cases in series.values() for case in cases]))


async def told(stage: Stage, cases: list[Case]) -> dict[str, int]:
    """A notice for the coordinator about each of these cases."""
    numbers = {}
    async with stage.platform.at(stage.slug) as place:
        for case in cases:
            case_id = (await dossier.by_reference(place, case.reference)).case_id
            async with transaction():
                await notices.put(place, Part.COORDINATOR, OVERDUE, case_id, "x", stage.now, f"wall:{case_id}")
            numbers[case.reference] = await kept_notices.newest_id()
    return numbers


def case_addresses(column: str, case: Case, played: Played) -> list[tuple[str, str]]:
    """Method and address of everything that belongs to a column, for one case."""
    base, own, openings = f"/zaak/{case.reference}", f"/mijn-zaken/{case.reference}", played.openings
    return {
        "dossier": [("GET", base), *(("GET", f"{base}/{section}") for section in routes.SECTIONS.split())],
        "papers": [
            ("GET", f"{base}/brief/{case.letter}"),
            ("GET", f"{base}/brief/{case.letter}.pdf"),
            ("GET", f"{base}/bijlage/{case.attachment}"),
        ],
        "steps": [("POST", f"{base}/{step}") for step in STEPS],
        "appoint": [("POST", f"{base}/{step}") for step in APPOINT],
        "copy": [("GET", own), *(("GET", f"{own}/brief/{case.copied or case.letter}{pdf}") for pdf in ("", ".pdf"))],
        "enclosed": [("GET", f"{own}/bijlage/{case.attachment}")],
        "reply": [("POST", f"{own}/reactie")],
        "end": [("POST", f"/noodtoegang/{openings.get(case.reference, 0)}/beeindigen")],
        "seen": [("POST", f"/noodtoegang/{openings.get(case.reference, 0)}/gezien")],
        "told": [("POST", f"/meldingen/{played.notices[case.reference]}/gezien")],
    }[column]


SIGNS = {401: "s", 403: "x", 404: ".", 200: "+", 303: "+", 409: "+", 422: "+"}


async def sign_of(stage: Stage, person: str, method: str, address: str, column: str) -> str:
    """What this person gets to see at this address; a refusal must not tell what is in the case."""
    if method == "GET":
        answer = await stage.get(person, address)
    else:
        answer = await stage.post(person, address, stand=NO_STAND, reactie="Ik zag het anders.")
    sign = SIGNS.get(answer.status_code, str(answer.status_code))
    if column == "reply" and answer.status_code == 422:
        sign = "-"
    if sign not in "+-":
        assert not any(word in answer.text for word in (SECRET, NAME, STREET)), f"{person} reads too much at {address}"
    return sign


async def row_in(played: Played, row: Row, column: str) -> str:
    """The signs of a cell as the site gives them; where one state gives several, they stand between brackets."""
    stage, person = played.stage, table.PEOPLE[played.stage.slug][row.office]
    name = SERIES.get(row.office, "about_colleague")
    if column in ("end", "seen") and name in ("about_colleague", "opened"):
        name = "to_end"
    signs = []
    for place, case in enumerate(played.series[name]):
        addresses = case_addresses(column, case, played)
        if column == "steps" and row.cells[column][place] == "+" and place != AS_POSTED:
            # Where steps are permitted each answer is a whole page. That they are offered in each state stands in
            # the other table; that each is taken from whoever may, is seen in one state.
            addresses = addresses[:2]
        found = {await sign_of(stage, person, method, address, column) for method, address in addresses}
        signs.append(found.pop() if len(found) == 1 else f"({''.join(sorted(found))})")
    return "".join(signs)


#: The state in which every permitted step is sent: the case is at the handler.
AS_POSTED = 2


async def listed(played: Played, row: Row) -> str:
    """The signs of the work list, over all its pages."""
    stage, person = played.stage, table.PEOPLE[played.stage.slug][row.office]
    cases = played.series[SERIES.get(row.office, "about_colleague")]
    said, address = "", "/werkvoorraad?toon=alle"
    while address:
        answer = await stage.get(person, address)
        if answer.status_code == 401:
            return "s" * len(cases)
        assert answer.status_code == 200
        assert not any(word in answer.text for word in (SECRET, NAME, STREET))
        said += answer.text
        after = answer.text.partition('href="/werkvoorraad?na=')[2].partition('"')[0]
        address = f"/werkvoorraad?na={after}&toon=alle".replace("&amp;toon=alle", "") if after else ""
    return "".join(
        "+" if f'href="/zaak/{case.reference}"' in said else "n" if case.reference in said else "." for case in cases
    )


@pytest.mark.parametrize(("slug", "row"), ROWS, ids=[f"{slug}-{row.office}" for slug, row in ROWS])
async def test_the_site_opens_to_each_office_what_the_table_says(
    played: dict[str, Played], slug: str, row: Row
) -> None:
    found = {}
    for column in row.cells:
        if column == "list":
            found[column] = await listed(played[slug], row)
        else:
            found[column] = await row_in(played[slug], row, column)
    assert found == row.cells


@pytest.mark.parametrize(("slug", "row"), NO_CASE, ids=[f"{slug}-{row.office}" for slug, row in NO_CASE])
async def test_pages_about_no_case_open_to_the_offices_of_the_table(
    played: dict[str, Played], slug: str, row: Row
) -> None:
    found = {}
    for column, addresses in routes.ABOUT_NO_CASE.items():
        # Of what has a number, one that is nobody's: only whoever may look hears that it is not there.
        filled = {"{number}": "999", "{which}": "0", "{year}": "2026", "{name}": table.REPORT[slug]}
        asked = [_filled(route, filled).split() for route in addresses]
        person = table.PEOPLE[slug][row.office]
        signs = {await sign_of(played[slug].stage, person, method, address, column) for method, address in asked}
        found[column] = "".join(sorted(signs))
    assert found == row.cells


def _filled(route: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        route = route.replace(name, value)
    return route


@pytest.mark.parametrize("slug", [NL, FL])
async def test_each_step_is_offered_in_the_states_and_to_the_offices_of_the_table(
    played: dict[str, Played], slug: str
) -> None:
    stage, cast = played[slug].stage, table.PEOPLE[slug]
    offered: dict[str, list[str]] = {step: [] for step in [*STEPS, *APPOINT]}
    for case in played[slug].series["about_colleague"]:
        forms = {office: await forms_of(stage, cast[office], case) for office in table.OFFERED_TO if office in cast}
        assert forms["coordinator"] == await forms_of(stage, cast["deputy"], case)
        for step, signs in offered.items():
            who = "".join(sign for office, sign in table.OFFERED_TO.items() if step in forms.get(office, ()))
            signs.append({"": ".", "ch": "b"}.get(who, who))
    found = {step: "".join(signs) for step, signs in offered.items()}
    expected = dict(line.split() for line in table.OFFERED[slug].splitlines() if line.strip())
    assert found == expected, "\n".join(f"{step:<22}{signs}" for step, signs in found.items())


async def forms_of(stage: Stage, person: str, case: Case) -> set[str]:
    """The steps of which a form stands on one of the pages of a case; none for who does not see it."""
    base = f"/zaak/{case.reference}"
    found: set[str] = set()
    for section in routes.SECTIONS.split():
        answer = await stage.get(person, f"{base}/{section}")
        if answer.status_code == 200:
            found |= {form.action.removeprefix(f"{base}/") for form in forms_on(answer.text)}
    return found & ACTIONS.keys()


def test_every_step_and_page_of_a_dossier_has_a_place_in_the_table() -> None:
    assert set(STEPS) | set(APPOINT) == set(ACTIONS)
    assert not set(STEPS) & set(APPOINT)
    assert set(routes.SECTIONS.split()) == set(KNOWN_SECTIONS)


def test_every_address_of_the_site_has_a_place_in_the_table(played: dict[str, Played]) -> None:
    known = [
        *(route for column in routes.ABOUT_A_CASE.values() for route in column),
        *(route for column in routes.ABOUT_NO_CASE.values() for route in column),
        *routes.FOR_ANYBODY.strip().splitlines(),
    ]
    there = {
        f"{method} {route.path_format}"
        for route in played[NL].stage.app.routes
        for method in getattr(route, "methods", ())
        if method not in ("OPTIONS", "HEAD")
    }
    assert there - set(known) == set(), "put this address in tests/web/wall/routes.py: who may open it?"
    assert set(known) - there == set(), "this address is gone: take it out of tests/web/wall/routes.py"
    assert len(known) == len(set(known))


@pytest.mark.parametrize("slug", [NL, FL])
async def test_every_office_of_the_law_and_the_platform_is_in_the_table(played: dict[str, Played], slug: str) -> None:
    stage = played[slug].stage
    async with stage.platform.at(slug) as place:
        held = {
            office
            for person in table.PEOPLE[slug].values()
            for office in place.actor(person, place.day(stage.now)).offices
        }
        # Nobody is a college: it decides as a body and signs in nowhere.
        assert {office.key for office in place.offices} - held <= {"college"}
