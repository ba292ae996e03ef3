"""The structure holds: imports never go up, each foreign library has one door, nothing heavy loads early."""

import ast
import graphlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "ct56kg"
LAYERS = ["base", "graph", "intake", "check", "amend", "view", "web", "cli"]
DOORS = {
    "pyshacl": {"check"},
    "shifty": {"check"},
    "rdflib": {"check", "graph"},
    "networkx": {"graph"},
    "openpyxl": {"intake", "view"},
    "docx": {"view", "intake"},
    "graphviz": {"view"},
    "pygraphviz": {"view"},
    "pypdf": {"intake"},
    "pandas": {"view"},
    "pyoxigraph": {"graph", "check", "amend"},
}
MODULES = sorted(SOURCE.rglob("*.py"))
NAMED = {
    ".".join(("ct56kg", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in MODULES
}


def imports(path):
    """Give the imports that run; those for type checkers alone do not."""
    tree = ast.parse(path.read_text("utf-8"))
    unrun = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in unrun:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node


def layer(path):
    return path.relative_to(SOURCE).parts[0] if path.parent != SOURCE else None


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_imports_never_go_up(path):
    here = layer(path)
    if here is None:
        return
    for name, node in imports(path):
        parts = name.split(".")
        if parts[0] == "ct56kg" and len(parts) > 1 and parts[1] in LAYERS:
            assert LAYERS.index(parts[1]) <= LAYERS.index(here), f"{path}:{node.lineno} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_each_foreign_library_is_known_only_behind_its_door(path):
    for name, node in imports(path):
        library = name.split(".")[0]
        if library in DOORS:
            assert layer(path) in DOORS[library], f"{path}:{node.lineno} imports {library}"


@pytest.mark.parametrize("library", ["pyshacl", "networkx", "graphviz", "pygraphviz", "pypdf", "pandas"])
def test_a_library_has_one_door(library):
    doors = {path for path in MODULES for name, _ in imports(path) if name.split(".")[0] == library}
    assert len(doors) <= 1, doors


def modules_imported(path):
    for name, node in imports(path):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                whole = f"{name}.{alias.name}"
                yield whole if whole in NAMED else name
        else:
            yield name


def test_no_modules_import_each_other_in_a_circle():
    """Imports within functions count too; what runs for type checkers alone does not."""
    order = graphlib.TopologicalSorter(
        {name: {other for other in modules_imported(path) if other in NAMED} - {name} for name, path in NAMED.items()}
    )
    try:
        order.prepare()
    except graphlib.CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_modules_stay_small():
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert not {path: size for path, size in sizes.items() if size > 400}
    assert sorted(sizes.values())[len(sizes) // 2] <= 150


@pytest.mark.parametrize("words", [["--help"], ["ask"], ["ask", "--format", "json"], ["ask", "gap/unknown"]])
def test_help_and_questions_import_no_engine_and_no_data_classes(words):
    code = (
        "import sys; from ct56kg.cli import main; main(sys.argv[1:]); "
        "sys.stderr.write(' '.join({'rdflib', 'pyshacl', 'networkx', 'openpyxl', 'dataclasses'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", code, *words]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert result.returncode == 0
    assert result.stderr == ""


@pytest.mark.parametrize("path", sorted((SOURCE / "words").glob("*.toml")), ids=lambda p: p.name)
def test_every_word_of_the_interface_is_in_both_languages(path):
    for key, words in tomllib.loads(path.read_text("utf-8")).items():
        if key == "compounds":  # Vietnamese words of two syllables, kept together when lines are broken
            continue
        assert words.get("vi") and words.get("en"), f"{path.name}: {key}"
        assert ("remedy_vi" in words) == ("remedy_en" in words), f"{path.name}: {key}"
