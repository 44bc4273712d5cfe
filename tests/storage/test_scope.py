"""The control file knows which tenants there are and which hosts they answer to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gehoor.errors import InvalidInput, NotFound
from gehoor.storage.scope import Store, UnknownTenant, open_store
from storage.made_up import AT, TENANTS

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("slug", ["nergenshuizen", "../control", "control", "", "Zaltbommel"])
async def test_a_tenant_that_was_never_added_is_unknown_and_gets_no_file(
    store: Store, tmp_path: Path, slug: str
) -> None:
    files = _files(tmp_path)
    with pytest.raises(UnknownTenant) as caught:
        async with store.tenant(slug):
            pass
    assert isinstance(caught.value, NotFound)
    assert _files(tmp_path) == files


def _files(root: Path) -> list[Path]:
    return sorted(root.rglob("*"))


@pytest.mark.parametrize("slug", ["../zaltbommel", "Zaltbommel", "-zaltbommel", "zalt bommel", "z" * 64, "", "z\n"])
async def test_a_slug_that_cannot_be_a_file_name_is_refused(store: Store, slug: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        await store.add_tenant(slug, "made_up_law", "Gemeente", [], AT)
    assert caught.value.field == "slug"


@pytest.mark.parametrize(
    "host", ["zaltbommel.example", "ZALTBOMMEL.example", "zaltbommel.example:8443", "zaltbommel.example."]
)
async def test_a_host_is_known_whatever_its_capitals_and_port(store: Store, host: str) -> None:
    assert await store.tenant_of_host(host) == "zaltbommel"


async def test_an_address_with_colons_keeps_them_without_its_port(store: Store) -> None:
    await store.add_tenant("zaltbommel", "made_up_law", "Zaltbommel", ["[::1]:8000"], AT)
    assert await store.tenant_of_host("[::1]:9000") == "zaltbommel"


async def test_a_host_nobody_has_belongs_to_nobody(store: Store) -> None:
    assert await store.tenant_of_host("elders.example") is None
    assert await store.tenant_of_host("") is None


async def test_adding_a_tenant_again_brings_it_up_to_date(store: Store) -> None:
    await store.add_tenant("neerdam", "other_law", "Stad Neerdam", ["b.example", "a.example"], AT + timedelta(days=1))
    neerdam = next(tenant for tenant in await store.tenants() if tenant.slug == "neerdam")
    assert (neerdam.regulation, neerdam.title, neerdam.created_at) == ("other_law", "Stad Neerdam", AT)
    assert neerdam.hosts == ("a.example", "b.example")
    assert await store.tenant_of_host("neerdam.example") is None
    assert [tenant.slug for tenant in await store.tenants()] == sorted(TENANTS)


async def test_a_host_of_another_tenant_is_refused_by_name_and_changes_nothing(store: Store) -> None:
    with pytest.raises(InvalidInput, match=r"zaltbommel\.example.*zaltbommel") as caught:
        await store.add_tenant("neerdam", "other_law", "Anders", ["nieuw.example", "Zaltbommel.example"], AT)
    assert caught.value.field == "hosts"
    assert await store.tenant_of_host("zaltbommel.example") == "zaltbommel"
    assert await store.tenant_of_host("nieuw.example") is None
    assert await store.tenant_of_host("neerdam.example") == "neerdam"
    assert {tenant.title for tenant in await store.tenants()} == {f"Gemeente {slug}" for slug in TENANTS}


async def test_what_was_stored_is_there_after_opening_again(store: Store, address: str, tmp_path: Path) -> None:
    await store.aclose()
    again = await open_store(tmp_path / "data", address)
    try:
        assert [tenant.slug for tenant in await again.tenants()] == sorted(TENANTS)
    finally:
        await again.aclose()
