"""Pages of the questions: one page per group, one section per question, everything from the `.rq` file itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ct56kg.base.resources import builtin_root
from ct56kg.graph.questions import Question, catalogue
from reference.markdown import Page, code, plain, say


@cache
def groups() -> dict[str, list[Question]]:
    """Give the questions by group, companions left to their question."""
    found: dict[str, list[Question]] = {}
    for name, question in catalogue([builtin_root() / "queries"]).items():
        if not name.endswith(".unknown"):
            found.setdefault(name.partition("/")[0], []).append(question)
    return found


def pages(lang: str, _used: Mapping[str, list[str]]) -> dict[str, str]:
    """Make the pages."""
    index = Page(say("questions", lang), say("questions-about", lang))
    made = {}
    for group, questions in groups().items():
        title = say(f"questions-{group}", lang)
        page = Page(title, say("questions-view-about", lang) if group == "view" else "")
        for question in questions:
            _question(page, question, lang)
        made[f"questions/{group}.md"] = page.text()
        index.heading(title)
        index.table(
            (say("name", lang), say("question", lang)),
            ((f"[{q.name}]({group}.md#{anchor(q.name)})", plain(q.title(lang))) for q in questions),
        )
    index.toctree(groups(), depth=1)
    made["questions/index.md"] = index.text()
    return made


def anchor(name: str) -> str:
    """Give the address of a question on its page.

    >>> anchor("task/due-soon")
    'q-task-due-soon'
    """
    return "q-" + name.replace("/", "-")


def _question(page: Page, question: Question, lang: str) -> None:
    page.heading(plain(question.title(lang)), anchor=anchor(question.name))
    words = " ".join(f"{p.name}=…" if p.required else f"[{p.name}=…]" for p in question.params)
    page.block(f"ct56kg ask {question.name} {words}".rstrip(), "text")
    if about := question.about(lang):
        page.paragraph(plain(about))
    page.table(
        (say("parameter", lang), say("meaning", lang), say("kind", lang), say("default", lang)),
        (
            (
                code(p.name),
                plain(p.title(lang)),
                say(f"kind-{p.kind}", lang),
                say("required", lang) if p.required else _default(p.default, lang),
            )
            for p in question.params
        ),
    )
    page.table(
        (say("column", lang), say("meaning", lang)),
        ((code(column.name), plain(column.title(lang))) for column in question.columns),
    )
    page.source(question.text, "sparql", say("question-source", lang))
    if question.companion:
        page.source(question.companion.text, "sparql", say("question-companion", lang))


def _default(value: str | None, lang: str) -> str:
    if value is None:
        return say("default-all", lang)
    return say("default-as-of", lang) if value == "asOf" else code(value)
