"""Every answer is as the description of the programs' door says, whatever is asked, and none is a failure of ours."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gehoor.web.api import explanation
from gehoor.web.api.description import document
from web.desk.conftest import opened_town

SLUGS = ("zaltbommel", "voorbeeldstad")
CONFORMS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
Ask = Callable[[str, "Case[Any]"], httpx.Response]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Sends a made-up question to the site of a municipality, in a loop that lasts for all of them."""
    with asyncio.Runner() as runner:
        opening = opened_town(tmp_path_factory.mktemp("api"), demo=True)
        town = runner.run(opening.__aenter__())
        asked = 0

        async def send(slug: str, case: Case[Any]) -> httpx.Response:
            nonlocal asked
            asked += 1
            # Each from an address of its own, for this is about what is asked and not about how often.
            browser = await town.browser(slug, f"10.{asked // 65_536}.{asked // 256 % 256}.{asked % 256}")
            sent = case.as_transport_kwargs(base_url=f"http://{slug}.localhost")
            browser.client.cookies.update(sent.pop("cookies", None) or {})
            if isinstance(sent.get("data"), bytes | str):
                sent["content"] = sent.pop("data")
            return await browser.client.request(**sent)

        yield lambda slug, case: runner.run(send(slug, case))
        runner.run(opening.__aexit__(None, None, None))


def described() -> Any:
    return schemathesis.openapi.from_dict(document())


TOLD = described()
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def test_whatever_fits_the_description_gets_an_answer_that_fits_it_too(ask: Ask) -> None:
    given_back = set()

    @given(case=TOLD["/api/uitleg"]["POST"].as_strategy(), slug=st.sampled_from(SLUGS))
    @MANY
    def asked(case: Case[Any], slug: str) -> None:
        answer = ask(slug, case)
        given_back.add(answer.status_code)
        case.validate_response(answer, checks=CONFORMS)

    asked()
    # A description cannot say that the conduct comes before the complaint, so some are refused; not all of them.
    assert given_back == {200, 422}


@given(
    case=TOLD["/api/uitleg"]["POST"].as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE),
    slug=st.sampled_from(SLUGS),
)
@MANY
def test_what_does_not_fit_the_description_is_refused_as_it_says(ask: Ask, case: Case[Any], slug: str) -> None:
    case.validate_response(ask(slug, case), checks=[*CONFORMS, negative_data_rejection])


@given(case=TOLD["/api/openapi.json"]["GET"].as_strategy(), slug=st.sampled_from(SLUGS))
@settings(MANY, max_examples=5)
def test_the_description_is_given_to_everybody(ask: Ask, case: Case[Any], slug: str) -> None:
    answer = ask(slug, case)
    case.validate_response(answer, checks=CONFORMS)
    assert answer.json() == json.loads(json.dumps(document()))


def test_the_description_names_every_status_that_the_code_gives() -> None:
    told = document()["paths"]["/api/uitleg"]["post"]["responses"]
    assert set(told) == {"200", "400", "413", "415", "422", "429", "503"}
    assert explanation.LARGEST < 100_000
