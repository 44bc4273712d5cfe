"""A browser without a screen: reads the forms of a page, fills them in and sends them with all their hidden fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from httpx import ASGITransport, AsyncClient, Response
from litestar import Litestar

Values = Mapping[str, str | Sequence[str]]


@dataclass
class PageForm:
    """A form as it stands on a page: its fields with what is in them now."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    disabled: set[tuple[str, str]] = field(default_factory=set)


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._select = ""
        self._textarea = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        name = at.get("name") or ""
        if tag == "form":
            self._form = PageForm(at.get("action") or "")
            self.forms.append(self._form)
        if self._form is None:
            return
        if tag == "input":
            self._form.names.add(name)
            kind = at.get("type") or "text"
            if "disabled" in at:
                self._form.disabled.add((name, at.get("value") or ""))
            elif kind in ("checkbox", "radio"):
                if "checked" in at:
                    self._form.fields.setdefault(name, []).append(at.get("value") or "on")
            elif kind != "file":
                self._form.fields[name] = [at.get("value") or ""]
        elif tag == "select":
            self._select = name
            self._form.names.add(name)
            self._form.fields.setdefault(name, [""])
        elif tag == "option" and "selected" in at:
            self._form.fields[self._select] = [at.get("value") or ""]
        elif tag == "textarea":
            self._textarea, self._text = name, []
            self._form.names.add(name)

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._form is not None:
            self._form.fields[self._textarea] = ["".join(self._text).removeprefix("\n")]
            self._textarea = ""


def forms_on(html: str) -> list[PageForm]:
    """The forms of a page."""
    reader = _FormReader()
    reader.feed(html)
    return reader.forms


def text_of(html: str) -> str:
    """What a page says, without its marks."""
    body = html.partition("<main")[2] or html
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").split())


class Browser:
    """One browser of one person on the site of one municipality."""

    def __init__(self, app: Litestar, host: str, address: str = "127.0.0.1") -> None:
        client = (address, 123)
        transport = ASGITransport(app, client=client)  # type: ignore[arg-type]  # Litestar describes the same messages more exactly.
        # In the loop of the test, as the platform is; Litestar's own client would bring a second one.
        self.client = AsyncClient(transport=transport, base_url=f"http://{host}")
        self.page: Response | None = None

    async def open(self, address: str, *, status: int = 200) -> str:
        """Opens a page; gives its HTML."""
        self.page = await self.client.get(address, follow_redirects=True)
        assert self.page.status_code == status, f"{address}: {self.page.status_code}\n{text_of(self.page.text)[:2000]}"
        return self.page.text

    def form(self, action: str) -> PageForm:
        """The form with this action on the page that is open."""
        assert self.page is not None
        forms = forms_on(self.page.text)
        for form in forms:
            if form.action == action:
                return form
        raise AssertionError(f"no form {action}; there are {[form.action for form in forms]}")

    async def send(
        self,
        action: str,
        values: Values | None = None,
        *,
        status: int = 303,
        without: Sequence[str] = (),
        files: Sequence[tuple[str, tuple[str, bytes, str]]] = (),
        by: str = "",
    ) -> str:
        """Fills the form in and sends it; follows a redirect. `by` is the address of a button with its own."""
        form = self.form(action)
        data: dict[str, str | list[str]] = {name: list(sent) for name, sent in form.fields.items()}
        for name, value in (values or {}).items():
            assert name in form.names or name.endswith(("-knop", "-nummer")), f"{name} is not in {sorted(form.names)}"
            data[name] = value if isinstance(value, str) else list(value)
        for name in without:
            data.pop(name, None)
        self.page = await self.client.post(by or action, data=data, files=list(files) or None, follow_redirects=False)
        said = text_of(self.page.text)[:2500]
        assert self.page.status_code == status, f"{action}: {self.page.status_code} for {status}\n{said}"
        if status == 303:
            return await self.open(self.page.headers["location"])
        return self.page.text

    @property
    def text(self) -> str:
        """What the page that is open says."""
        assert self.page is not None
        return text_of(self.page.text)

    @property
    def path(self) -> str:
        """The path of the page that is open."""
        assert self.page is not None
        return self.page.url.path
