"""The cell formats of our workbooks, each made once: Excel allows 64,000 of them, and making one is slow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

FONT = "BIZ UDPゴシック"
SIZE = 9

LINE = "#767676"
HEADING = "#EEF0F4"
HEADING_CURRENT = "#D6E4FF"
CURRENT = "#F2F6FF"

# Grades by rank: fill, letter, border style (double, thin, dashed, thin) and its colour. The dark one has a
# white frame, so that two of them, one above the other, do not run into one.
_TONES = (
    ("#DCF0FF", "#00428C", 6, "#00428C"),
    ("#E6F5EC", "#115A36", 1, "#115A36"),
    ("#FFF0B3", "#6E5600", 3, "#6E5600"),
    ("#A90000", "#FFFFFF", 1, "#FFFFFF"),
)


class Styles:
    """Formats of one workbook by what they look like."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def find(self, **properties: Any) -> Format:
        """The format with these properties beside the common font."""
        key = tuple(properties.items())
        style = self.made.get(key)
        if style is None:
            style = self.book.add_format({"font_name": FONT, "font_size": SIZE, **properties})
            self.made[key] = style
        return style

    def cell(
        self, *, align: str, top: bool = False, strong: bool = False, fill: str = "", number: str = ""
    ) -> Format:
        """A cell of the table; ``strong`` has the heavier line above that begins an outer group."""
        properties: dict[str, Any] = {
            "align": align,
            "valign": "top" if top else "vcenter",
            "text_wrap": True,
            "border": 1,
            "border_color": LINE,
        }
        if strong:
            properties.update(top=2, top_color="#1A1A1A")
        if fill:
            properties["bg_color"] = fill
        if number:
            # A figure that does not fit would show as ####; shrinking keeps it readable.
            properties.update(num_format=number, text_wrap=False, shrink=True)
        return self.find(**properties)

    def heading(self, *, current: bool = False) -> Format:
        """A cell of the heading rows."""
        return self.find(
            align="center",
            valign="vcenter",
            text_wrap=True,
            bold=True,
            border=1,
            border_color=LINE,
            bg_color=HEADING_CURRENT if current else HEADING,
        )

    def mark(self, tone: int | None) -> Format:
        """A grade: letter, frame and colour."""
        if tone is None:
            return self.find(
                align="center", valign="vcenter", text_wrap=True, bold=True, border=1, border_color=LINE
            )
        fill, ink, border, frame = _TONES[tone]
        return self.find(
            align="center",
            valign="vcenter",
            text_wrap=True,
            bold=True,
            font_color=ink,
            bg_color=fill,
            border=border,
            border_color=frame,
        )
