// The time a file is being read, counted while its answer is awaited.
"use strict";

(() => {
  const clock = document.querySelector("[data-clock]");
  if (!clock) return;
  const seconds = document.querySelector("[data-seconds]");
  const waiting = document.querySelector("[data-waiting]");
  const started = Date.now();
  window.setInterval(() => {
    const passed = (Date.now() - started) / 1000;
    clock.value = Math.min(passed, clock.max);
    seconds.textContent = `${Math.floor(passed)}秒`;
    // Beyond its own time a file can only be waiting for those of others.
    waiting.hidden = passed <= clock.max + 1;
  }, 200);
  document.addEventListener("htmx:sendError", () => {
    seconds.textContent = "通信できません。ページを再読み込みしてください。";
  });
})();
