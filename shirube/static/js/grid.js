// A table of years as a spreadsheet: moving by keys, pasting a block, taking back, and keeping drafts.
// Without this file the table is an ordinary form with one button.
"use strict";

(() => {
  const form = document.getElementById("grid");
  if (!form) return;
  const rows = () => [...form.querySelectorAll("tbody tr")];
  const cellsOf = (row) => [...row.querySelectorAll("input.cell")];
  const { rowOf, send, markUnsaved, showRejected, takeLines } = window.startTyping(form, (cell) => {
    const seen = JSON.parse(rowOf(cell).querySelector("[name^=seen-]").value);
    const [version, shown] = seen[cell.dataset.column];
    return { text: cell.value === shown ? "" : cell.value, version };
  });
  const saved = new Map(); // what stood in a cell before it was changed, for taking back
  const undone = []; // [cell, value before]

  for (const cell of form.querySelectorAll("input.cell")) saved.set(cell, cell.value);

  function find(row, step, column) {
    const all = rows();
    const next = all[all.indexOf(row) + step];
    return next ? cellsOf(next)[column] : undefined;
  }

  function note(cell) {
    if (saved.get(cell) === cell.value) return;
    undone.push([cell, saved.get(cell)]);
    saved.set(cell, cell.value);
  }

  // ---- keys ----
  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches("input.cell") || event.isComposing) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault(); // Enter would send the whole form
      const next = find(rowOf(cell), step, cellsOf(rowOf(cell)).indexOf(cell));
      if (next) { next.focus(); next.select(); } else { cell.blur(); cell.focus(); }
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && cell.value === saved.get(cell)) {
      const last = undone.pop();
      if (!last) return;
      event.preventDefault();
      last[0].value = last[1];
      saved.set(last[0], last[1]);
      last[0].focus();
      send(last[0]);
    }
  });

  form.addEventListener("change", (event) => {
    if (event.target.matches("input.cell")) note(event.target);
  }, true);

  // ---- pasting a block from a spreadsheet: to the right and down from the cell ----
  form.addEventListener("paste", (event) => {
    const cell = event.target;
    const lines = takeLines(event);
    if (!lines) return;
    const rejected = [];
    const all = rows();
    const left = cellsOf(rowOf(cell)).indexOf(cell);
    let at = all.indexOf(rowOf(cell));
    for (const line of lines) {
      const values = line.split("\t").map((value) => value.trim());
      const row = all[at];
      at += 1;
      if (!row) { if (line.trim()) rejected.push(values.join(" ／ ")); continue; }
      const cells = cellsOf(row);
      const beyond = values.slice(cells.length - left).filter((value) => value);
      if (beyond.length) rejected.push(beyond.join(" ／ "));
      let last = null;
      values.slice(0, cells.length - left).forEach((value, place) => {
        const target = cells[left + place];
        if (!value || target.value === value) return; // an empty cell of the block says nothing
        target.value = value;
        note(target);
        last = target;
      });
      if (last) { markUnsaved(row); send(last); }
    }
    showRejected(rejected);
  });

  // ---- after a row was saved ----
  document.addEventListener("htmx:afterSwap", (event) => {
    const row = event.target.closest && event.target.closest("tr");
    if (!row) return;
    const state = row.querySelector("[id^=state-]");
    const wrong = state.dataset.wrong.split(" ").filter((column) => column);
    row.classList.remove("unsaved");
    row.classList.toggle("conflicting", wrong.length > 0);
    for (const cell of cellsOf(row)) {
      if (wrong.includes(cell.dataset.column)) cell.setAttribute("aria-invalid", "true");
      else cell.removeAttribute("aria-invalid");
    }
    document.getElementById("entered").textContent = form.querySelectorAll("[data-entered=yes]").length;
  });
})();
