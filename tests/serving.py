"""The real server as a process, and people at its pages without a browser: they read forms and send them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

import httpx

from web.desk.browser import PageForm, forms_on, text_of

ROOT = Path(__file__).parents[1]
GEHOOR = str(Path(sys.executable).with_name("gehoor"))
PASSWORD = "demo-wachtwoord"
NETHERLANDS, FLANDERS = "zaltbommel.localhost", "voorbeeldstad.localhost"
PUBLIC_FORM = "/klacht"
Values = Mapping[str, str | Sequence[str]]


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path) -> dict[str, str]:
    """The settings of a platform on this folder, with the municipalities of the repository."""
    return {**os.environ, "GEHOOR_DATA": str(data), "GEHOOR_DEMO": "1", "GEHOOR_TENANTS": str(ROOT / "tenants")}


def run_gehoor(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of the console script to its end."""
    return subprocess.run(
        [GEHOOR, *arguments], env=environment(data), cwd=ROOT, capture_output=True, text=True, check=False
    )


def demonstration(folder: Path, *arguments: str) -> Path:
    """The data of a platform with the accounts of the demonstration, and its cases without `--no-cases`."""
    data = folder / "data"
    done = run_gehoor(data, "demo", *arguments)
    assert done.returncode == 0, done.stderr
    return data


class Server:
    """The website in a process of its own, which can be killed and started again on the same data and port."""

    def __init__(self, data: Path, *, log: Path | None = None, **settings: str) -> None:
        self.data, self.port = data, free_port()
        self._log, self._settings = log, settings
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts and returns when it answers; a server that ends instead is an error."""
        command = [GEHOOR, "serve", "--port", str(self.port)]
        settings = {**environment(self.data), **self._settings}
        with self._log.open("ab") if self._log else nullcontext() as log:
            self.process = subprocess.Popen(command, env=settings, cwd=ROOT, stderr=log)
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
            except ConnectionRefusedError:
                if self.process.poll() is not None:
                    raise AssertionError(f"the server ended with status {self.process.returncode}") from None
            else:
                return

    def kill(self) -> None:
        """Ends it at once, without any chance to tidy up."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Asks it to end, and waits."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()


@contextmanager
def serving(data: Path, *, log: Path | None = None, **settings: str) -> Iterator[Server]:
    """A server that answers, until the end of the block; `log` is the file for what it logs."""
    server = Server(data, log=log, **settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()


class Person:
    """Somebody at the site of one municipality, with cookies of their own."""

    def __init__(self, port: int, host: str) -> None:
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}", headers={"Host": f"{host}:{port}"}, timeout=60, follow_redirects=False
        )
        self.page = httpx.Response(204)

    def open(self, address: str) -> str:
        """Opens a page; anything but 200 is an error. Gives what the page says."""
        self.page = self.client.get(address)
        assert self.page.status_code == httpx.codes.OK, f"{address}: {self.page.status_code}\n{text_of(self.page.text)}"
        return text_of(self.page.text)

    def form(self, action: str) -> PageForm:
        """The form with this action on the page that is open."""
        found = [form for form in forms_on(self.page.text) if form.action == action]
        assert found, f"no form {action}; there are {[form.action for form in forms_on(self.page.text)]}"
        return found[0]

    def fill_in(self, action: str, values: Values) -> dict[str, str | list[str]]:
        """What the form would send with these values."""
        form = self.form(action)
        unknown = values.keys() - form.names
        assert not unknown, f"{sorted(unknown)} not in {sorted(form.names)}"
        data: dict[str, str | list[str]] = {name: list(sent) for name, sent in form.fields.items()}
        data |= {name: value if isinstance(value, str) else list(value) for name, value in values.items()}
        return data

    def post(self, action: str, data: Mapping[str, str | list[str]]) -> str:
        """Sends a form and follows to the page after it; gives what that page says."""
        self.page = self.client.post(action, data=dict(data))
        assert self.page.status_code == httpx.codes.SEE_OTHER, f"{action}: {text_of(self.page.text)[:2000]}"
        return self.open(self.page.headers["location"])

    def sign_in(self, login: str) -> None:
        """Signs in with the password of the demonstration."""
        self.open("/aanmelden")
        self.post("/aanmelden", self.fill_in("/aanmelden", {"login": login, "wachtwoord": PASSWORD}))


COMPLAINT: Values = {
    "wat": "Aan de balie werd mij de deur gewezen toen ik om uitleg vroeg.",
    "over": "De medewerker aan de balie",
    "dienst": "burgerzaken",
    "wie": "citizen",
    "naam": "Petra Proefpersoon",
    "straat": "Voorbeeldlaan 1",
    "plaats": "1234 AB Voorbeeld",
}


class Step:
    """One thing somebody does with a case: at which page, with which form, and the kind of event it leaves."""

    def __init__(self, who: str, page: str, action: str, values: Values, leaves: str) -> None:
        self.who, self.page, self.action, self.values, self.leaves = who, page, action, values, leaves


def judgement(norm: str) -> Values:
    """One part, judged as founded against a norm."""
    return {
        "oordeel-1-tekst": "De bejegening aan de balie",
        "oordeel-1-oordeel": "founded",
        "oordeel-1-normen": [norm],
        "oordeel-conclusie": "Wij bieden onze excuses aan.",
    }


FINDINGS: Values = {"bevindingen-tekst": "De medewerker bevestigt wat er is gebeurd."}
#: The way of a written complaint under each law, from the facts to the closing letter.
DUTCH_WAY = (
    Step("coordinator", "beoordelen", "feiten", {"feiten-functie": "ambtenaar"}, "facts_corrected"),
    Step("coordinator", "beoordelen", "besluit", {"besluit-keuze": "treat"}, "admissibility_advised"),
    Step(
        *("coordinator", "toewijzen", "aanwijzen"),
        {"aanwijzen-keuze": "karel:afdelingshoofd:burgerzaken", "aanwijzen-verklaring": "ja"},
        "assigned",
    ),
    Step("burgerzaken", "beoordelen", "besluit", {"besluit-keuze": "treat"}, "admissibility_decided"),
    Step(
        *("burgerzaken", "behandelen", "verslag"),
        {"verslag-partijen": ["complainant", "accused"], "verslag-tekst": "Beiden vertelden hun verhaal."},
        "hearing_held",
    ),
    Step("burgerzaken", "behandelen", "bevindingen", FINDINGS, "findings_recorded"),
    Step("burgerzaken", "behandelen", "oordeel", judgement("bejegening"), "judged"),
    Step(
        *("burgerzaken", "behandelen", "maatregel"),
        {"maatregel-soort": "prevention", "maatregel-tekst": "Een training klantvriendelijk werken."},
        "measure_added",
    ),
    Step("burgerzaken", "afsluiten", "sluiten", {"sluiten-wijze": "formal_judgement"}, "closed"),
)
FLEMISH_WAY = (
    Step("coordinator", "beoordelen", "feiten", {"feiten-functie": "personeelslid"}, "facts_corrected"),
    Step("coordinator", "beoordelen", "besluit", {"besluit-keuze": "treat"}, "admissibility_decided"),
    Step("coordinator", "toewijzen", "overleg", {"overleg-dienst": "burgerzaken"}, "service_consulted"),
    Step(
        *("coordinator", "toewijzen", "aanwijzen"),
        {"aanwijzen-keuze": "amina:klachtenbehandelaar:openbaar-domein", "aanwijzen-verklaring": "ja"},
        "assigned",
    ),
    Step("domein", "behandelen", "bevindingen", FINDINGS, "findings_recorded"),
    Step("domein", "behandelen", "oordeel", judgement("correcte_bejegening"), "judged"),
    Step(
        *("domein", "behandelen", "maatregel"),
        {"maatregel-soort": "repair", "maatregel-tekst": "Een gesprek met excuses."},
        "measure_added",
    ),
    Step("domein", "afsluiten", "sluiten", {"sluiten-wijze": "answered"}, "closed"),
)
WAYS = {NETHERLANDS: DUTCH_WAY, FLANDERS: FLEMISH_WAY}


def file_a_complaint(port: int, host: str) -> str:
    """A citizen sends the form; gives the reference on the confirmation."""
    citizen = Person(port, host)
    citizen.open(PUBLIC_FORM)
    said = citizen.post(PUBLIC_FORM, citizen.fill_in(PUBLIC_FORM, COMPLAINT))
    return reference_in(said)


def reference_in(said: str) -> str:
    """The reference a page tells."""
    found = [word.strip(".,") for word in said.split() if word.startswith("K") and word[3:4] == "-"]
    assert found, said
    return found[0]


def take(person: Person, reference: str, step: Step, before: Callable[[], None] | None = None) -> None:
    """Takes a step on the page it stands on; `before` is called when the form is filled in and not yet sent."""
    base = f"/zaak/{reference}"
    person.open(f"{base}/{step.page}")
    data = person.fill_in(f"{base}/{step.action}", step.values)
    if before:
        before()
    person.post(f"{base}/{step.action}", data)


def work_through(port: int, host: str) -> str:
    """A whole complaint, from the form to the closing letter; gives its reference."""
    reference = file_a_complaint(port, host)
    people: dict[str, Person] = {}
    for step in WAYS[host]:
        if step.who not in people:
            people[step.who] = Person(port, host)
            people[step.who].sign_in(step.who)
        take(people[step.who], reference, step)
    return reference
