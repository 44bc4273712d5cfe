"""The hidden field that shows that a form is ours."""

from __future__ import annotations

import base64

import pytest
from litestar.routes import HTTPRoute

from gehoor.web.cookies import CookieJar
from gehoor.web.csrf import FormProof
from web.fictional_site import VOORBEELDSTAD_HOST, Site, hidden_token
from web.small_handlers import HANDLERS

SAME_ORIGIN = {"sec-fetch-site": "same-origin"}


def changing_routes(site: Site) -> list[tuple[str, str]]:
    """Every method and address of the application that can change something."""
    return [
        (method, route.path)
        for route in site.app.routes
        if isinstance(route, HTTPRoute)
        for method in sorted(route.methods - {"GET", "HEAD", "OPTIONS"})
    ]


def test_every_address_that_changes_something_refuses_a_form_without_our_field() -> None:
    site = Site(HANDLERS)
    routes = changing_routes(site)
    assert ("POST", "/los") in routes
    client = site.client()
    client.get("/")
    for method, path in routes:
        assert client.request(method, path, data={"naam": "x"}).status_code == 403, path
        assert client.request(method, path, files={"f": b"x"}).status_code == 403, path
        assert client.request(method, path, json={"naam": "x"}).status_code == 403, path


def test_a_form_of_ours_is_taken_whatever_its_encoding() -> None:
    client = Site(HANDLERS).client()
    token = hidden_token(client.get("/").text)
    assert client.post("/los", data={"_csrf": token}).text == "gedaan"
    assert client.post("/los", data={"_csrf": token}, files={"f": b"x"}).text == "gedaan"


def test_a_token_is_worth_nothing_in_another_browser() -> None:
    site = Site(HANDLERS)
    token = hidden_token(site.client().get("/").text)
    other = site.client()
    other.get("/")
    assert other.post("/los", data={"_csrf": token}).status_code == 403
    assert site.client().post("/los", data={"_csrf": token}).status_code == 403


def test_a_token_is_worth_nothing_at_another_municipality() -> None:
    site = Site(HANDLERS)
    client = site.client()
    token = hidden_token(client.get("/").text)
    cookie = {"cookie": f"gehoor_formulier={client.cookies['gehoor_formulier']}"}
    assert site.client().post("/los", data={"_csrf": token}, headers=cookie).status_code == 200
    assert site.client(VOORBEELDSTAD_HOST).post("/los", data={"_csrf": token}, headers=cookie).status_code == 403


def test_a_token_from_before_signing_in_is_worth_nothing_afterwards() -> None:
    client = Site(HANDLERS).client()
    token = hidden_token(client.get("/").text)
    client.post("/aanmelden", data={"_csrf": token, "naam": "jv"})
    assert client.post("/los", data={"_csrf": token}).status_code == 403
    assert client.post("/los", data={"_csrf": hidden_token(client.get("/").text)}).status_code == 200


@pytest.mark.parametrize("token", ["", "x", "é", "====", base64.urlsafe_b64encode(bytes(64)).decode(), "A" * 5000])
def test_an_invented_token_is_refused(token: str) -> None:
    client = Site(HANDLERS).client()
    client.get("/")
    assert client.post("/los", data={"_csrf": token}).status_code == 403


def test_the_token_reads_differently_on_every_page_and_each_one_works() -> None:
    client = Site(HANDLERS).client()
    tokens = {hidden_token(client.get("/").text) for _ in range(3)}
    assert len(tokens) == 3
    assert all(client.post("/los", data={"_csrf": token}).status_code == 200 for token in tokens)


def test_only_a_page_with_a_form_gives_a_cookie() -> None:
    client = Site(HANDLERS).client()
    assert "set-cookie" not in client.get("/wie").headers
    cookie = client.get("/").headers["set-cookie"]
    assert cookie.startswith("gehoor_formulier=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_over_https_the_cookie_is_bound_to_the_host() -> None:
    cookie = Site(HANDLERS, https=True).client(https=True).get("/").headers["set-cookie"]
    assert cookie.startswith("__Host-gehoor_formulier=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_what_was_typed_can_be_sent_again_from_the_page_that_says_what_happened() -> None:
    client = Site(HANDLERS).client()
    typed = 'Eerste regel\nTweede <b>regel</b> "met" tekens'
    answer = client.post("/echo?stap=2", data={"wat": typed, "_csrf": "oud"}, headers=SAME_ORIGIN)
    assert answer.status_code == 403
    assert "Uw formulier is nog niet verstuurd" in answer.text
    assert "Opnieuw versturen" in answer.text
    assert 'action="/echo?stap=2"' in answer.text
    assert "Tweede &lt;b&gt;regel&lt;/b&gt; &#34;met&#34; tekens" in answer.text
    again = client.post("/echo", data={"wat": typed, "_csrf": hidden_token(answer.text)})
    assert again.json()["texts"] == {"wat": [typed]}


def test_files_have_to_be_chosen_again_and_the_page_says_so() -> None:
    client = Site(HANDLERS).client()
    answer = client.post("/echo", data={"wat": "x"}, files={"bijlagen": ("a.txt", b"x")}, headers=SAME_ORIGIN)
    assert "Kies uw bestanden opnieuw" in answer.text
    assert '<input class="input-file" type="file" id="bijlagen" name="bijlagen"' in answer.text


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {}])
def test_a_form_from_another_site_is_not_offered_to_be_sent_again(headers: dict[str, str]) -> None:
    answer = Site(HANDLERS).client().post("/echo", data={"wat": "van een ander"}, headers=headers)
    assert answer.status_code == 403
    assert "van een ander" not in answer.text
    assert "Opnieuw versturen" not in answer.text


@pytest.mark.parametrize("field", ["wachtwoord", "toegangscode"])
def test_a_secret_is_never_sent_back(field: str) -> None:
    answer = Site(HANDLERS).client().post("/aanmelden", data={field: "geheim-123"}, headers=SAME_ORIGIN)
    assert answer.status_code == 403
    assert "geheim-123" not in answer.text


def test_a_short_secret_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        FormProof(b"kort", CookieJar(https=False))
