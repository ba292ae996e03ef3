"""`ct56kg init`: a new dossier that checks clean, with a fictitious example or as a copy of the built-in one."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from ct56kg.base.dates import parse_date
from ct56kg.base.errors import UsageError
from ct56kg.base.resources import builtin_root
from ct56kg.base.words import say
from ct56kg.cli.parsing import Parser
from ct56kg.graph.dossier import open_dossier
from ct56kg.intake.new_dossier import OwnAnnex, Plan, check_iri, default_iri, dossier_files, write_dossier
from ct56kg.view.terminal import argument

_LANGUAGES = {"vi": ("vi", "en"), "en": ("en", "vi")}
"""The languages of a dossier, in the order that its reader set up by asking for one."""


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", metavar="DIR", help=say("init.opt-folder", lang))
    parser.add_argument(
        "--from", dest="origin", choices=("new", "builtin"), default="new", help=say("init.opt-from", lang)
    )
    parser.add_argument("--title", help=say("init.opt-title", lang))
    parser.add_argument("--title-en", metavar="TITLE", help=say("init.opt-title-en", lang))
    parser.add_argument("--iri", help=say("init.opt-iri", lang))
    parser.add_argument("--issuer", help=say("init.opt-issuer", lang))
    parser.add_argument("--issuer-en", metavar="NAME", help=say("init.opt-issuer-en", lang))
    parser.add_argument("--annex", help=say("init.opt-annex", lang))
    parser.add_argument("--issued", metavar="DATE", help=say("init.opt-issued", lang))


def run(args: argparse.Namespace) -> int:
    """Write the dossier and say what to do next."""
    lang = args.lang or "vi"
    folder = Path(args.folder).resolve()
    builtin = open_dossier(builtin_root())
    copy = args.origin == "builtin"
    title = args.title or (builtin.called("vi") if copy else "")
    in_english = args.title_en or (builtin.called("en") if copy and not args.title else "")
    if not title and not (args.issuer or args.annex) and sys.stdin.isatty() and sys.stdout.isatty():
        title = _asked(args, lang)
    title = title or say("init.default-title", lang)
    iri = check_iri(args.iri) if args.iri else builtin.iri if copy else default_iri(folder)
    annex = _annex(args, title)
    if annex and copy:
        raise UsageError("INIT-04")
    title, in_english = (" ".join(text.split()) for text in (title, in_english))
    plan = Plan(title, iri, date.today(), copy, annex, _LANGUAGES[lang], in_english)
    write_dossier(folder, dossier_files(plan))
    print(say("init.done", lang, folder=args.folder))
    print(say("init.next", lang, folder=argument(args.folder)))
    return 0


def _asked(args: argparse.Namespace, lang: str) -> str:
    """Ask what was not said; an empty answer leaves it out."""
    title = input(say("init.ask-title", lang) + " ").strip()
    if args.origin == "new":
        args.issuer = input(say("init.ask-issuer", lang) + " ").strip() or None
        if args.issuer:
            args.annex = input(say("init.ask-annex", lang) + " ").strip() or None
            args.issued = input(say("init.ask-issued", lang) + " ").strip() or None
    return title


def _annex(args: argparse.Namespace, title: str) -> OwnAnnex | None:
    """Read the annex that a person is about to fill, if all three parts of its identity are given."""
    given = {"--issuer": args.issuer, "--annex": args.annex, "--issued": args.issued}
    if not any(given.values()):
        return None
    if not (args.issuer and args.annex):
        raise UsageError("INIT-03", missing=", ".join(name for name, value in given.items() if not value))
    from ct56kg.graph.workspace import load
    from ct56kg.intake.documents import TYPES, document_types, read_document, types_for

    words = read_document(args.annex)
    if words is None:
        raise UsageError("INIT-05", text=args.annex)
    day = parse_date(args.issued) if args.issued else words.day
    if day is None:
        raise UsageError("INIT-03", missing="--issued")
    types = document_types(load(open_dossier(builtin_root()), day).store.select(TYPES))
    fitting = types_for(words.number, words.before, types)
    if len(fitting) != 1:
        known = " · ".join(f"{kind.name} {words.number.symbol}" for kind in fitting) or " · ".join(
            k.name for k in types
        )
        raise UsageError("INIT-06", text=args.annex, known=known)
    kind = fitting[0]
    names = tuple(name[:1].upper() + name[1:] for name in kind.names)
    issuer, in_english = (" ".join((name or "").split()) for name in (args.issuer, args.issuer_en))
    return OwnAnnex(words.number.symbol, words.number.number, kind.iri, names, day, issuer, in_english)
