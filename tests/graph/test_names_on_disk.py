"""Names in a store on the disk are found as names in memory are."""

from __future__ import annotations

from datetime import date

import pytest

from bench.generate import generate
from ct56kg.base.errors import UsageError
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.names import NAMES, THINGS, read_names
from ct56kg.graph.names_on import NamesOn
from ct56kg.graph.workspace import load

TEXTS = (
    "tuyen giao",
    "Ban Tuyên giáo, đơn vị mẫu 1 (MẪU – HƯ CẤU)",
    "ĐƠN VỊ MẪU 2",
    "uy ban",
    "không có tên này",
    "",
    "%",
)
DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nation")
    generate(folder, 3, 5)
    return open_dossier(folder)


@pytest.fixture(scope="module")
def on_disk(nation):
    return NamesOn(load(nation._replace(store="disk"), DAY).store, {})


@pytest.fixture(scope="module")
def in_memory(nation):
    store = load(nation._replace(store="memory"), DAY).store
    return read_names(store.select(NAMES), store.select(THINGS), {})


@pytest.mark.parametrize("text", TEXTS)
def test_a_part_of_a_name_finds_the_same_things_on_the_disk(on_disk, in_memory, text):
    assert on_disk.search(text) == in_memory.search(text)


@pytest.mark.parametrize("kind", ["", "body", "document"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_name_means_the_same_thing_or_is_refused_in_the_same_words(on_disk, in_memory, text, kind):
    def resolved(names):
        try:
            return names.resolve(text, kind)
        except UsageError as error:
            return error.say("vi")

    assert resolved(on_disk) == resolved(in_memory)


def test_names_are_listed_once_for_a_store_and_listed_anew_if_the_list_is_deleted(nation, on_disk):
    found = on_disk.search("tuyen giao")
    store = load(nation._replace(store="disk"), DAY).store
    (listed,) = store.place.parent.glob("names-*")
    again = listed.stat().st_mtime_ns
    assert NamesOn(store, {}).search("tuyen giao") == found
    assert listed.stat().st_mtime_ns == again
    listed.unlink()
    assert NamesOn(store, {}).search("tuyen giao") == found
