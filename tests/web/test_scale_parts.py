from __future__ import annotations

import pytest

from shirube.core.scale import Evidence, Scale
from shirube.readers.scale_recipe import load_scales
from shirube.web.scale_form import change_rows, fill_texts, make_form
from shirube.web.scale_parts import Written, parse_scale_form
from tests.builders import build_scale


def write(texts: dict[str, str]) -> tuple[Written, dict[str, str]]:
    """The rule of some texts, and the mistakes by field."""
    form = make_form(texts)
    written = parse_scale_form(form, texts)
    return written, {name: item.error for name, item in form.fields.items() if item.error}


def fill(**changes: str) -> dict[str, str]:
    texts = {**fill_texts(build_scale()), "source": "計画書"}
    return texts | {name.replace("_at_", "-").replace("__", "-"): text for name, text in changes.items()}


@pytest.mark.parametrize("scale", load_scales(), ids=lambda scale: scale.name)
def test_every_rule_of_the_collection_comes_back_from_the_form_as_it_was(scale: Scale) -> None:
    written, wrong = write(fill_texts(scale))

    assert wrong == {}
    assert written.scale == scale


def test_an_open_edge_stays_open_until_somebody_settles_it() -> None:
    texts = {**fill_texts(build_scale(evidence=Evidence.OPEN)), "source": "計画書"}

    written, _ = write(texts)
    settled, _ = write({**texts, "band-1-lower_side": "以上", "band-2-upper_side": "未満"})

    assert written.scale is not None
    assert [band.mark for band, _ in written.scale.find_open_edges()] == ["S", "A"]
    assert settled.scale is not None
    assert [band.mark for band, _ in settled.scale.find_open_edges()] == ["S"]


def test_full_width_figures_and_percent_signs_are_understood() -> None:
    written, wrong = write(fill(**{"band-1-lower": "８５．５％", "band-2-upper": "85.5%"}))

    assert wrong == {}
    assert written.scale is not None
    assert written.scale.bands[1].rate is not None
    assert written.scale.bands[1].rate.render() == "85.5%以上120%未満"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("title", "", "名称を入力してください"),
        ("band-0-mark", "", "記号を入力してください"),
        ("band-1-mark", "S", "記号「S」が二つあります"),
        ("band-1-lower", "高い", "数字にしてください"),
        ("band-1-lower", "130", "下の境目が上の境目より大きく"),
        ("band-1-others", "天気：晴れ", "対象が分かりません"),
        ("band-1-colour", "赤", "「#1A5FB4」の形"),
        ("band-1-points", "たくさん", "数字にしてください"),
        ("band-1-points", "+-5", "数字にしてください"),
        ("judge", "適当に", "端数処理"),
        ("tolerance", "少し", "許容の幅"),
        ("formula-up-0", "実績値×2", "一覧から選んで"),
        ("valid_to", "2020", "最初の年度より前"),
    ],
)
def test_a_mistake_is_named_at_its_field(name: str, text: str, words: str) -> None:
    written, wrong = write(fill(valid_from="2025", **{name: text}))

    assert written.scale is None
    assert words in wrong[name]


def test_a_grade_without_any_condition_needs_somebody_to_give_it() -> None:
    nothing = {"band-0-lower": "", "band-0-upper": ""}

    _, wrong = write(fill(**nothing))
    judged, fine = write(fill(**nothing, **{"band-0-judged": "yes"}))

    assert "人が判断する" in wrong["band-0-lower"]
    assert fine == {}
    assert judged.scale is not None
    assert judged.scale.bands[0].is_judged


def test_a_gap_is_noted_at_the_edge_above_it() -> None:
    written, wrong = write(fill(**{"band-2-upper": "80"}))

    assert wrong == {}
    assert written.is_odd
    assert written.notes["band-1-lower"][0].startswith("すき間：80%から90%まで")


def test_a_gap_of_a_single_point_is_noted() -> None:
    written, _ = write(fill(**{"band-1-lower_side": "超"}))

    assert written.notes["band-1-lower"][0].startswith("すき間：ちょうど90%")


def test_an_overlap_is_noted_at_the_lower_grade() -> None:
    written, _ = write(fill(**{"band-2-upper": "95"}))

    assert written.notes["band-2-upper"][0].startswith("重なり：「A」の下限と重なっています")


def test_a_wrong_order_and_a_pale_colour_are_noted() -> None:
    texts = {**fill(), "band-3-colour": "#FFEE00"}

    written, _ = write(change_rows(texts, "up-bands-1"))

    assert written.notes["band-1-mark"][0].startswith("並び順")
    assert "読みにくい色" in written.notes["band-3-colour"][0]


def test_a_sound_rule_has_no_notes() -> None:
    written, wrong = write(fill())

    assert (wrong, written.notes, written.findings) == ({}, {}, ())
    assert not written.is_odd


def test_a_code_with_the_mark_of_a_grade_is_noted() -> None:
    texts = change_rows(fill(), "add-codes") | {"code-0-mark": "A", "code-0-missing": "未公表、集計中"}

    written, _ = write(texts)

    assert "評価区分の記号と同じ" in written.notes["code-0-mark"][0]
    assert written.scale is not None
    assert [reason.value for reason in written.scale.codes[0].missing] == ["未公表", "集計中"]
