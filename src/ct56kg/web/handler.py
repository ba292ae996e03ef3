"""Pages over HTTP: read the address, make the page once per edition, remember the language."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from datetime import date
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ct56kg.base.dates import parse_date
from ct56kg.base.errors import CtError, UsageError
from ct56kg.graph.dossier import check_statuses
from ct56kg.web.addresses import ServerLinks, read_view, status_of, view_name
from ct56kg.web.afar import Ask
from ct56kg.web.checking import Checks
from ct56kg.web.edition import Desk, Edition
from ct56kg.web.endpoint import language
from ct56kg.web.forms import FIELDS, composed, read_form
from ct56kg.web.limits import Opening
from ct56kg.web.pages.consistency import found_soon
from ct56kg.web.pages.pictures import drawn_where
from ct56kg.web.pages.router import page_at
from ct56kg.web.pages.visit import Download, Page, Visit
from ct56kg.web.part import narrowed
from ct56kg.web.protocol import RefusedError
from ct56kg.web.register import begin
from ct56kg.web.rendering import assets_mark, render
from ct56kg.web.what_if import Looks

_LONGEST = 4000
_YEAR = 365 * 24 * 3600


class Pages:
    """Answers requests for pages."""

    def __init__(self, desk: Desk, token: str = "", opening: Opening | None = None) -> None:
        self.afar: Ask | None = None
        self._desk = desk
        self._token = token
        self._opening = opening or Opening()
        self._looks = Looks()
        self.checks = Checks()

    def warm(self) -> None:
        """Make today's first page, and read what diagrams show, before anybody asks for it."""
        for lang in ("vi", "en"):
            with contextlib.suppress(CtError):
                visit = self.visit(self._desk.edition, lang, view_name(*self._opening.view()), "", {})
                if visit.huge:
                    begin(visit)
                if not visit.large:
                    drawn_where(visit)
                self._made(visit)

    async def home(self, request: Request) -> Response:
        """Lead to the first page: in the reader's language, on today's date unless the server was told another."""
        lang = request.path_params.get("lang") or language(request)
        return RedirectResponse(f"/{lang}/{view_name(*self._opening.view())}/", 307)

    async def go(self, request: Request) -> Response:
        """Lead from the form at the top to the same page on another date."""
        asked = request.query_params
        lang = "en" if asked.get("lang") == "en" else "vi"
        try:
            day = parse_date(asked.get("day", ""))
            view = view_name(day, check_statuses(asked.getlist("with")))
        except CtError as error:
            return self.sorry(request, lang, error, 400)
        links = ServerLinks(lang, view, "")
        rest = {name: value for name, value in asked.items() if name not in ("lang", "day", "page", "with")}
        return RedirectResponse(links.to(asked.get("page", "")[:500].lstrip("/"), **rest), 303)

    async def page(self, request: Request) -> Response:
        """Show one page."""
        lang, segment, path = (request.path_params[name] for name in ("lang", "view", "path"))
        if lang not in ("vi", "en"):
            return self.sorry(request, language(request), UsageError("WEB-02"), 404)
        try:
            if len(request.url.query) > _LONGEST or len(path) > _LONGEST:
                raise UsageError("WEB-01", limit=_LONGEST)
            visit = self.visit(await self._desk.present(), lang, segment, path.strip("/"), dict(request.query_params))
            if visit.path == "what-if":
                if "kind" not in visit.params:
                    return RedirectResponse(visit.links.to("amendments") + "#what-if", 303)
                key = await self._looks.take(visit, await composed(visit.params, visit))
                content, media, name = _content(self._looks.page(visit, key), visit)
            else:
                content, media, name = await run_in_threadpool(self._made, visit)
        except CtError as error:
            return self.sorry(request, lang, error, status_of(error))
        return self._sent(request, visit.edition, lang, content, media, name)

    async def look(self, request: Request) -> Response:
        """Look at a change that a form sends, and lead to the report."""
        return await self._sent_by_form(request, self._looked)

    async def record(self, request: Request) -> Response:
        """Record a change that was looked at, and lead to its place in the history."""
        return await self._sent_by_form(request, self._recorded)

    async def _sent_by_form(self, request: Request, act: Callable[[Request, Visit], Awaitable[str]]) -> Response:
        lang, segment = request.path_params["lang"], request.path_params["view"]
        if lang not in ("vi", "en"):
            return self.sorry(request, language(request), UsageError("WEB-02"), 404)
        try:
            visit = self.visit(await self._desk.present(), lang, segment, "amendments", {})
            return RedirectResponse(await act(request, visit), 303)
        except RefusedError as refused:
            return self.sorry(request, lang, refused.error, refused.status)
        except CtError as error:
            return self.sorry(request, lang, error, status_of(error))
        except HTTPException as error:  # a form that cannot be read as one
            return self.sorry(request, lang, UsageError("WEB-07"), error.status_code)

    async def _looked(self, request: Request, visit: Visit) -> str:
        form = await read_form(request)
        sent = await composed(form, visit)
        if sent.event:  # what can be written into an address is, so that it can be passed on
            return visit.links.to("what-if", **{name: str(form.get(name) or "") for name in FIELDS})
        return visit.links.to(f"what-if/{await self._looks.take(visit, sent)}")

    async def _recorded(self, request: Request, visit: Visit) -> str:
        name = await self._looks.record(request, visit, request.path_params["key"], self._token)
        return visit.links.to(f"amendments/{name}")

    def visit(self, edition: Edition, lang: str, segment: str, path: str, params: dict[str, str]) -> Visit:
        """Say who reads what."""
        day, statuses = read_view(segment)
        reader = edition.reader(lang, day, statuses)
        links = ServerLinks(lang, view_name(day, statuses), assets_mark())
        return Visit(reader, edition, links, path, params, bool(self._token), self.afar, self.checks)

    def _made(self, visit: Visit) -> tuple[bytes, str, str]:
        """Make a page or a file, once per edition and address."""
        if visit.path.startswith("what-if/"):
            return _content(self._looks.page(visit, visit.path.partition("/")[2]), visit)
        visit = narrowed(visit)
        reader = visit.reader
        if visit.huge or (visit.path == "" and found_soon(visit) is None):
            return _content(page_at(visit), visit)  # may say that something is being read, so it is not kept
        key = ("page", visit.lang, reader.as_of, reader.statuses, visit.path, tuple(sorted(visit.params.items())))
        return visit.edition.once(key, lambda: _content(page_at(visit), visit))

    def _sent(self, request: Request, edition: Edition, lang: str, content: bytes, media: str, name: str) -> Response:
        mark = f'"{sha256(content).hexdigest()[:24]}"'
        headers = {"ETag": mark, "Cache-Control": "no-cache", "X-Ct56kg-State": edition.hash, "Content-Language": lang}
        if request.headers.get("if-none-match") == mark:
            return Response(None, 304, headers)
        if name:
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
        answer = Response(content, 200, headers, media)
        if request.cookies.get("lang") != lang:
            answer.set_cookie("lang", lang, max_age=_YEAR, httponly=True, samesite="lax")
        return answer

    def sorry(self, request: Request, lang: str, error: CtError, status: int) -> Response:
        """Say on a page what is wrong and what to do."""
        links_view = view_name(date.today(), frozenset())
        visit = self.visit(self._desk.held, lang, links_view, "", {})
        try:
            _ = visit.reader.fiction
        except CtError:  # a store that does not answer; the page says nothing of its content
            vars(visit.reader)["fiction"] = False
        page = Page("error.html", visit.say("sorry"), "", {"message": error.say(lang)}, status)
        headers = {"X-Ct56kg-Error": error.code, "Content-Language": lang}
        return Response(render(page, visit), status, headers, "text/html; charset=utf-8")


def _content(made: Page | Download, visit: Visit) -> tuple[bytes, str, str]:
    if isinstance(made, Download):
        return made.content, made.media, made.name
    return render(made, visit).encode(), "text/html; charset=utf-8", ""
