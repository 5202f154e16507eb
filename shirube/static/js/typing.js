// What the tables for typing figures have in common: the state of a row, drafts, and what could not be saved.
"use strict";

window.startTyping = (form, readDraft) => {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const rowOf = (field) => field.closest("tr");
  document.getElementById("autosave").hidden = false;

  // One row is saved as a whole, however many of its fields were changed.
  function send(field) {
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function findState(row) {
    return row.querySelector("[id^=state-] > .saved, [id^=state-] > .sub, [id^=state-] > .unsaved");
  }

  function markUnsaved(row) {
    row.classList.add("unsaved");
    const state = findState(row);
    if (state) { state.textContent = "未保存"; state.className = "unsaved"; }
  }

  // What of a pasted block found no place is listed, so that nothing is lost.
  function showRejected(lines) {
    const box = document.getElementById("rejected");
    box.querySelector("ul").replaceChildren(...lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }));
    box.hidden = lines.length === 0;
  }

  // ---- drafts: what is being typed outlives a closed window ----
  const timers = new Map();
  form.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.dataset.place) return;
    markUnsaved(rowOf(field));
    window.clearTimeout(timers.get(field));
    timers.set(field, window.setTimeout(() => keepDraft(field), 800));
  });

  function keepDraft(field) {
    const body = new URLSearchParams({
      place: field.dataset.place,
      ...readDraft(field),
      csrfmiddlewaretoken: token,
    });
    const address = `${form.dataset.draft}${field.dataset.row}/draft/`;
    fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = event.target.closest && event.target.closest("tr");
    if (!row) return;
    for (const field of row.querySelectorAll("[data-place]")) window.clearTimeout(timers.get(field));
  });

  // ---- what could not be saved ----
  // Why, in the server's own words; of an answer that is a whole page, only that it failed.
  function explain(answer) {
    const isWords = (answer.getResponseHeader("Content-Type") || "").startsWith("text/plain");
    return isWords ? answer.responseText : "保存できません。通信を確かめてください。";
  }

  document.addEventListener("htmx:responseError", (event) => {
    const row = event.target.closest && event.target.closest("tr");
    const state = row && findState(row);
    if (state) { state.className = "conflict"; state.textContent = explain(event.detail.xhr); }
  });

  window.addEventListener("beforeunload", (event) => {
    const open = [...form.querySelectorAll("tr.unsaved")].some((row) => !row.classList.contains("conflicting"));
    if (open && document.activeElement.matches("[data-place]")) event.preventDefault();
  });
  form.addEventListener("submit", () => {
    for (const row of form.querySelectorAll("tr.unsaved")) row.classList.remove("unsaved");
  });

  // ---- pasting a block from a spreadsheet ----
  // The lines of what is pasted into a cell, which are then set by the page; null for a single value.
  function takeLines(event) {
    if (!event.target.matches("input.cell")) return null;
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!/[\n\t]/.test(text)) return null;
    event.preventDefault();
    return text.split("\n");
  }

  return { rowOf, send, markUnsaved, showRejected, takeLines };
};
