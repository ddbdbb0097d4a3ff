// Boxes of lines over the picture of a page: chosen, dragged, parted, joined, removed, added; sent as one act.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("boxes"), paper = document.getElementById("boxpage");
  if (!form) return;
  const svg = paper.querySelector("svg"), status = form.querySelector(".which");
  const WHOLE = 100000, LEAST = 300, STEP = 150, NEAR = 7;
  const X0 = 0, TOP = 1, X1 = 2, BOTTOM = 3;
  let lines = [...svg.querySelectorAll("rect")].map((rect) => {
    const box = rect.dataset.box.split("-").map(Number);
    return {box, was: [box.slice()], typed: rect.classList.contains("typed")};
  });
  let at = lines.length ? Number(form.dataset.at) : -1, past = [], pointer = null, drag = null, changed = false;

  const copy = () => lines.map((line) => ({box: line.box.slice(), was: line.was.map((one) => one.slice()), typed: line.typed}));
  const remember = () => { past.push({lines: copy(), at}); if (past.length > 100) past.shift(); changed = true; };
  const clip = (value) => Math.max(0, Math.min(WHOLE, Math.round(value)));

  function show(follow) {
    svg.replaceChildren(...lines.map((line, n) => {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect"), [x0, top, x1, bottom] = line.box;
      for (const [name, value] of [["x", x0], ["y", top], ["width", x1 - x0], ["height", bottom - top]]) rect.setAttribute(name, value);
      rect.setAttribute("class", (n === at ? "now " : "") + (line.typed ? "typed" : ""));
      return rect;
    }));
    status.textContent = (at < 0 ? form.dataset.none : form.dataset.line.replace("§", at + 1).replace("¤", lines.length)) + (changed ? " · " + form.dataset.unsaved : "");
    if (follow && at >= 0) {
      const whole = paper.getBoundingClientRect(), tools = form.querySelector(".boxtools").getBoundingClientRect().bottom;
      const upper = whole.top + lines[at].box[TOP] / WHOLE * whole.height, lower = whole.top + lines[at].box[BOTTOM] / WHOLE * whole.height;
      if (upper < tools + 20) scrollBy(0, upper - tools - 80);
      else if (lower > innerHeight - 20) scrollBy(0, lower - innerHeight + 80);
    }
  }

  function put(line, box) {  // kept on the page, and larger than nothing
    line.box = box.map(clip);
    if (line.box[X1] - line.box[X0] < LEAST) line.box[X1] = Math.min(WHOLE, line.box[X0] + LEAST);
    if (line.box[X1] - line.box[X0] < LEAST) line.box[X0] = line.box[X1] - LEAST;
    if (line.box[BOTTOM] - line.box[TOP] < LEAST) line.box[BOTTOM] = Math.min(WHOLE, line.box[TOP] + LEAST);
    if (line.box[BOTTOM] - line.box[TOP] < LEAST) line.box[TOP] = line.box[BOTTOM] - LEAST;
  }

  function part(low, high) {
    if (at < 0) return;
    const line = lines[at], [x, y] = pointer ?? [-1, -1], spot = low === X0 ? x : y;
    const inside = x > line.box[X0] && x < line.box[X1] && y > line.box[TOP] && y < line.box[BOTTOM];
    const where = inside ? spot : (line.box[low] + line.box[high]) / 2;
    if (where - line.box[low] < LEAST || line.box[high] - where < LEAST) return;
    remember();
    const second = {box: line.box.slice(), was: line.was.map((one) => one.slice()), typed: false};
    line.typed = false;
    line.box[high] = second.box[low] = clip(where);
    lines.splice(at + 1, 0, second);
  }

  const acts = {
    add() {
      remember();
      const [x0, top, x1, bottom] = at < 0 ? [8000, 8000, 92000, 11000] : lines[at].box, high = bottom - top;
      const line = {box: [], was: [], typed: false};
      const down = bottom + high > WHOLE ? -high : high;
      put(line, [x0, top + down, x1, bottom + down]);
      lines.splice(at + 1, 0, line);
      at += 1;
    },
    across() { part(TOP, BOTTOM); },
    upright() { part(X0, X1); },
    join() {
      if (at < 0 || at + 1 >= lines.length) return;
      remember();
      const [line, next] = [lines[at], lines[at + 1]];
      line.box = [Math.min(line.box[X0], next.box[X0]), Math.min(line.box[TOP], next.box[TOP]), Math.max(line.box[X1], next.box[X1]), Math.max(line.box[BOTTOM], next.box[BOTTOM])];
      for (const one of next.was) if (!line.was.some((other) => String(other) === String(one))) line.was.push(one);
      line.typed = line.typed && next.typed;
      lines.splice(at + 1, 1);
    },
    remove() {
      if (at < 0) return;
      remember();
      lines.splice(at, 1);
      at = Math.min(at, lines.length - 1);
    },
    undo() {
      const before = past.pop();
      if (!before) return;
      ({lines, at} = before);
      changed = past.length > 0;
    },
  };
  const act = (name) => { acts[name](); show(true); };

  function shift(event) {
    const by = {ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0]}[event.key].map((way) => way * STEP);
    if (at < 0) return;
    if (!event.repeat) remember();
    const [x0, top, x1, bottom] = lines[at].box;
    if (event.ctrlKey && event.shiftKey) put(lines[at], [Math.min(x0 + by[0], x1 - LEAST), Math.min(top + by[1], bottom - LEAST), x1, bottom]);
    else if (event.ctrlKey) put(lines[at], [x0, top, Math.max(x1 + by[0], x0 + LEAST), Math.max(bottom + by[1], top + LEAST)]);
    else {
      const across = Math.max(-x0, Math.min(WHOLE - x1, by[0])), down = Math.max(-top, Math.min(WHOLE - bottom, by[1]));
      put(lines[at], [x0 + across, top + down, x1 + across, bottom + down]);
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select, a") || event.altKey || event.metaKey) return;
    const plain = !event.ctrlKey && !event.shiftKey;
    if (event.ctrlKey && event.code === "KeyS") { event.preventDefault(); form.querySelector("[value=save]").click(); return; }
    if (event.ctrlKey && event.code === "KeyZ") { event.preventDefault(); act("undo"); return; }
    if (event.key.startsWith("Arrow")) {
      if (plain && !["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      if (plain) at = Math.max(0, Math.min(lines.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)));
      else shift(event);
      show(true);
      return;
    }
    const name = plain && {KeyA: "add", KeyS: "across", KeyV: "upright", KeyJ: "join", Delete: "remove", Backspace: "remove"}[event.code];
    if (name) { event.preventDefault(); act(name); }
  });
  form.querySelector(".boxtools").addEventListener("click", (event) => {
    const name = event.target.closest("button")?.dataset.do;
    if (name) { pointer = null; act(name); }
  });

  const place = (event) => {
    const whole = paper.getBoundingClientRect();
    return [(event.clientX - whole.left) / whole.width * WHOLE, (event.clientY - whole.top) / whole.height * WHOLE];
  };
  function edges(event) {  // which edges of the chosen line are under the pointer; null outside of it
    if (at < 0) return null;
    const whole = paper.getBoundingClientRect(), [x, y] = place(event), [x0, top, x1, bottom] = lines[at].box;
    const nearX = NEAR / whole.width * WHOLE, nearY = Math.min(NEAR / whole.height * WHOLE, Math.max(NEAR / 3 / whole.height * WHOLE, (bottom - top) / 4));
    if (x < x0 - nearX || x > x1 + nearX || y < top - nearY || y > bottom + nearY) return null;
    return [Math.abs(x - x0) < nearX, Math.abs(y - top) < nearY, Math.abs(x - x1) < nearX, Math.abs(y - bottom) < nearY];
  }
  paper.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const [x, y] = place(event), held = edges(event);
    if (!held?.some(Boolean)) {
      const under = lines.flatMap(({box}, n) => x > box[X0] && x < box[X1] && y > box[TOP] && y < box[BOTTOM] ? [n] : []);
      const size = ({box}) => (box[X1] - box[X0]) * (box[BOTTOM] - box[TOP]);
      under.sort((one, other) => size(lines[one]) - size(lines[other]));
      if (!under.includes(at)) at = under[0] ?? -1;
    }
    drag = {x, y, from: [event.clientX, event.clientY], held, box: at < 0 ? null : lines[at].box.slice(), moved: false};
    paper.setPointerCapture(event.pointerId);
    show(false);
  });
  paper.addEventListener("pointermove", (event) => {
    pointer = place(event);
    if (!drag) {
      const held = edges(event);
      const sides = held && (held[X0] || held[X1]), rows = held && (held[TOP] || held[BOTTOM]);
      paper.style.cursor = sides && rows ? (held[X0] === held[TOP] ? "nwse-resize" : "nesw-resize") : sides ? "ew-resize" : rows ? "ns-resize" : held ? "move" : "crosshair";
      return;
    }
    if (!drag.moved && Math.hypot(event.clientX - drag.from[0], event.clientY - drag.from[1]) < 5) return;
    if (!drag.moved) {
      remember();
      drag.moved = true;
      if (!drag.box) {  // on bare paper: a new line is drawn
        lines.push({box: [drag.x, drag.y, drag.x, drag.y].map(clip), was: [], typed: false});
        at = lines.length - 1;
        drag.fresh = true;
      }
    }
    const [x, y] = pointer, line = lines[at];
    if (drag.fresh) put(line, [Math.min(drag.x, x), Math.min(drag.y, y), Math.max(drag.x, x), Math.max(drag.y, y)]);
    else if (drag.held?.some(Boolean)) {
      const box = drag.box.slice(), by = [x - drag.x, y - drag.y, x - drag.x, y - drag.y];
      for (const side of [X0, TOP, X1, BOTTOM]) if (drag.held[side]) box[side] += by[side];
      put(line, [Math.min(box[X0], box[X1] - LEAST), Math.min(box[TOP], box[BOTTOM] - LEAST), box[X1], box[BOTTOM]]);
    } else {
      const across = Math.max(-drag.box[X0], Math.min(WHOLE - drag.box[X1], x - drag.x)), down = Math.max(-drag.box[TOP], Math.min(WHOLE - drag.box[BOTTOM], y - drag.y));
      put(line, [drag.box[X0] + across, drag.box[TOP] + down, drag.box[X1] + across, drag.box[BOTTOM] + down]);
    }
    show(false);
  });
  const drop = () => {
    if (drag?.fresh) {
      const line = lines.pop(), middle = line.box[TOP] + line.box[BOTTOM];
      at = lines.findIndex(({box}) => box[TOP] + box[BOTTOM] > middle);
      if (at < 0) at = lines.length;
      lines.splice(at, 0, line);
      show(false);
    }
    drag = null;
  };
  paper.addEventListener("pointerup", drop);
  paper.addEventListener("pointercancel", drop);

  form.addEventListener("submit", () => {
    form.elements.lines.value = JSON.stringify(lines.map(({box, was}) => ({box, was})));
    changed = false;
  });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  show(false);
  paper.focus({preventScroll: true});
});
