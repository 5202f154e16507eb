"""Where the shipped recipes stand."""

from __future__ import annotations

import pytest

from shirube.readers.recipe_folder import RECIPES


@pytest.mark.parametrize("kind", ["scales", "layouts", "tags"])
def test_every_kind_of_recipe_is_found_beside_the_modules(kind: str) -> None:
    assert [path for path in (RECIPES / kind).iterdir() if path.suffix == ".toml"]
