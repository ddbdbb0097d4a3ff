// The page image beside the scales.
"use strict";
document.addEventListener("DOMContentLoaded", () => bienban.paper(document.getElementById("paper")));
