// Lines of columns on the picture of a page: dragged, moved by keys, added and removed; the text field follows.
// Without this file the field alone says where they are.
"use strict";

(() => {
  const svg = document.querySelector(".page-picture svg");
  const field = document.querySelector("[data-lines]");
  if (!svg || !field) return;
  const sent = document.querySelector("[data-lines-sent]");
  const group = svg.querySelector("[data-column-lines]");
  const width = Number(svg.dataset.width);
  const height = Number(svg.dataset.height);
  document.querySelector("[data-tools]").hidden = false;
  const lines = () => [...group.querySelectorAll(".column-line")];
  const placeOf = (line) => Number(line.getAttribute("aria-valuenow"));

  function put(line, place) {
    const kept = Math.round(Math.min(Math.max(place, 0), width) * 10) / 10;
    line.setAttribute("aria-valuenow", String(kept));
    line.setAttribute("transform", `translate(${kept} 0)`);
    tell();
  }

  function tell() {
    const text = lines().map(placeOf).sort((one, other) => one - other).join(", ");
    field.value = text;
    sent.value = text;
  }

  function add(place) {
    const line = document.createElementNS(svg.namespaceURI, "g");
    line.setAttribute("class", "column-line");
    line.setAttribute("tabindex", "0");
    line.setAttribute("role", "slider");
    line.setAttribute("aria-label", `列の線 ${lines().length + 1}`);
    line.setAttribute("aria-orientation", "horizontal");
    line.setAttribute("aria-valuemin", "0");
    line.setAttribute("aria-valuemax", String(width));
    const grip = document.createElementNS(svg.namespaceURI, "rect");
    for (const [name, value] of [["class", "grip"], ["x", -5], ["y", -2], ["width", 10], ["height", height + 2]]) {
      grip.setAttribute(name, String(value));
    }
    const stroke = document.createElementNS(svg.namespaceURI, "line");
    for (const [name, value] of [["x1", 0], ["x2", 0], ["y1", -2], ["y2", height]]) stroke.setAttribute(name, String(value));
    line.append(grip, stroke);
    group.append(line);
    put(line, place);
    line.focus();
  }

  function findPlace(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return point.x;
  }

  // ---- by mouse or finger ----
  let held = null;
  svg.addEventListener("pointerdown", (event) => {
    held = event.target.closest(".column-line");
    if (!held) return;
    event.preventDefault();
    held.focus();
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => { if (held) put(held, findPlace(event)); });
  for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, () => { held = null; });
  svg.addEventListener("dblclick", (event) => { if (!event.target.closest(".column-line")) add(findPlace(event)); });

  // ---- by keys ----
  svg.addEventListener("keydown", (event) => {
    const line = event.target.closest(".column-line");
    if (!line) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      event.preventDefault();
      put(line, placeOf(line) + step * (event.shiftKey ? 10 : 1));
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      const next = line.nextElementSibling || line.previousElementSibling;
      line.remove();
      tell();
      if (next) next.focus();
    }
  });
  document.querySelector("[data-add]").addEventListener("click", () => add(width / 2));

  // ---- typed places are drawn when the field is left ----
  field.addEventListener("change", () => field.form.requestSubmit());
})();
