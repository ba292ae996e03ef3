"""Write a made-up nation as a dossier: programmes of about 1,700 triples, faults at known places, standard amendments.

Run: `python tests/bench/generate.py --programmes N -o DIR`. The folder is a dossier for `ct56kg --dossier DIR`, with
`expected.csv` (what a check on 01/03/2026 must find) and `changes/` (amendments, each with what it must bring).
Deterministic; a programme at a time, so that memory does not grow. 11,111 programmes are about 19 million triples.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a script, it finds what stands beside it

from bench.changes import amendments, write
from bench.faults import FAULTS, HEADER, line, spoiled
from bench.programme import written

SETTINGS = """# MẪU – HƯ CẤU: hồ sơ do tests/bench/generate.py viết ra; không địa phương, cơ quan nào ở đây có thật.
[dossier]
title = "MẪU – HƯ CẤU: toàn quốc, {places} chương trình"
iri = "https://w3id.org/ct56kg/example/national/"
languages = ["vi", "en"]
extends = "builtin"
data = ["data"]
amendments = ["data/amendment"]
with = ["synthetic"]
"""


def generate(folder: Path, places: int, faults: int) -> int:
    """Write the dossier and give the number of triples."""
    data = folder / "data" / "synthetic"
    data.mkdir(parents=True, exist_ok=True)
    (folder / "ct56kg.toml").write_text(SETTINGS.format(places=places), "utf-8")
    triples = 0
    expected = folder / "expected.csv"
    with (data / "nation.nt").open("w", encoding="utf-8") as nation, expected.open("w", encoding="utf-8") as manifest:
        nation.write("# MẪU – HƯ CẤU: mọi điều trong tệp này là hư cấu.\n")
        manifest.write(HEADER)
        for place in range(places):
            made, found = spoiled(place, places, faults)
            text = "".join(written(made))
            triples += text.count("\n")
            nation.write(text)
            manifest.writelines(line(one) for one in found)
    for change in amendments(places, faults):
        write(folder / "changes", change)
    return triples


def main(words: list[str]) -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programmes", type=int, required=True, metavar="N", help="how many (at least 2)")
    parser.add_argument(
        "--faults", type=int, default=5, metavar="K", help=f"faults a programme, of {len(FAULTS)} kinds"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder of the dossier")
    args = parser.parse_args(words)
    if args.programmes < 2 or not 0 <= args.faults <= len(FAULTS):
        parser.error(f"--programmes from 2, --faults from 0 to {len(FAULTS)}")
    print(f"{generate(args.output, args.programmes, args.faults)} triples in {args.output}")


if __name__ == "__main__":
    main(sys.argv[1:])
