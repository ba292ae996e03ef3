"""Build the documentation in both languages: `python docs/make.py [FOLDER]`; any warning is a failure.

The pages people write stand in `docs/vi` and `docs/en`, page for page; the reference is made from the toolkit itself
beside them. Needs the extra `docs`; fetches nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from reference.sources import LANGUAGES, assemble

HERE = Path(__file__).resolve().parent
START = """<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="0; url=vi/index.html">
<title>ct56kg</title>
<p><a href="vi/index.html">Tiếng Việt</a> · <a href="en/index.html" lang="en">English</a></p>
"""


def main(target: Path) -> int:
    """Write the site into a folder; 0 if Sphinx had nothing to say."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as aside:
        assemble(Path(aside))
        for lang in LANGUAGES:
            command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q", "-c", str(HERE)]
            folders = [str(Path(aside, lang)), str(target / lang), "-d", str(Path(aside, "cache", lang))]
            done = subprocess.run([*command, *folders], env={**os.environ, "CT56KG_DOCS_LANGUAGE": lang}, check=False)
            if done.returncode:
                return done.returncode
            (target / lang / ".buildinfo").unlink(missing_ok=True)
    (target / "index.html").write_text(START, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "_build"))
