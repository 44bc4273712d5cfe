"""Keeps what the platform knows: one file per tenant, reached only through the scope of that tenant."""

import importlib
import sys

# Piccolo imports asyncpg wherever it is installed, only to recognise a type that no table of ours has. It takes five
# megabytes, and an installation on files has no other use for it; whoever needs it imports it afterwards.
if "asyncpg" not in sys.modules:
    sys.modules["asyncpg"] = None  # type: ignore[assignment]  # As Python writes that a module is not there.
    importlib.import_module("piccolo.querystring")
    del sys.modules["asyncpg"]
