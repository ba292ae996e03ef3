"""What was measured so far, kept in one file: a run that was broken off goes on where it stopped."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from bench.table import Measured


class Ledger:
    """Measurements by table, thing and size; written after each of them."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept: dict[str, dict[str, object]] = {}
        if file.is_file():
            self._kept = json.loads(file.read_text("utf-8"))

    def measure(self, table: str, what: str, triples: int, work: Callable[[], Measured]) -> Measured:
        """Give what was measured before, else measure it now; a failure is a measurement too."""
        key = f"{table} / {what} / {triples}"
        if key not in self._kept:
            try:
                one = work()
            except (RuntimeError, OSError, ValueError) as error:
                one = Measured(what, triples, None, note=f"failed: {str(error)[:120]}".replace("|", "/"))
            self._kept[key] = {"table": table, **asdict(one)}
            self._file.write_text(json.dumps(self._kept, ensure_ascii=False, indent=1), "utf-8")
            print(one, file=sys.stderr, flush=True)
        return _read(self._kept[key])

    def forget(self, table: str) -> None:
        """Forget a table, so that it is measured anew."""
        self._kept = {key: said for key, said in self._kept.items() if said["table"] != table}

    def of(self, table: str) -> list[Measured]:
        """Give what is known of a table."""
        return [_read(said) for said in self._kept.values() if said["table"] == table]


def _read(said: dict[str, object]) -> Measured:
    return Measured(**{name: value for name, value in said.items() if name != "table"})  # type: ignore[arg-type]
