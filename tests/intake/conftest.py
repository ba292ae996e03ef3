"""What the tests of this folder share; see `intake_help`."""

from __future__ import annotations

from intake_help import foreign, home

__all__ = ["foreign", "home"]
