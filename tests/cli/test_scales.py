"""``shirube scales``."""

from __future__ import annotations

from pathlib import Path

from shirube.readers.scale_recipe import load_scales
from tests.cli.run import Runner


def test_every_shipped_rule_is_listed(run: Runner) -> None:
    out = run("scales").out

    assert all(scale.name in out and scale.title in out for scale in load_scales())


def test_a_rule_is_printed_in_words(run: Runner) -> None:
    out = run("scales", "akiruno_shokogyo").out

    assert "50%超90%未満" in out
    assert "未確認" in out


def test_an_unknown_rule_is_refused_with_the_nearest_name(run: Runner) -> None:
    ran = run("scales", "akiruno_shoko")

    assert ran.code == 5
    assert "akiruno_shokogyo" in ran.err


def test_a_rule_of_ones_own_with_a_mistake_is_refused_with_its_line(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "独自.toml"
    path.write_text('name = "x"\n[[band]]\nmark = "A"\nrate = "百%以上"\n', encoding="utf-8")

    ran = run("scales", path)

    assert ran.code == 5
    assert "独自.toml" in ran.err
