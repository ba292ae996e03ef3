"""What can go wrong for a user: one class per thing the caller can do something about.

The words of each error (what, why, remedy) stand in `words/error.toml` under its code, so that
`ct56kg explain CODE` and the message itself never differ.
"""

from __future__ import annotations

import errno

from ct56kg.base.words import area


class CtError(Exception):
    """Base of every error shown to a user, with its code, place and the values its words need."""

    def __init__(self, code: str, /, *, file: object = None, line: int | None = None, **values: object) -> None:
        self.code = code
        self.file = str(file) if file is not None else None
        self.line = line
        self.values = values
        super().__init__(self.say("vi"))

    @property
    def place(self) -> str:
        """Say where: `file:line`, `file`, or nothing."""
        if self.file is None:
            return ""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def say(self, lang: str) -> str:
        """Say what is wrong, where, and what to do."""
        words = area("error")[self.code]
        told = {
            name: _reason(value, lang) if isinstance(value, OSError) else value for name, value in self.values.items()
        }
        values = {"file": self.file or "", "line": self.line or "", **told}
        what = (words.get(lang) or words["vi"]).format(**values)
        remedy = (words.get(f"remedy_{lang}") or words.get("remedy_vi", "")).format(**values)
        head = f"{self.place}: {what}" if self.place else what
        return f"[{self.code}] {head}" + (f"\n  → {remedy}" if remedy else "")


class InputError(CtError):
    """A file, a sheet or a text that cannot be taken as it is."""


class UsageError(CtError):
    """A name, an argument or an option that makes no sense here."""


class StateError(CtError):
    """The dossier is not in the state that the operation needs: locked, damaged, changed meanwhile."""


class LimitError(CtError):
    """A limit on time, memory, rows, length or nesting was reached."""


class RemoteError(CtError):
    """A remote store that cannot be reached, or that answers what cannot be relied on."""


def _reason(error: OSError, lang: str) -> str:
    """Say in the reader's language what the operating system refused; its own words for what is rare."""
    name = "ETIMEDOUT" if isinstance(error, TimeoutError) else errno.errorcode.get(error.errno or 0, "")
    texts = area("reason").get(name)
    return texts[lang] if texts else error.strerror or str(error) or type(error).__name__
