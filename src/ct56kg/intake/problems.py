"""What cannot be taken from a sheet, each with its cell; all of them at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ct56kg.base.errors import InputError
from ct56kg.base.words import area

NONE_NEAR = "–"
"""Stands for near names where there are none; the question about them is then not asked."""

_SHOWN = 200
_NEAR = re.compile(r"[^.?]*\{near\}\? *")


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a sheet is not taken, or (`notice`) one thing its owner should know; words in `error.toml`."""

    code: str
    place: str
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, lang: str) -> str:
        """Say where, what, and what to do."""
        words = area("error")[self.code]
        what = (words.get(lang) or words["vi"]).format(**self.values)
        remedy = words.get(f"remedy_{lang}") or words.get("remedy_vi", "")
        if self.values.get("near") == NONE_NEAR:
            remedy = _NEAR.sub("", remedy)
        remedy = remedy.format(**self.values)
        return f"[{self.code}] {self.place}: {what}" + (f"\n  → {remedy}" if remedy else "")


class SheetError(InputError):
    """A sheet that is not taken: nothing of it is, and every reason is given."""

    def __init__(self, file: object, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("SHEET-01", file=file, count=len(self.problems))

    def say(self, lang: str) -> str:
        """List every problem, then say that nothing was taken."""
        shown = [problem.say(lang) for problem in self.problems[:_SHOWN]]
        more = len(self.problems) - len(shown)
        return "\n".join([*shown, *([f"… +{more}"] if more > 0 else []), super().say(lang)])


@dataclass(slots=True)
class Log:
    """Collects problems and notices while a sheet is read."""

    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, place: str, /, **values: object) -> None:
        """Note a reason not to take the sheet."""
        self.problems.append(Problem(code, place, values))

    def notice(self, code: str, place: str, /, **values: object) -> None:
        """Note what the sheet's owner should know."""
        self.notices.append(Problem(code, place, values))

    def settle(self, file: object) -> None:
        """Refuse the sheet if anything is wrong with it.

        Raises:
            SheetError: something is.
        """
        if self.problems:
            raise SheetError(file, self.problems)
