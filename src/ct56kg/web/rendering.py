"""Templates to HTML: escaped by default, words by key, things by label and link."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ct56kg.base.dates import format_iso
from ct56kg.base.rows import Term
from ct56kg.base.terms import XSD
from ct56kg.view.findings import place
from ct56kg.web.addresses import view_name
from ct56kg.web.pages.visit import Page, Visit

NAVIGATION = ("tasks", "bodies", "documents", "matrix", "diagrams", "questions", "consistency", "amendments", "sparql")


@cache
def environment() -> Environment:
    """Give the templates; a name that a page does not bring is an error, never an empty place."""
    made = Environment(
        loader=PackageLoader("ct56kg.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["iso"] = format_iso
    made.globals["place"] = place
    return made


@cache
def assets_mark() -> str:
    """Give a short hash of all files that come with the application, for their addresses."""
    total = sha256()
    for path in sorted(files("ct56kg.web").joinpath("static").iterdir(), key=lambda p: p.name):
        if path.is_file():
            total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:10]


@cache
def _version() -> str:
    return version("ct56kg")


def render(page: Page, visit: Visit) -> str:
    """Set a page for a visit."""
    statuses = visit.reader.statuses
    template = environment().get_template(page.template)
    view = view_name(visit.reader.as_of, statuses)
    other = "en" if visit.lang == "vi" else "vi"
    fiction = statuses ^ {"synthetic"}
    return template.render(
        **page.values,
        visit=visit,
        page=page,
        lang=visit.lang,
        w=visit.say,
        label=visit.label,
        link=visit.link,
        to=visit.links.to,
        asset=visit.links.asset,
        named=lambda term: _named(visit, term),
        cell=lambda term, most=None: _cell(visit, term, most),
        navigation=NAVIGATION,
        view=view,
        other=other,
        fiction_view=view_name(visit.reader.as_of, fiction),
        version=_version(),
        wide=page.template in ("matrix.html", "diagram.html", "sparql.html"),
    )


def _named(visit: Visit, term: Term | None) -> Markup:
    """Name a thing and link to its page."""
    if term is None:
        return Markup("")
    address = visit.link(term)
    name = visit.label(term)
    language = f' lang="{term.language}"' if term.language and term.language.isalnum() else ""
    if address:
        return Markup('<a href="{}">{}</a>').format(address, name)
    return Markup("<span{}>{}</span>").format(Markup(language), name) if language else Markup("{}").format(name)


def _cell(visit: Visit, term: Term | None, most: int | None) -> Markup:
    """Set one cell of an answer: numbers to the right, counts with a bar, dates day first, things with links."""
    if term is None:
        return Markup("<td></td>")
    if term.datatype.startswith(XSD) and term.datatype.removeprefix(XSD) in ("integer", "decimal", "int"):
        if most is None:
            return Markup('<td class="number">{}</td>').format(term.value)
        part = 100 * max(int(term.value), 0) // most
        bar = Markup('<span class="length" style="--part: {}"></span>').format(part)
        return Markup('<td class="counted">{} {}</td>').format(bar, term.value)
    return Markup("<td>{}</td>").format(_named(visit, term))
