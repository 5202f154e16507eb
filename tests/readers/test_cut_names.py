"""Names that a page has cut."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from shirube.readers.cut_names import is_cut
from tests.readers.tables import read_one


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("受講者数（階層別・専門", True),
        ("【再掲】受講者数（延べ", True),
        ("受講者数（延べ）", False),
        ("1) 受講者数", False),
        ("2) 受講者数（延べ", True),
        ("「私のまち」調査の回答率", False),
    ],
)
def test_brackets_that_stay_open_say_that_a_name_is_cut(name: str, cut: bool) -> None:
    assert is_cut(name) is cut


def test_a_cut_name_is_named_and_its_figures_are_kept() -> None:
    found = read_one("指標 | R6目標 | R6実績\n会員数 | 40 | 31\n受講者数（階層別・ | 620 | 588")

    (said,) = [one for one in found.findings if one.code == "names-cut"]
    assert (said.level, said.place.cell) == (Level.ODD, "A3")
    assert "「受講者数（階層別・」" in said.message
    assert len(found.plan.indicators) == 2


def test_whole_names_are_not_spoken_of() -> None:
    found = read_one("指標 | R6目標 | R6実績\n会員数（延べ） | 40 | 31")

    assert "names-cut" not in {one.code for one in found.findings}
