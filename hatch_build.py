"""Before a wheel is built or the checkout is installed: front-end assets and translations."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Furnish(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        assets = _load(root / "frontend" / "assets.py")
        try:
            assets.bring()
        except assets.Unreachable as problem:
            sys.exit(str(problem))
        _load(root / "tools" / "translations.py").compile_catalogue()


def _load(path: Path) -> ModuleType:
    spec = spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
