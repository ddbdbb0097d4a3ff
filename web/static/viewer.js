// The page image: zoom, turn, leaf, go to a box, give the word under a click. Without this script the pages stand
// one below the other as plain images.
"use strict";
window.bienban = window.bienban || {};

bienban.boxes = (text) => (text || "").split("_").filter(Boolean).map((one) => one.split("-").map((side) => side / 100000));

bienban.paper = function (element) {
  const holder = element.querySelector("#viewer");
  const sheets = [...element.querySelectorAll("figure[data-page]")].map((figure) => ({
    page: Number(figure.dataset.page), width: Number(figure.dataset.width), height: Number(figure.dataset.height),
    turn: Number(figure.dataset.turn), hits: bienban.boxes(figure.dataset.hits),
  }));
  if (!sheets.length || !window.OpenSeadragon) return null;
  const sha = element.dataset.sha;
  const sizes = [900, 1800, 3600];
  const source = (sheet) => ({
    type: "legacy-image-pyramid",
    levels: sizes.map((side) => {
      const scale = side / Math.max(sheet.width, sheet.height);
      return {url: `/page/${sha}/${sheet.page}.jpg?side=${side}`, width: Math.round(sheet.width * scale), height: Math.round(sheet.height * scale)};
    }),
  });
  element.classList.add("lively");
  holder.hidden = false;
  const tools = element.querySelector(".tools");
  tools.hidden = false;
  element.querySelector(".sheets").hidden = true;
  const viewer = OpenSeadragon({
    element: holder, prefixUrl: "", showNavigationControl: false, drawer: "canvas", animationTime: 0.35,
    tileSources: [source(sheets[0])], gestureSettingsMouse: {clickToZoom: false, dblClickToZoom: true},
    maxZoomPixelRatio: 3, visibilityRatio: 0.4, crossOriginPolicy: false, preserveViewport: false, minZoomImageRatio: 0.6,
  });
  viewer.innerTracker.keyDownHandler = null;
  viewer.innerTracker.keyHandler = null;
  let at = 0, waiting = null, words = {}, layer = null;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  const rect = (box) => {
    const ratio = sheets[at].height / sheets[at].width;
    return new OpenSeadragon.Rect(box[0], box[1] * ratio, box[2] - box[0], (box[3] - box[1]) * ratio);
  };
  const draw = (boxes) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 1 1");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("class", "marks");
    const add = (box, name) => {
      const shape = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [key, value] of Object.entries({x: box[0] - 0.003, y: box[1] - 0.002, width: box[2] - box[0] + 0.006, height: box[3] - box[1] + 0.004, class: name})) shape.setAttribute(key, value);
      svg.append(shape);
    };
    sheets[at].hits.forEach((box) => add(box, "hit"));
    boxes.forEach((box) => add(box, "mark"));
    if (layer) viewer.removeOverlay(layer);
    layer = svg;
    viewer.addOverlay({element: svg, location: rect([0, 0, 1, 1]), rotationMode: OpenSeadragon.OverlayRotationMode.EXACT});
  };
  const around = (boxes) => {
    const x0 = Math.min(...boxes.map((b) => b[0])), x1 = Math.max(...boxes.map((b) => b[2]));
    const near = boxes.filter((b) => b[3] - boxes[0][1] < 0.4);
    const y0 = Math.min(...near.map((b) => b[1])), y1 = Math.max(...near.map((b) => b[3]));
    const wide = Math.max(x1 - x0 + 0.04, 0.98), high = Math.max(y1 - y0 + 0.06, 0.16);
    const left = Math.min(Math.max((x0 + x1 - wide) / 2, 0), Math.max(0, 1 - wide)), top = Math.max((y0 + y1 - high) / 2, 0);
    return rect([left, top, left + wide, top + high]);
  };
  const show = (boxes) => {
    draw(boxes);
    if (boxes.length) viewer.viewport.fitBounds(around(boxes), still);
  };
  const open = (index, boxes) => {
    at = (index + sheets.length) % sheets.length;
    waiting = boxes;
    viewer.open(source(sheets[at]));
    tell();
  };
  const tell = () => { element.querySelector(".which").textContent = `${sheets[at].page} (${at + 1}/${sheets.length})`; };
  viewer.addHandler("open", () => {
    viewer.viewport.setRotation(sheets[at].turn, true);
    viewer.viewport.goHome(true);
    if (waiting && waiting.length) show(waiting);
    else {
      draw([]);
      if (sheets[at].hits.length) viewer.viewport.fitBounds(around(sheets[at].hits.slice(0, 1)), true);
    }
    waiting = null;
  });
  const api = {
    goto(page, boxes) {
      const index = sheets.findIndex((sheet) => sheet.page === page);
      if (index < 0) return;
      if (index === at && viewer.world.getItemCount()) show(boxes);
      else open(index, boxes);
    },
    leaf(step) { open(at + step, []); },
    turn(degrees) { viewer.viewport.setRotation(viewer.viewport.getRotation() + degrees); },
    strip(page, boxes) {
      const text = boxes.slice(0, 12).map((box) => box.map((side) => Math.round(side * 100000)).join("-")).join("_");
      return `/strip/${sha}/${page}/${text}.jpg`;
    },
    onword: null,
  };
  tools.addEventListener("click", (event) => {
    const what = event.target.closest("button")?.dataset.do;
    if (what === "next") api.leaf(1);
    if (what === "previous") api.leaf(-1);
    if (what === "in") viewer.viewport.zoomBy(1.4);
    if (what === "out") viewer.viewport.zoomBy(1 / 1.4);
    if (what === "fit") viewer.viewport.goHome();
    if (what === "left") api.turn(-90);
    if (what === "right") api.turn(90);
  });
  viewer.addHandler("canvas-click", async (event) => {
    if (!event.quick || !api.onword) return;
    event.preventDefaultAction = true;
    const sheet = sheets[at];
    const point = viewer.viewport.viewerElementToViewportCoordinates(event.position);
    const x = point.x, y = point.y / (sheet.height / sheet.width);
    if (!words[sheet.page]) {
      const answer = await fetch(`/words/${sha}/${sheet.page}.json`);
      words[sheet.page] = answer.ok ? await answer.json() : [];
    }
    const slack = 0.004;
    const hit = words[sheet.page].find((word) => x >= word[1] - slack && y >= word[2] - slack && x <= word[3] + slack && y <= word[4] + slack);
    if (hit) api.onword(hit[0]);
  });
  tell();
  return api;
};
