// Issue tags put together by dragging one onto another or into a box; the choice beside each tag does the same
// by keyboard, and without this file.
"use strict";

(() => {
  const form = document.getElementById("tag-groups");
  if (!form) return;
  const said = document.querySelector("[data-said]");
  document.querySelector("[data-tools]").hidden = false;
  const boxes = [...form.querySelectorAll("[data-group]")];
  const boxOf = (place) => boxes.find((box) => box.dataset.group === place);
  const nameOf = (chip) => chip.querySelector("input[type=hidden]").value;

  function move(chip, place) {
    const box = boxOf(place);
    if (!box || chip.closest("[data-group]") === box) return;
    box.querySelector("ul").append(chip);
    chip.querySelector("[data-target]").value = place;
    const title = place === "" ? "まとめない課題" : box.querySelector("input").value || `まとめ${Number(place) + 1}`;
    said.textContent = `「${nameOf(chip)}」を「${title}」に移しました。`;
  }

  // Two tags dropped on each other that belong nowhere yet begin a group named after the one below.
  function putTogether(chip, other) {
    let place = other.closest("[data-group]").dataset.group;
    if (place === "") {
      const free = boxes.find((box) => box.dataset.group !== "" && !box.querySelector("[data-chip]"));
      if (!free) return;
      place = free.dataset.group;
      const name = free.querySelector("input");
      if (!name.value) name.value = nameOf(other);
      move(other, place);
    }
    move(chip, place);
  }

  for (const chip of form.querySelectorAll("[data-chip]")) chip.draggable = true;

  let held = null;
  form.addEventListener("dragstart", (event) => {
    held = event.target.closest("[data-chip]");
    if (held) event.dataTransfer.setData("text/plain", nameOf(held));
  });
  form.addEventListener("dragover", (event) => {
    const box = held && event.target.closest("[data-group]");
    if (!box) return;
    event.preventDefault();
    for (const one of boxes) one.classList.toggle("over", one === box);
  });
  form.addEventListener("drop", (event) => {
    const box = held && event.target.closest("[data-group]");
    if (!box) return;
    event.preventDefault();
    const other = event.target.closest("[data-chip]");
    if (other && other !== held) putTogether(held, other);
    else move(held, box.dataset.group);
  });
  form.addEventListener("dragend", () => {
    held = null;
    for (const box of boxes) box.classList.remove("over");
  });

  // The choices beside the tags call a group as it is called now.
  form.addEventListener("input", (event) => {
    const box = event.target.matches("[data-group] h2 input") && event.target.closest("[data-group]");
    if (!box) return;
    for (const option of form.querySelectorAll(`option[value="${box.dataset.group}"]`)) {
      option.textContent = event.target.value || `まとめ${Number(box.dataset.group) + 1}`;
    }
  });

  form.addEventListener("change", (event) => {
    if (!event.target.matches("[data-target]")) return;
    move(event.target.closest("[data-chip]"), event.target.value);
    event.target.focus();
  });
})();
