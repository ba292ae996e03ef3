"""Laws put faults into the code; what was remembered under a fault is forgotten before the next one."""

from __future__ import annotations

import pytest

from ct56kg.check import compiled_shapes, paths, query_rules, query_store

_REMEMBERED = (
    paths.walker,
    query_rules._form,
    query_store._reads,
    compiled_shapes.shapes_of,
    compiled_shapes.compiled_shapes,
)


@pytest.fixture(autouse=True)
def nothing_is_remembered_from_another_test():
    """Forget compiled paths and queries before and after each test."""
    for memory in _REMEMBERED:
        memory.cache_clear()
    yield
    for memory in _REMEMBERED:
        memory.cache_clear()
