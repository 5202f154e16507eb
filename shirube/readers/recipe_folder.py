"""Where the recipes stand that are shipped with the package: what differs between municipalities, as data."""

from __future__ import annotations

from pathlib import Path

# Beside the modules, as the fonts and pages are; importlib.resources would cost every command 4 ms.
RECIPES = Path(__file__).parents[1] / "recipes"
