"""`ct56kg explain`: a rule or an error, in words: what, why, basis, how to mend, an example."""

from __future__ import annotations

import argparse

from ct56kg.base.errors import UsageError
from ct56kg.base.resources import builtin_root
from ct56kg.base.rows import iri
from ct56kg.base.text import near, wrap
from ct56kg.base.words import area, say
from ct56kg.check.rules import Rule, all_rules, without_placeholders
from ct56kg.cli.context import Context, context
from ct56kg.cli.parsing import Parser
from ct56kg.graph.dossier import open_dossier
from ct56kg.view.plain_terms import readable
from ct56kg.view.terminal import hanging, set_lines, width


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("code", nargs="?", help=say("explain.opt-code", lang))


def run(args: argparse.Namespace) -> int:
    """Explain one code, or list all."""
    asked = context(args)
    known = readable(all_rules(asked.state.shapes), asked.lang, asked.prefixes, asked.label)
    rules = {rule.code.upper(): rule for rule in known.values()}
    errors = {code: words for code, words in area("error").items() if code not in rules}
    if args.code is None:
        _list(rules, errors, asked.lang)
        return 0
    code = args.code.upper()
    if code in rules:
        _rule(rules[code], asked)
    elif code in errors:
        _error(code, errors[code], asked.lang)
    else:
        raise UsageError("EXPLAIN-01", name=args.code, near=" · ".join(near(code, [*rules, *errors], 4)) or "–")
    return 0


def _list(rules: dict[str, Rule], errors: dict[str, dict[str, str]], lang: str) -> None:
    print(say("explain.rules", lang))
    for code, rule in sorted(rules.items()):
        print("\n".join(hanging(f"  {code:10} ", rule.text("title", lang) or rule.text("message", lang))))
    print("\n" + say("explain.errors", lang))
    for code, words in sorted(errors.items()):
        print("\n".join(hanging(f"  {code:13} ", without_placeholders(words.get(lang, words["vi"])))))


def _rule(rule: Rule, asked: Context) -> None:
    lang = asked.lang
    print("\n".join(set_lines([f"{rule.code} · {rule.text('title', lang)} · {say(f'cli.{rule.severity}', lang)}"])))
    parts = [
        ("what", rule.text("message", lang)),
        ("why", rule.text("why", lang)),
        ("basis", " · ".join(_basis(b, asked) for b in rule.basis)),
        ("remedy", rule.text("remedy", lang)),
        ("example", rule.text("example", lang)),
    ]
    _print_parts(parts, lang)


def _basis(basis: str, asked: Context) -> str:
    """Name what a rule rests on; the toolkit's rules rest on documents of its own dossier."""
    if not basis.startswith("http"):
        return basis
    named = asked.label(iri(basis))
    if named == asked.labels.curie(basis) and not asked.dossier.builtin:
        return asked.replace(dossier=open_dossier(builtin_root())).label(iri(basis))
    return named


def _error(code: str, words: dict[str, str], lang: str) -> None:
    title = words.get(f"title_{lang}")
    print(f"{code} · {title}" if title else code)
    parts = [
        ("what", without_placeholders(words.get(lang, words["vi"]))),
        ("why", words.get(f"why_{lang}", "")),
        ("remedy", without_placeholders(words.get(f"remedy_{lang}", ""))),
    ]
    _print_parts(parts, lang)


def _print_parts(parts: list[tuple[str, str]], lang: str) -> None:
    for name, text in parts:
        if text:
            print(f"\n{say(f'finding.{name}', lang)}")
            for paragraph in text.splitlines():
                print("\n".join(f"  {line}" for line in wrap(paragraph, min(92, width() - 2)) or [""]))
