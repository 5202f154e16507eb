"""Findings about cells that all spreadsheet readers share."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from shirube.core.finding import Finding, Level
from shirube.readers.reference import render_reference
from shirube.readers.source import make_grid_finding, render_places


def make_error_finding(errors: Mapping[tuple[int, int], str], *, file: str, sheet: str) -> Finding:
    """One finding about all cells of a sheet whose calculation went wrong (#N/A, #DIV/0! …)."""
    places = [render_reference(*cell) for cell in errors]
    kinds = "、".join(sorted(set(errors.values())))
    return make_grid_finding(
        "cell-error",
        Level.GRAVE,
        f"計算がエラーになっているセルがあります（{kinds}：{render_places(places)}）。",
        "Excel で開いて式を直し、上書き保存してください。",
        file=file,
        sheet=sheet,
        cell=places[0],
    )


def make_partly_struck_finding(parts: Mapping[tuple[int, int], str], *, file: str, sheet: str) -> Finding:
    """One finding about all cells of which only a part is struck through: old and new value run together."""
    places = [f"{render_reference(*cell)}「{text[:20]}」" for cell, text in parts.items()]
    return make_grid_finding(
        "cell-partly-struck",
        Level.GRAVE,
        f"一部に取消線があるセルがあります（{render_places(places)}）。取消線の部分も含めて読みました。",
        "新しい値だけをセルに残してください。",
        file=file,
        sheet=sheet,
        cell=render_reference(*next(iter(parts))),
    )


def make_struck_finding(struck: Collection[tuple[int, int]], *, file: str, sheet: str) -> Finding:
    """One finding about all cells struck through: their values are read, though a person crossed them out."""
    places = [render_reference(*cell) for cell in sorted(struck)]
    return make_grid_finding(
        "cell-struck",
        Level.ODD,
        f"取消線が引かれたセルがあります（{render_places(places)}）。値はそのまま読みました。",
        "取り消した値であれば、セルから消してください。",
        file=file,
        sheet=sheet,
        cell=places[0],
    )
