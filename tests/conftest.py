"""Lets the same tests run on PostgreSQL: deploy/test --database=postgresql tests/services tests/web"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gehoor.storage import scope
from gehoor.storage.scope import Store
from postgres_server import server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=["sqlite", "postgresql"], default="sqlite", help="what a platform keeps its data in"
    )


#: Folders whose files take long for how few tests they have; they go first, so that no process ends up alone with one.
LONG = ("journeys", "isolation", "work_queue", "web/wall", "sending", "mail", "services")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the long files first; within a file the order stays."""
    tests = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        path = item.path.relative_to(tests).as_posix()
        return next((number for number, folder in enumerate(LONG) if path.startswith(f"{folder}/")), len(LONG))

    items.sort(key=rank)


@pytest.fixture(autouse=True)
def chosen_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every platform that a test opens on a folder is on an empty PostgreSQL database instead, when asked."""
    if request.config.getoption("database") != "postgresql":
        return
    parameters = getattr(request.node, "callspec", None)
    if request.node.get_closest_marker("files") or (parameters and "sqlite" in parameters.id.split("-")):
        pytest.skip("about files")
    database, open_store = server().shared(), scope.open_store

    async def open_in_postgres(root: Path, address: str = "", **more: Any) -> Store:
        return await open_store(root, address or database.serving, **more)

    monkeypatch.setattr(scope, "open_store", open_in_postgres)
