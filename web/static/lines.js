// The bar of Vietnamese letters, and what the engine read taken over with one click.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const text = document.getElementById("text");
  if (!text) return;
  const bar = document.querySelector(".letters");
  bar.hidden = false;
  const put = (letters, all) => {
    const from = all ? 0 : text.selectionStart, to = all ? text.value.length : text.selectionEnd;
    text.setRangeText(letters, from, to, "end");
    text.focus();
  };
  bar.addEventListener("click", (event) => {
    const letter = event.target.dataset.letter;
    if (letter) put(event.shiftKey ? letter.toUpperCase() : letter, false);
  });
  document.querySelector(".other")?.addEventListener("click", (event) => put(event.target.dataset.value, true));
  document.addEventListener("keydown", (event) => {
    if (!event.altKey) return;
    if (event.code === "KeyB") { event.preventDefault(); document.getElementById("toboxes")?.click(); return; }
    const answer = {KeyU: "unreadable", KeyK: "none", KeyL: "later"}[event.code];
    if (answer) { event.preventDefault(); document.querySelector(`button[value=${answer}]`)?.click(); }
  });
  text.focus();
  text.select();
});
