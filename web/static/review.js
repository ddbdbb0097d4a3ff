// The review page: keys, the way from value to value, and the image that follows. All of it also works without script.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const paper = document.getElementById("paper");
  if (!paper) return;
  const image = bienban.paper(paper);
  const fields = document.getElementById("fields");
  const dialog = document.getElementById("keys");
  const help = document.getElementById("help");
  let clicked = [];

  const rows = () => [...fields.querySelectorAll("li.row")].filter((row) => !row.closest("details.empties:not([open])"));
  const entry = (row) => row.querySelector(".value input, .value select, .value textarea") || row.querySelector("fieldset.doubtful input:not([type=hidden]), fieldset.doubtful textarea") || row.querySelector("fieldset.item:not(.blank) input:not([type=hidden]), fieldset textarea") || row.querySelector("summary");
  const current = () => document.activeElement?.closest?.("li.row") || ((document.activeElement === document.body || document.activeElement?.closest?.("#paper")) && fields.querySelector("li.row.now"));
  const enter = (row) => {
    if (!row) return document.querySelector("#approve button.main")?.focus();
    row.closest("details")?.setAttribute("open", "");
    row.querySelector("details.list")?.setAttribute("open", "");
    const field = entry(row);
    field?.focus({preventScroll: true});
    if (field?.select && field.tagName === "INPUT") field.select();
    row.scrollIntoView({block: "center"});
  };

  // what has the focus is shown on the page, and its line above the field
  document.addEventListener("focusin", (event) => {
    if (event.target.closest("#paper")) return;  // a look at the page does not leave the field
    const row = event.target.closest("li.row");
    fields.querySelectorAll("li.row.now").forEach((one) => one !== row && one.classList.remove("now"));
    if (!row) return;
    if (!row.classList.contains("now")) { row.classList.add("now"); clicked = []; }
    const placed = event.target.closest("[data-boxes]");
    if (!placed || !image) return;
    const boxes = bienban.boxes(placed.dataset.boxes), page = Number(placed.dataset.page);
    image.goto(page, boxes);
    const strip = row.querySelector(".strip");
    if (strip && boxes.length) {
      const address = image.strip(page, boxes);
      let picture = strip.querySelector("img");
      if (!picture) { picture = new Image(); picture.alt = ""; strip.append(picture); }
      if (picture.getAttribute("src") !== address) picture.src = address;
      strip.hidden = false;
    }
  });

  // words clicked on the page are offered to the field
  const offer = (row) => {
    const box = row?.querySelector(".offer");
    if (!box) return;
    box.hidden = !clicked.length;
    box.querySelector(".take").textContent = clicked.join(" ");
  };
  const take = (row) => {
    if (!clicked.length) return;
    const field = row.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]), textarea") ? document.activeElement : last;
    const target = field && row.contains(field) ? field : entry(row);
    if (target && "value" in target) { target.value = clicked.join(" "); target.focus(); }
    clicked = [];
    offer(row);
  };
  let last = null;
  fields.addEventListener("focusin", (event) => { if (event.target.matches("input, textarea, select")) last = event.target; });
  if (image) image.onword = (word) => {
    const row = current() || last?.closest("li.row");
    if (!row) return;
    clicked.push(word);
    offer(row);
  };
  fields.addEventListener("click", (event) => {
    const row = event.target.closest("li.row");
    if (event.target.closest(".take")) take(row);
    const other = event.target.closest(".other");
    if (other) { const field = entry(row); field.value = other.dataset.value; field.focus(); }
    const link = event.target.closest("a.show");
    if (link && image) { event.preventDefault(); enter(row); }
  });

  document.querySelectorAll("a.cited").forEach((link) => link.addEventListener("click", (event) => {
    if (!image) return;
    event.preventDefault();
    image.goto(Number(link.dataset.page), bienban.boxes(link.dataset.boxes));
  }));

  const press = (row, value) => row?.querySelector(`button[name=answer][value=${value}]`)?.click();
  const move = (step) => {
    const all = rows(), at = all.indexOf(current());
    enter(all[Math.min(Math.max(at + step, 0), all.length - 1)]);
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    const row = current();
    const done = () => { event.preventDefault(); event.stopPropagation(); };
    if (event.isComposing || event.keyCode === 229) return;  // an input method is at work on a Vietnamese letter
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      done();
      const reason = document.querySelector("#approve input[name=reason]");
      const approve = document.querySelector("#approve button[value=approve]");
      if (reason && !reason.value.trim()) return reason.focus();
      return approve?.click();
    }
    if (event.key === "Enter" && row && !event.shiftKey && !event.altKey && !event.target.matches("button, summary, a")) { done(); return press(row, "save"); }
    if (event.altKey && !event.ctrlKey) {
      const act = {ArrowDown: () => move(1), ArrowUp: () => move(-1), ArrowRight: () => image?.leaf(1), ArrowLeft: () => image?.leaf(-1)}[event.key]
        || {KeyU: () => press(row, "unreadable"), KeyK: () => press(row, "absent"), KeyL: () => row && take(row), KeyR: () => image?.turn(90)}[event.code];
      if (act) { done(); return act(); }
    }
    if (event.key === "Escape" && row && typing) { event.target.value = event.target.tagName === "SELECT" ? event.target.querySelector("[selected]")?.value ?? "" : event.target.defaultValue; clicked = []; offer(row); }
    if ((event.key === "?" && !typing) || event.key === "F1") { done(); dialog.showModal(); }
  });
  help.hidden = false;
  help.addEventListener("click", () => dialog.showModal());

  // an empty item more for a list whose last one is being filled
  fields.addEventListener("input", (event) => {
    const blank = event.target.closest("fieldset.blank");
    if (!blank || blank.nextElementSibling) return;
    const number = [...blank.parentNode.querySelectorAll("fieldset.item")].length;
    const next = blank.cloneNode(true);
    next.querySelectorAll("[name]").forEach((field) => {
      field.name = field.name.replace(/^i\.\d+\./, `i.${number}.`);
      if (field.id) { const id = `${field.id}-${number}`; next.querySelector(`label[for="${field.id}"]`)?.setAttribute("for", id); field.id = id; }
      if (field.type !== "hidden" && field.type !== "checkbox") field.value = "";
    });
    blank.after(next);
  });

  document.body.addEventListener("answered", (event) => {
    const row = document.getElementById(event.detail.value);
    enter(row?.matches("li.row") ? row : null);
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    // the session ended: the whole page that says so carries what was typed, to be sent again
    if ([401, 403].includes(event.detail.xhr.status)) event.detail.elt.closest("form")?.removeAttribute("hx-post");
  });
  document.body.addEventListener("htmx:sendError", () => document.body.classList.add("offline"));

  const wanted = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (wanted && wanted.matches("li.row")) enter(wanted);
  else if (!paper.querySelector("figure[data-hits]:not([data-hits=''])")) enter(rows().find((row) => row.dataset.doubtful));
});
