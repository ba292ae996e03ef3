"""Graph to findings: shapes, evaluation, evidence, vocabulary.

`ct56kg.check` is both this layer and the verb of the Python interface, so the module can be called.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Verb(ModuleType):
    """The layer, which is also the function `ct56kg.api.check`."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the function has them
        from ct56kg import api

        return api.check(*args, **kwargs)


sys.modules[__name__].__class__ = _Verb
