// What every page may use: explanations on demand, filters that apply at once. All of it works without, too.
"use strict";

(() => {
  // ---- filters apply as soon as one is chosen ----
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form.filters[method=get]");
    if (form && event.target.matches("select")) form.requestSubmit();
  });

  // ---- a choice whose groups belong to another choice offers those of the chosen one only ----
  function showGroup(select, chosen) {
    for (const group of select.querySelectorAll("optgroup")) {
      group.hidden = group.disabled = !group.dataset.for.split(" ").includes(chosen);
    }
    const now = select.selectedOptions[0];
    if (!now || now.parentElement.disabled) {
      const first = select.querySelector("optgroup:not(:disabled) > option");
      if (first) first.selected = true;
    }
  }

  for (const select of document.querySelectorAll("[data-groups-by]")) {
    const other = document.getElementById(select.dataset.groupsBy);
    showGroup(select, other.value);
    other.addEventListener("change", () => showGroup(select, other.value));
  }

  // ---- the reason of a grade, beside the grade; its link leads to the same words on the indicator's page ----
  let panel = null;
  let opener = null;

  function close() {
    if (!panel) return;
    panel.remove();
    panel = null;
    if (opener) opener.removeAttribute("aria-expanded");
  }

  function place(link) {
    const at = link.getBoundingClientRect();
    const wide = panel.offsetWidth;
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - wide - 8));
    const below = at.bottom + panel.offsetHeight + 8 < window.innerHeight;
    panel.style.left = `${left + window.scrollX}px`;
    panel.style.top = `${(below ? at.bottom + 6 : at.top - panel.offsetHeight - 6) + window.scrollY}px`;
  }

  async function explain(link) {
    const [address, anchor] = link.href.split("#");
    const answer = await fetch(`${address}?why=${anchor.slice(1)}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) { window.location.href = link.href; return; }
    close();
    panel = document.createElement("div");
    panel.className = "why";
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", "評価の理由");
    panel.tabIndex = -1;
    panel.innerHTML = await answer.text();
    document.body.append(panel);
    opener = link;
    link.setAttribute("aria-expanded", "true");
    place(link);
    panel.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-why]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      explain(link);
      return;
    }
    if (panel && (!panel.contains(event.target) || event.target.closest("[data-close]"))) close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel) {
      const back = opener;
      close();
      if (back) back.focus();
    }
  });

  // ---- a file is read as soon as it is chosen ----
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-send-at-once]") && event.target.files.length) event.target.form.requestSubmit();
  });

  // ---- a form is sent once, however often its button is pressed ----
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    window.setTimeout(() => { delete form.dataset.sent; }, 4000);
  });

  // ---- copying a text that people send on (links, letters) ----
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.value || source.textContent);
    button.textContent = "写しました";
  });

  // ---- bring the summary of mistakes to the reader ----
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
})();
