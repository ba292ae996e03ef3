"""Named questions, search and findings for programs: JSON, described by OpenAPI 3.1."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from ct56kg.base.dates import parse_date
from ct56kg.base.errors import CtError
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.graph.dossier import check_statuses
from ct56kg.graph.questions import Question, fill, find_question
from ct56kg.view import table
from ct56kg.view.asking import parameters
from ct56kg.web.addresses import ServerLinks, status_of
from ct56kg.web.checking import Checks
from ct56kg.web.edition import Desk, Edition, Reader
from ct56kg.web.endpoint import language, sorry
from ct56kg.web.pages.consistency import as_file
from ct56kg.web.pages.visit import Visit

_COMMON = ("as-of", "with", "lang")
_KINDS = {"date": {"type": "string", "format": "date"}, "integer": {"type": "integer"}}
_TEXT = {"type": "string"}
_PLAIN = "application/json"
_RESULTS = "application/sparql-results+json"


class Api:
    """Answers programs."""

    def __init__(self, desk: Desk, checks: Checks) -> None:
        self._desk = desk
        self._checks = checks

    async def openapi(self, request: Request) -> Response:
        """Describe everything that programs may ask here."""
        return await self._answer(request, lambda edition, reader: (_described(edition, reader.lang), _PLAIN))

    async def questions(self, request: Request) -> Response:
        """List the named questions."""
        return await self._answer(
            request,
            lambda edition, reader: (_json([_question(q, reader.lang) for q in _asked(edition)]), _PLAIN),
        )

    async def question(self, request: Request) -> Response:
        """Answer one question; parameters by name."""
        given = [f"{name}={value}" for name, value in request.query_params.items() if name not in _COMMON and value]

        def made(edition: Edition, reader: Reader) -> tuple[bytes, str]:
            question = find_question(edition.questions, request.path_params["name"])
            filled = fill(question, parameters(reader, question, given), reader.as_of, reader.lang)
            return table.to_json(reader.store.select(filled)).encode(), _RESULTS

        return await self._answer(request, made)

    async def find(self, request: Request) -> Response:
        """Find things by a part of a name."""
        text = request.query_params.get("q", "")[:200]

        def made(_: Edition, reader: Reader) -> tuple[bytes, str]:
            found = [
                {
                    "iri": one.thing,
                    "label": reader.label(Term("iri", one.thing)),
                    "name": one.name,
                    "kinds": sorted(one.kinds),
                }
                for one in reader.names.search(text)[:200]
            ]
            return _json(found), _PLAIN

        return await self._answer(request, made)

    async def check(self, request: Request) -> Response:
        """Give the findings."""

        def made(edition: Edition, reader: Reader) -> tuple[bytes, str]:
            links = ServerLinks(reader.lang, "", "")
            return as_file(Visit(reader, edition, links, "consistency.json", checks=self._checks)).content, _PLAIN

        return await self._answer(request, made)

    async def _answer(self, request: Request, make: Callable[[Edition, Reader], tuple[bytes, str]]) -> Response:
        lang = language(request)
        edition = await self._desk.present()
        try:
            asked = request.query_params
            day = parse_date(asked["as-of"]) if asked.get("as-of") else date.today()
            reader = edition.reader(lang, day, check_statuses([s for s in asked.get("with", "").split(",") if s]))
            content, media = await run_in_threadpool(make, edition, reader)
        except CtError as error:
            return sorry(error, lang, status_of(error))
        headers = {"X-Ct56kg-State": edition.hash, "X-Ct56kg-As-Of": day.isoformat()}
        return Response(content, 200, headers, media)


def _asked(edition: Edition) -> list[Question]:
    return [question for name, question in edition.questions.items() if not name.endswith(".unknown")]


def _question(question: Question, lang: str) -> dict[str, object]:
    return {
        "name": question.name,
        "title": question.title(lang),
        "params": [
            {
                "name": param.name,
                "kind": param.kind,
                "required": param.required and param.kind != "date",
                "default": param.default,
                "title": param.title(lang),
            }
            for param in question.params
        ],
        "columns": [{"name": c.name, "kind": c.kind, "title": c.title(lang)} for c in question.columns],
    }


def _described(edition: Edition, lang: str) -> bytes:
    common = [{"$ref": f"#/components/parameters/{name}"} for name in _COMMON]
    paths: dict[str, Any] = {
        "/api/questions": _get(say("web.questions", lang), common, _PLAIN),
        "/api/find": _get(say("web.search", lang), [_param("q", _TEXT, True, ""), *common], "application/json"),
        "/api/check": _get(say("web.consistency", lang), common, _PLAIN),
        "/sparql": _get("SPARQL 1.1 Protocol", [_param("query", _TEXT, False, "SPARQL"), *common], _RESULTS),
    }
    for question in _asked(edition):
        params = [
            _param(p.name, _KINDS.get(p.kind, {"type": "string"}), p.required and p.kind != "date", p.title(lang))
            for p in question.params
            if p.name not in _COMMON
        ]
        paths[f"/api/questions/{question.name}"] = _get(question.title(lang), [*params, *common], _RESULTS)
    return _json(
        {
            "openapi": "3.1.0",
            "info": {"title": edition.dossier.called(lang) or "ct56kg", "version": version("ct56kg")},
            "paths": paths,
            "components": {
                "parameters": {
                    "as-of": _param("as-of", _KINDS["date"], False, say("cli.opt-as-of", lang)),
                    "with": _param("with", {"type": "string"}, False, say("cli.opt-with", lang)),
                    "lang": _param("lang", {"type": "string", "enum": ["vi", "en"]}, False, say("cli.opt-lang", lang)),
                }
            },
        }
    )


def _param(name: str, schema: dict[str, Any], required: bool, words: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": words, "schema": schema}


def _get(summary: str, params: list[dict[str, Any]], media: str) -> dict[str, Any]:
    answers = {"200": {"description": "OK", "content": {media: {}}}, "400": {"description": "text/plain"}}
    return {"get": {"summary": summary, "parameters": params, "responses": answers}}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
