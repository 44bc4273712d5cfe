"""The addresses that programs ask."""

from __future__ import annotations

EXPLAIN = "/api/uitleg"
DESCRIPTION = "/api/openapi.json"
