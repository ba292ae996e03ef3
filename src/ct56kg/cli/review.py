"""Review sheets from the command line: written by `amend check` and `impact`, read back by `import`."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ct56kg.amend.change import read_change
from ct56kg.amend.preview import Preview
from ct56kg.amend.review import Review, chosen, digest_of_change, review_body, review_change
from ct56kg.base.errors import InputError, StateError
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.base.writing import write_atomic
from ct56kg.cli.context import Context
from ct56kg.cli.recording import look_and_record, refuse_read_only
from ct56kg.graph.dossier import check_statuses
from ct56kg.graph.turtle import write_turtle
from ct56kg.intake.review_sheet import Filled, read_review
from ct56kg.view.looking import look
from ct56kg.view.report.forms import written
from ct56kg.view.report.material import Material
from ct56kg.view.report.review_document import review_document
from ct56kg.view.terminal import argument


def sheet_of_body(asked: Context, body: Term) -> bytes:
    """Write the sheet for a body as a Word file."""
    review = review_body(asked.state, body, asked.lang, asked.labels.of)
    return _sheet(asked, review, _code(asked, review), asked.label(body), asked.label)


def sheet_of_change(asked: Context, seen: Preview) -> bytes:
    """Write the sheet for a change set as a Word file."""
    shown = asked.replace(as_of=seen.as_of, statuses=seen.before.statuses)
    review = review_change(seen)
    subject = seen.label(Term("iri", seen.change.iri)) if seen.change.iri else seen.change.name
    path = seen.change.path.as_posix() if seen.change.path else ""
    return _sheet(
        shown, review, f"{_code(shown, review)} {digest_of_change(seen.change)} «{path}»", subject, seen.label
    )


def import_review(asked: Context, args: argparse.Namespace, path: Path) -> int:
    """Turn the rows that were agreed to into a change set, look at it again, and record it if that is asked for.

    Raises:
        StateError: the dossier is in another state than the sheet was made from (REVIEW-02).
        InputError: a row that is not on the sheet (REVIEW-04), or a change set that is gone (REVIEW-05).
    """
    filled = read_review(path)
    day = date.fromisoformat(filled.code["day"])
    statuses = check_statuses([name for name in filled.code["statuses"].split(",") if name != "-"])
    asked = asked.replace(as_of=day, statuses=statuses)
    review = _again(asked, filled)
    if review.state != filled.code["state"]:
        raise StateError("REVIEW-02", file=path, sheet=filled.code["state"], now=review.state)
    rows = {row.key: row for row in review.rows}
    for opinion in filled.opinions:
        if opinion.key not in rows:
            raise InputError("REVIEW-04", file=path, row=opinion.number, key=opinion.key)
    _tell(asked, review, filled)
    agreed = [opinion.key for opinion in filled.opinions if opinion.agreed]
    add, remove = chosen(review, agreed)
    if not add and not remove:
        print(say("phieu.none-agreed", asked.lang, file=argument(path)))
        return 0
    refuse_read_only(asked, args)
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(args.output or aside) / f"{_effect(review)}-phieu"
        folder.mkdir(parents=True)
        for name, triples in (("amendment", review.about), ("add", add), ("remove", remove)):
            if triples:
                write_atomic(folder / f"{name}.ttl", write_turtle(triples, asked.prefixes).encode())
        if args.output:
            asked.note(say("cli.written", asked.lang, files=folder))
        return look_and_record(asked, args, folder)


def _sheet(asked: Context, review: Review, code: str, subject: str, label: Callable[[Term], str]) -> bytes:
    material = Material(asked, None, asked.as_of)
    content = written(review_document(material, review, code, subject, label), ".docx")
    assert isinstance(content, bytes), "Word files are bytes"
    return content


def _code(asked: Context, review: Review) -> str:
    statuses = ",".join(sorted(asked.statuses & {"synthetic", "hypothesis"})) or "-"
    return f"ct56kg-phieu/1 {review.kind} <{review.subject}> {review.day.isoformat()} {review.state} {statuses}"


def _again(asked: Context, filled: Filled) -> Review:
    """Make the sheet again from the dossier as it is."""
    if filled.code["kind"] == "body":
        return review_body(asked.state, Term("iri", filled.code["subject"]), asked.lang, asked.labels.of)
    folder = Path(filled.code["path"])
    try:
        change = read_change(folder)
    except InputError as error:
        raise InputError("REVIEW-05", path=folder) from error
    if digest_of_change(change) != filled.code["change"]:
        raise InputError("REVIEW-05", path=folder)
    return review_change(look(asked, change, True))


def _tell(asked: Context, review: Review, filled: Filled) -> None:
    rows = {row.key: row for row in review.rows}
    agreed = sum(opinion.agreed for opinion in filled.opinions)
    others = [opinion for opinion in filled.opinions if opinion.other]
    blank = len(filled.opinions) - agreed - len(others)
    print(say("phieu.read", asked.lang, agreed=agreed, other=len(others), blank=blank))
    for opinion in others:
        thing = asked.label(rows[opinion.key].thing)
        print(say("phieu.other", asked.lang, number=opinion.number, thing=thing, words=opinion.other))


def _effect(review: Review) -> str:
    for triple in review.about:
        if triple.predicate.value.endswith("#effectDate"):
            return str(triple.object).strip('"')[:10]
    return review.day.isoformat()
