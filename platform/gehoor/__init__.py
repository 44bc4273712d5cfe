"""Gehoor handles complaints for municipalities; the law itself lives in plugins."""

__version__ = "0.3.0"
