"""Modules that no package holds: benchmarks, and modules of tests whose strategies serve elsewhere too."""

import importlib.util
import sys
from pathlib import Path
from typing import Any


def module_at(path: Path) -> Any:  # noqa: ANN401 -- what a module has, no type says
    """The module in a file; it is made once."""
    name = f"by_path_{path.stem}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec
        assert spec.loader
        sys.modules[name] = module = importlib.util.module_from_spec(spec)  # its dataclasses look it up
        spec.loader.exec_module(module)
    return sys.modules[name]
