"""What web pages draw as tables without calling it so, brought into the shape of a table before reading.

Areas with the roles of tables (for screen readers), lists of words with what they mean (dl) that hold
figures, and words that only screen readers say (「で並べ替え」) beside those that are shown.
"""

from __future__ import annotations

from typing import Any

from shirube.core.pattern import late_pattern

_TABLES = frozenset(("table", "grid", "treegrid"))
_PARTS = {
    "rowgroup": "tbody",
    "row": "tr",
    "cell": "td",
    "gridcell": "td",
    "columnheader": "th",
    "rowheader": "th",
}
_SPOKEN = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "u-visually-hidden", "sr-text")
)
# A list of such words says what an indicator is to reach; others explain terms, or give an address.
_FIGURES = late_pattern(r"目標|計画値")
_REACHED = late_pattern(r"実績|現状|基準|策定時|当初|最新")


def shape_tables(root: Any, text: str) -> None:
    """Change the page in place; ``text`` is its source, in which nothing of the kind costs a look only."""
    if "role=" in text and ("rowheader" in text or "columnheader" in text or "cell" in text):
        _name_roles(root)
    if "<dl" in text.lower():
        for one in list(root.iter("dl")):
            _turn_list(one)
    if any(name in text for name in _SPOKEN):
        _drop_spoken(root)


def _name_roles(root: Any) -> None:
    """Areas that are tables to a screen reader get the names of their parts."""
    for table in [one for one in root.iter("div", "section", "ul") if one.get("role") in _TABLES]:
        for one in list(table.iter()):
            if isinstance(one.tag, str) and (name := _PARTS.get(one.get("role") or "")):
                one.tag = name
                for wide in ("colspan", "rowspan"):
                    if count := one.get(f"aria-{wide}"):
                        one.set(wide, count)
        table.tag = "table"
        table.attrib.pop("role")


def _turn_list(one: Any) -> None:
    """目標値（R8） with 700 below it in a list becomes a row of a form."""
    words = list(one.iter("dt", "dd"))
    labels = " ".join(part.text_content() for part in words if part.tag == "dt")
    if not (_FIGURES.search(labels) and _REACHED.search(labels)):
        return
    rows: list[list[Any]] = []
    for part in words:
        if part.tag == "dt" or not rows:
            rows.append([])
        rows[-1].append(part)
    for part in list(one):
        one.remove(part)
    one.tag, one.text = "table", None
    for parts in rows:
        row = one.makeelement("tr")
        for part in parts:
            part.tag = "th" if part.tag == "dt" else "td"
            part.tail = None
            row.append(part)
        one.append(row)


def _drop_spoken(root: Any) -> None:
    """Words for screen readers are left out of cells that show something else; alone they are what counts."""
    for cell in root.iter("td", "th"):
        spoken = [one for one in cell.iterdescendants() if _SPOKEN & set((one.get("class") or "").split())]
        if not spoken:
            continue
        whole = "".join(cell.text_content().split())
        said = "".join("".join(one.text_content().split()) for one in spoken)
        if len(said) < len(whole):
            for one in spoken:
                one.drop_tree()
