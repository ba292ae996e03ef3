"""A remark on input that was taken, as against an error, for which it was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ct56kg.base.words import area


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the input that its owner should know; its words stand in `words/error.toml` under the code."""

    code: str
    file: str | None = None
    line: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, lang: str) -> str:
        """Say what was seen and where."""
        words = area("error")[self.code]
        place = "".join((self.file or "", f":{self.line}" if self.line else "", ": " if self.file else ""))
        text: str = (words.get(lang) or words["vi"]).format(**self.values)
        return f"[{self.code}] {place}{text}"
