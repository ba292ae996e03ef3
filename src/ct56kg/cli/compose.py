"""`ct56kg amend draft --merge …`: a reorganisation named on the command line, as a proposal."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ct56kg.base.dates import format_date, parse_date
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Term
from ct56kg.base.text import nfc
from ct56kg.base.words import say
from ct56kg.cli.context import Context
from ct56kg.cli.parsing import Parser

if TYPE_CHECKING:
    from ct56kg.amend.drafting import Draft

_KINDS = {
    "merge": ("Merger", "into"),
    "absorb": ("Absorption", "into"),
    "dissolve": ("Dissolution", ""),
    "end": ("Cessation", ""),
    "rename": ("Renaming", "to"),
    "transfer": ("FunctionTransfer", "to"),
}
"""What may be asked for: the class of the event, and the option that says what comes of it."""

_USAGE = """ct56kg amend draft --merge A B --into NAME | --absorb A --into BODY | --dissolve A | --end A
    | --rename A --to NAME | --transfer A --to BODY [--duty DUTY]  --effect DATE [--basis DOC] -o DIR"""


def declare(parser: Parser, lang: str) -> None:
    """Declare the options that compose a reorganisation."""
    group = parser.add_argument_group(say("amend.compose", lang))
    for name in _KINDS:
        several = "+" if name in ("merge", "absorb") else None
        group.add_argument(f"--{name}", metavar="BODY", nargs=several, help=say(f"amend.opt-{name}", lang))
    for name, metavar in (("into", "NAME"), ("to", "NAME"), ("effect", "DATE"), ("basis", "DOC")):
        group.add_argument(f"--{name}", metavar=metavar, help=say(f"amend.opt-{name}", lang))
    group.add_argument("--duty", metavar="DUTY", action="append", default=[], help=say("amend.opt-duty", lang))


def composed(args: argparse.Namespace, asked: Context) -> tuple[Context, Draft] | None:
    """Compose what the options name, seen on its day of effect; nothing, if they name no reorganisation.

    Raises:
        UsageError: options are missing or do not go together (USAGE-02, USAGE-03), names that fit nothing or several
            things (NAME-01, NAME-02), a name that is taken (AMEND-46), one body twice (AMEND-47), a duty that the
            body does not have (AMEND-48).
        InputError: what the dossier says speaks against it (AMEND-42 … 45).
    """
    option = _option(args)
    if option is None:
        return None
    from ct56kg.amend.composing import Reorganisation, compose
    from ct56kg.amend.contradicting import recorded_event, refuse_what_is_past
    from ct56kg.amend.proposing import draft_composed

    kind, target = _KINDS[option]
    day = parse_date(args.effect)
    then = asked.replace(as_of=day)
    named = getattr(args, option) if isinstance(getattr(args, option), list) else [getattr(args, option)]
    originals = tuple(sorted({then.names.resolve(name, "party") for name in named}))
    basis = then.names.resolve(args.basis, "document") if args.basis else None
    new, into = "", None
    if target and option in ("merge", "rename"):
        new = " ".join(nfc(getattr(args, target)).split())
        into = next(iter(then.names.called(new, "party")), None)
    elif target:
        into = then.names.resolve(getattr(args, target), "party")
    if len(originals) < len(named) or (option == "merge" and len(named) < 2) or into in originals:
        raise UsageError(
            "AMEND-47", names=" · ".join([*named, *([getattr(args, target)] if into in originals else [])])
        )
    event = recorded_event(then.state, kind, originals, into)
    if new and into is not None and event is None:
        raise UsageError("AMEND-46", name=new, code=then.labels.curie(into.value))
    refuse_what_is_past(then.state, kind, originals, day, event, then.labels, asked.lang)
    refuse_what_is_past(then.state, "", (into,) if into and not new else (), day, event, then.labels, asked.lang)
    words = Reorganisation(
        kind,
        originals,
        day,
        labels={lang: _event_label(then, option, originals, into, new, lang) for lang in ("vi", "en")},
        names={"vi": new} if new else {},
        into=into,
        basis=basis,
        event=event,
    )
    made = compose(then.store.select, then.dossier.iri, words)
    duties = tuple(then.names.resolve(name) for name in args.duty)
    draft, labels = draft_composed(then.state, words, made, then.prefixes, duties)
    passing = {str(triple.object) for triple in draft.add}
    for duty in duties:
        if duty.n3() not in passing:
            name, code = then.label(originals[0]), then.labels.curie(originals[0].value)
            raise UsageError("AMEND-48", body=name, duty=then.label(duty), day=format_date(day), code=code)
    vars(then)["labels"] = labels
    return then, draft


def _option(args: argparse.Namespace) -> str | None:
    """Give the one kind that is asked for, with all it needs and nothing more."""
    asked = [name for name in _KINDS if getattr(args, name) is not None]
    given = [name for name in ("into", "to", "effect", "basis", "duty") if getattr(args, name)]
    if not asked and not given:
        return None
    target = _KINDS[asked[0]][1] if asked else ""
    needed = [name for name in (target, "effect", "output") if name]
    missing = [f"--{name}" for name in needed if not getattr(args, name)]
    if not asked or args.action != "draft":
        missing = ["draft " + " | ".join(f"--{name}" for name in _KINDS)]
    extra = [f"--{name}" for name in asked[1:]]
    extra += [f"--{name}" for name in ("into", "to") if name in given and name != target]
    extra += ["--duty"] if "duty" in given and asked[:1] != ["transfer"] else []
    extra += args.change
    if missing:
        raise UsageError("USAGE-02", what=" ".join(missing), usage=_USAGE)
    if extra:
        raise UsageError("USAGE-03", what=" ".join(extra), usage=_USAGE)
    return asked[0]


def _event_label(
    asked: Context, option: str, originals: tuple[Term, ...], into: Term | None, new: str, lang: str
) -> str:
    """Name the event in a language."""
    names = say("amend.and", lang).join(asked.labels.of(body, lang) for body in originals)
    to = new or (asked.labels.of(into, lang) if into else "")
    return say(f"amend.event-{option}", lang, names=names, to=to)
