// The entry table as a spreadsheet: moving by keys, pasting a block, taking back, and keeping drafts.
// Without this file the table is an ordinary form with one button.
"use strict";

(() => {
  const form = document.getElementById("entry");
  if (!form) return;
  const { rowOf, send, markUnsaved, showRejected, takeLines } = window.startTyping(form, (field) => ({
    text: field.value,
    version: rowOf(field).querySelector(field.matches("textarea") ? "[name^=status_version-]" : "[name^=version-]").value,
  }));
  const cells = () => [...form.querySelectorAll("input.cell")];
  const saved = new Map(); // what stood in a cell before it was changed, for taking back
  const undone = []; // [cell, value before]

  for (const field of form.querySelectorAll("[data-place]")) saved.set(field, field.value);

  // ---- keys ----
  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches("input.cell") || event.isComposing) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault(); // Enter would send the whole form
      const all = cells();
      const next = all[all.indexOf(cell) + step];
      if (next) { next.focus(); next.select(); } else { cell.blur(); cell.focus(); }
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && cell.value === saved.get(cell)) {
      if (undone.length) event.preventDefault();
      takeBack();
    }
  });

  // ---- taking back: the last change of a cell, by key or by the button ----
  const undo = document.getElementById("undo");
  undo.hidden = false;
  undo.addEventListener("click", takeBack);

  function remember(field, before) {
    undone.push([field, before]);
    undo.disabled = false;
  }

  function takeBack() {
    const last = undone.pop();
    undo.disabled = undone.length === 0;
    if (!last) return;
    const [field, before] = last;
    field.value = before;
    saved.set(field, before);
    field.focus();
    send(field);
  }

  form.addEventListener("change", (event) => {
    const field = event.target;
    // Why an odd figure is right is sent by its own button: the row must not be drawn anew meanwhile.
    if (field.matches("[data-reason]")) { event.stopPropagation(); return; }
    if (!saved.has(field) || saved.get(field) === field.value) return;
    remember(field, saved.get(field));
    saved.set(field, field.value);
    // A figure and a reason for having none exclude each other: the later one counts.
    const missing = rowOf(field).querySelector("[name^=missing-]");
    if (field.matches("input.cell") && field.value.trim() && missing.value) missing.value = "";
  }, true);

  form.addEventListener("change", (event) => {
    if (event.target.name.startsWith("missing-") && event.target.value) {
      const cell = rowOf(event.target).querySelector("input.cell");
      if (cell.value) remember(cell, cell.value);
      cell.value = "";
      saved.set(cell, "");
    }
  }, true);

  // ---- pasting a block from a spreadsheet: down the column of figures, texts beside them ----
  form.addEventListener("paste", (event) => {
    const cell = event.target;
    const lines = takeLines(event);
    if (!lines) return;
    const rejected = [];
    const all = cells();
    let at = all.indexOf(cell);
    for (const line of lines) {
      const [figure, ...rest] = line.split("\t");
      const target = all[at];
      at += 1;
      if (!target) { if (line.trim()) rejected.push(line); continue; }
      target.value = figure.trim();
      const words = rest.length === 1 ? rest[0].trim() : "";
      if (words) {
        const area = rowOf(target).querySelector("textarea");
        area.value = words;
        markUnsaved(rowOf(target));
      }
      if (rest.length > 1) rejected.push(rest.join(" ／ "));
      if (target.value || words) { markUnsaved(rowOf(target)); send(target); }
    }
    showRejected(rejected);
  });

  // ---- after a row was saved ----
  document.addEventListener("htmx:afterSwap", (event) => {
    const state = event.target;
    const row = state.closest && state.closest("tr");
    if (!row) return;
    const now = row.querySelector("[id^=state-]");
    const hasConflict = now.querySelector(".conflict") !== null;
    row.classList.remove("unsaved");
    row.classList.toggle("conflicting", hasConflict);
    const cell = row.querySelector("input.cell");
    cell.toggleAttribute("aria-invalid", hasConflict);
    if (hasConflict) cell.setAttribute("aria-invalid", "true");
    document.getElementById("entered").textContent = form.querySelectorAll("[data-entered=yes]").length;
  });
})();
