"""Footnotes, endnotes and comments of a Word document.

In the text of a cell a footnote leaves a sign (21人※1), and below the table stands a line with that sign and
its text, so that it is understood like a note that somebody typed. Comments become remarks on their cells.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from shirube.readers.docx_xml import get, local_name, read_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# A note may stand at ten thousand cells, so its length counts as often.
LONGEST_NOTE = 2_000
_KINDS = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


class DocumentNotes:
    """The notes of a document, numbered as they are met; ``lines`` are those met since the last table.

    ``cut`` are the beginnings of notes that are longer than LONGEST_NOTE and were read only so far.
    """

    def __init__(self, package: zipfile.ZipFile, text: bytes) -> None:
        self._texts: dict[tuple[str, str], str] = {}
        self._signs: dict[tuple[str, str], str] = {}
        self.lines: list[str] = []
        self.cut: list[str] = []
        for kind in _KINDS.values():
            self._read(read_xml(package, f"word/{kind}s.xml"), kind)
        self._read(read_xml(package, "word/comments.xml"), "comment")
        # Signs that the office typed itself keep their meaning.
        typed = re.search("※\\s*[0-9０-９]", text.decode("utf-8", "replace"))
        self._prefix = "注" if typed else "※"

    def take_sign(self, reference: Element) -> str:
        """The sign for a reference within a text, and its line for below the table; "" for an empty note."""
        key = (_KINDS.get(local_name(reference), ""), get(reference, "id"))
        text = self._texts.get(key, "")
        if not text:
            return ""
        if key not in self._signs:
            self._signs[key] = f"{self._prefix}{len(self._signs) + 1}"
            self.lines.append(f"{self._signs[key]} {text}")
        return self._signs[key]

    def find_comment(self, reference: Element) -> str:
        """The text of a comment that a run refers to."""
        return self._texts.get(("comment", get(reference, "id")), "")

    def take_lines(self) -> list[str]:
        """The lines met since the last call."""
        lines, self.lines = self.lines, []
        return lines

    def _read(self, root: Element | None, kind: str) -> None:
        for note in root if root is not None else ():
            # The lines that part notes from the text are kept as notes of a type of their own.
            if local_name(note) == kind and get(note, "type") not in {"separator", "continuationSeparator"}:
                text = "".join(part.text or "" for part in note.iter() if local_name(part) == "t")
                text = " ".join(text.split())
                if len(text) > LONGEST_NOTE:
                    self.cut.append(text[:20])
                self._texts[kind, get(note, "id")] = text[:LONGEST_NOTE]
