"""A change set is read whole or refused with its place; what does not fit the dossier is named with its line."""

from datetime import date

import pytest

from amend.cases import PREFIXES, change_set, dossier
from ct56kg.amend.change import read_change, what_if
from ct56kg.amend.preview import preview
from ct56kg.base.errors import CtError

TODAY = date(2026, 1, 1)


def refused(folder_or_change, here):
    with pytest.raises(CtError) as caught:
        preview(here, folder_or_change, today=TODAY)
    return caught.value


def code_of(path):
    with pytest.raises(CtError) as caught:
        read_change(path)
    return caught.value.code


def test_a_removal_that_is_not_there_is_named_with_its_line(tmp_path):
    here = dossier(tmp_path / "d")
    change = read_change(change_set(tmp_path / "c", "2025-07-01", remove="x:t1 x:lead x:b1 ;\n x:due 1 ."))
    error = refused(change, here)
    assert (error.code, error.line) == ("AMEND-03", 3)
    assert error.place.endswith("remove.ttl:3")
    assert '<http://x/t1> <http://x/due> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .' in error.say("vi")


def test_an_addition_that_is_there_is_named_with_its_line(tmp_path):
    here = dossier(tmp_path / "d")
    change = read_change(change_set(tmp_path / "c", "2025-07-01", add="x:t9 a x:Task .\nx:t1 x:lead x:b1 ."))
    error = refused(change, here)
    assert (error.code, error.line) == ("AMEND-04", 3)


def test_what_is_removed_and_added_alike_is_refused(tmp_path):
    here = dossier(tmp_path / "d")
    same = "x:t1 x:lead x:b1 ."
    assert (
        refused(read_change(change_set(tmp_path / "c", "2025-07-01", add=same, remove=same)), here).code == "AMEND-10"
    )


def test_a_blank_node_cannot_be_removed(tmp_path):
    assert code_of(change_set(tmp_path / "c", "2025-07-01", remove="x:t1 x:lead [] .")) == "AMEND-05"
    (tmp_path / "r.nt").write_text("_:b <http://x/p> <http://x/o> .")
    with pytest.raises(CtError, match="AMEND-05"):
        what_if(remove=[tmp_path / "r.nt"])


def test_a_blank_node_cannot_be_recorded(tmp_path):
    assert code_of(change_set(tmp_path / "c", "2025-07-01", add="x:t1 x:lead [] .")) == "AMEND-08"


def test_a_relative_name_would_change_its_meaning_and_is_refused(tmp_path):
    assert code_of(change_set(tmp_path / "c", "2025-07-01", add="<t1> x:lead x:b1 .")) == "AMEND-09"


@pytest.mark.parametrize(
    "about",
    [
        "x:c a ct:ChangeSet .",
        'x:c a ct:ChangeSet ; ct:effectDate "2025-07-01" .',
        'x:c a ct:ChangeSet ; ct:effectDate "2025-02-30"^^xsd:date .',
        'x:c a ct:ChangeSet ; ct:effectDate "2025-07-01"^^xsd:date . x:d a ct:ChangeSet .',
        "",
    ],
)
def test_metadata_name_one_change_set_with_one_date_of_effect(tmp_path, about):
    folder = change_set(tmp_path / "c", "2025-07-01", add="x:t9 a x:Task .")
    (folder / "amendment.ttl").write_text(PREFIXES + about, "utf-8")
    assert code_of(folder) == "AMEND-06"


def test_a_part_has_one_file(tmp_path):
    folder = change_set(tmp_path / "c", "2025-07-01", add="x:t9 a x:Task .")
    (folder / "add.nt").write_text("")
    assert code_of(folder) == "AMEND-07"


def test_a_folder_without_parts_is_no_change_set(tmp_path):
    assert code_of(tmp_path) == "AMEND-02"
    assert code_of(tmp_path / "nowhere") == "AMEND-02"


def test_in_a_what_if_whatever_has_no_effect_is_dropped_and_counted(tmp_path):
    here = dossier(tmp_path / "d")
    (tmp_path / "a.nt").write_text(
        "<http://x/t1> <http://x/lead> <http://x/b1> .\n<http://x/t3> <http://x/lead> <http://x/b1> ."
    )
    (tmp_path / "r.nt").write_text("<http://x/t1> <http://x/lead> <http://x/b7> .")
    seen = preview(here, what_if([tmp_path / "a.nt"], [tmp_path / "r.nt"]), today=TODAY)
    assert [str(triple) for triple in seen.added] == ["<http://x/t3> <http://x/lead> <http://x/b1>"]
    assert (len(seen.ineffective.additions), len(seen.ineffective.removals), seen.removed) == (1, 1, ())


def test_a_what_if_of_nothing_is_wrong_use():
    with pytest.raises(CtError, match="AMEND-11"):
        what_if()


def test_the_name_loses_number_and_date(tmp_path):
    for name in ("2025-07-01-hop-nhat", "0003-2025-07-01-hop-nhat", "hop-nhat"):
        assert read_change(change_set(tmp_path / name, "2025-07-01", add="x:t9 a x:Task .")).what == "hop-nhat"


def test_removal_in_the_default_graph_is_from_every_graph_and_trig_means_one(tmp_path):
    here = dossier(tmp_path / "d")
    (tmp_path / "d/data/second.ttl").write_text(PREFIXES + "x:t1 x:lead x:b1 .", "utf-8")
    folder = change_set(tmp_path / "c", "2025-07-01", remove="x:t1 x:lead x:b1 .")
    assert [str(t) for t in preview(here, read_change(folder), today=TODAY).removed] == [
        "<http://x/t1> <http://x/lead> <http://x/b1>"
    ]
    (folder / "remove.ttl").unlink()
    trig = "GRAPH <https://example.org/d/data/second> { x:t1 x:lead x:b1 }"
    (folder / "remove.trig").write_text(PREFIXES + trig, "utf-8")
    seen = preview(here, read_change(folder), today=TODAY)
    assert seen.removed == ()
    assert len(seen.after.quads) == len(seen.before.quads) - 1 + 2  # the change set itself says two things
