"""The fictional cases of the demonstration, one story for each state a case can be in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from gehoor.cli import demo_flanders, demo_netherlands
from gehoor.cli.demo_scene import Scene

Story = Callable[[Scene], Awaitable[object]]

#: Language of the municipality -> its stories.
STORIES: dict[str, tuple[Story, ...]] = {
    "nl-NL": demo_netherlands.STORIES,
    "nl-BE": demo_flanders.STORIES,
}
