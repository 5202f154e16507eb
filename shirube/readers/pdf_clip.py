"""What a PDF paints beyond the area in which it shows: how far each such character lies outside.

A merged cell cut by the end of a page is painted whole on both pages, and a text too long for its cell goes
on behind the next one; a clipping path hides the rest. Such a character belongs to the cell of that path.
pdfminer passes over clipping paths, hence this. Reading the page is left to pdf_page.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pdfminer.layout import LTChar, LTItem
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import PSKeyword
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from shirube.readers.pdf_operations import list_operations

# A clipping path is kept as the rectangle around it: left, bottom, right, top of the shown page.
Area = tuple[float, float, float, float]
# How far inside the edge of its area a hidden character is taken to stand.
_INSET = 2.0
# Nested states of the graphics that are kept; a file with more of them was not made by a program for offices.
_MOST_STATES = 1_000


def mark_hidden(page: Any) -> None:
    """Let ``page.chars`` of pdfplumber say for each hidden character how far it is from where it shows.

    The entry ``tag`` is then (to the right, upwards) in points, else None. Must come before anything else
    is asked of the page.
    """
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    page.process_object = _Describer(page).describe


class _Describer:
    """Makes the entries of ``page.chars``: what the other modules ask of a character, and no more.

    pdfplumber looks through each value of each character for references, which takes a third of the time
    of a page; in what is painted there are none.
    """

    def __init__(self, page: Any) -> None:
        self.others: Callable[[LTItem], dict[str, Any]] = page.process_object
        # pdfminer counts from a corner of the paper, upwards; pdfplumber from its origin, downwards.
        self.left, above = page.mediabox[:2]
        self.height = page.height + above

    def describe(self, item: LTItem) -> dict[str, Any]:
        """The entry of a character; all else as pdfplumber describes it."""
        if not isinstance(item, LTChar):
            return self.others(item)
        return {
            "object_type": "char",
            "text": item.get_text(),
            "x0": item.x0 + self.left,
            "x1": item.x1 + self.left,
            "top": self.height - item.y1,
            "bottom": self.height - item.y0,
            "size": item.size,
            "matrix": item.matrix,
            "tag": getattr(item, "tag", None),
        }


class _Device(PDFPageAggregatorWithMarkedContent):
    """Gathers the characters of a page, and knows the area that shows at the moment."""

    area: Area | None = None

    def tag_cur_item(self) -> None:
        """pdfplumber hands on few entries; that for accessibility is free, and carries the distance."""
        item = self.cur_item._objs[-1] if self.cur_item._objs else None
        if isinstance(item, LTChar):
            item.tag = self._find_distance(item)  # type: ignore[attr-defined]

    def _find_distance(self, item: LTChar) -> tuple[float, float] | None:
        if self.area is None:
            return None
        left, bottom, right, top = self.area
        x, y = (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
        if left <= x <= right and bottom <= y <= top:
            return None
        near_x, near_y = min(_INSET, (right - left) / 2), min(_INSET, (top - bottom) / 2)
        to_x = min(max(x, left + near_x), right - near_x)
        to_y = min(max(y, bottom + near_y), top - near_y)
        return to_x - x, to_y - y


class _Interpreter(PDFPageInterpreter):
    """Runs a page, and follows its clipping paths."""

    def __init__(self, manager: PDFResourceManager, device: _Device) -> None:
        super().__init__(manager, device)
        self.shown = device
        self.areas: list[Area | None] = []
        self.known: dict[PSKeyword, tuple[Callable[..., None], int] | None] = {}

    def execute(self, streams: Sequence[object]) -> None:
        """Runs contents; those that are told at once without asking pdfminer for each letter."""
        found = [stream_value(item) for item in streams]
        ids = {item.objid for item in found}
        # A content within itself, and one that has no number to be known by, are pdfminer's to judge.
        if None in ids or not ids.isdisjoint(self.parent_stream_ids):
            super().execute(streams)
            return
        objects = list_operations(b"\n".join(item.get_data() for item in found))
        if objects is None:
            super().execute(streams)
            return
        self.stream_ids = {number for number in ids if number is not None}
        self._run(objects)

    def _run(self, objects: Sequence[Any]) -> None:
        for item in objects:
            if item.__class__ is not PSKeyword:
                self.argstack.append(item)
                continue
            operation = self.known[item] if item in self.known else self._find(item)
            if operation is None:
                continue
            function, count = operation
            operands = self.pop(count) if count else ()
            if len(operands) == count:
                function(*operands)

    def _find(self, operator: PSKeyword) -> tuple[Callable[..., None], int] | None:
        """What an operator does, and how many operands it takes; None for an unknown one."""
        name = str(operator.name, "utf-8", "ignore")
        for sign, letters in (("*", "_a"), ('"', "_w"), ("'", "_q")):
            name = name.replace(sign, letters)
        function = getattr(self, f"do_{name}", None)
        found = None if function is None else (function, function.__code__.co_argcount - 1)
        self.known[operator] = found
        return found

    def do_q(self) -> None:
        """Keep the area with the rest of the state."""
        super().do_q()
        if len(self.areas) < _MOST_STATES:
            self.areas.append(self.shown.area)

    def do_Q(self) -> None:  # noqa: N802 - the operator of the format
        """Take up the area kept last."""
        super().do_Q()
        if self.areas:
            self.shown.area = self.areas.pop()

    def do_W(self) -> None:  # noqa: N802 - the operator of the format
        """From here on only what lies within the path shows."""
        points = [
            apply_matrix_pt(self.ctm, (x, y))
            for _, *numbers in self.curpath
            for x, y in zip(numbers[::2], numbers[1::2], strict=False)
        ]
        if not points:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, bottom, right, top = self.shown.area or (min(xs), min(ys), max(xs), max(ys))
        left, bottom = max(left, min(xs)), max(bottom, min(ys))
        self.shown.area = left, bottom, max(left, min(right, max(xs))), max(bottom, min(top, max(ys)))

    def do_W_a(self) -> None:  # noqa: N802 - the operator of the format
        """The other rule for what is inside; of the rectangle around a path it makes no difference."""
        self.do_W()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - the operator of the format
        """What a drawing within the page clips holds only for the drawing."""
        area = self.shown.area
        super().do_Do(xobjid_arg)
        self.shown.area = area
