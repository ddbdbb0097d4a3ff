// The page image follows the line that one would split at.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const image = bienban.paper(document.getElementById("paper"));
  document.querySelectorAll(".cuts").forEach((list) => {
    for (const kind of ["focusin", "change"]) list.addEventListener(kind, (event) => {
      const row = event.target.closest("li[data-boxes]");
      if (row && image) image.goto(Number(row.dataset.page), bienban.boxes(row.dataset.boxes));
    });
  });
});
