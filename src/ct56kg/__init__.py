"""A programme, its tasks and the bodies responsible as one graph: asked, drawn, and checked when amended.

>>> import ct56kg
>>> dossier = ct56kg.open()
>>> len(dossier.ask("body/directed"))
11
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ct56kg.amend.change import Change
    from ct56kg.api import Answer, Impact, Report, check, draw, open, preview

__all__ = ["Answer", "Change", "Impact", "Report", "check", "draw", "open", "preview"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module has attributes of any kind
    """Load the interface when it is first used: importing the package costs nothing."""
    if name in __all__:
        from ct56kg import api

        return getattr(api, name)
    raise AttributeError(f"module 'ct56kg' has no attribute {name!r}")
