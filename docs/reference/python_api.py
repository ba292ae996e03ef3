"""The page of the Python interface: every public name with its signature and what it says of itself."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping

import ct56kg
from ct56kg.api import OpenDossier
from reference.markdown import Page, code, say


def names() -> list[str]:
    """Give the public names, the one that everything starts with first."""
    return ["open", *(name for name in ct56kg.__all__ if name != "open")]


def pages(lang: str, _used: Mapping[str, list[str]]) -> dict[str, str]:
    """Make the page; docstrings are English in both languages."""
    page = Page(say("python", lang), say("python-about", lang))
    for name in names():
        thing = getattr(ct56kg, name)
        if inspect.isclass(thing):
            _class(page, f"ct56kg.{name}", thing)
        else:  # `ct56kg.check` is a module that can be called
            _function(page, f"ct56kg.{name}", thing if inspect.isfunction(thing) else type(thing).__call__, 2)
    _class(page, "OpenDossier", OpenDossier)
    return {"python-api.md": page.text()}


def _class(page: Page, name: str, thing: type) -> None:
    page.heading(code(name))
    page.block(inspect.getdoc(thing) or "", "text")
    for inner, member in vars(thing).items():
        function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
        if not inner.startswith("_") and inspect.isfunction(function):
            _function(page, f"{thing.__name__}.{inner}", function, 3, called=not isinstance(member, property))


def _function(page: Page, name: str, function: Callable[..., object], level: int, *, called: bool = True) -> None:
    signature = str(inspect.signature(function)).replace("(self, ", "(").replace("(self)", "()") if called else ""
    page.heading(code(name), level)
    page.block(f"{name.rpartition('.')[2]}{signature}", "python")
    page.block(inspect.getdoc(function) or "", "text")
