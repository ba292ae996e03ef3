// Pan and zoom of a diagram by wheel, drag, pinch, buttons and keys; links in it stay links.
"use strict";
for (const frame of document.querySelectorAll("[data-picture]")) {
  const svg = frame.querySelector("svg");
  if (!svg || !svg.viewBox.baseVal.width) continue;
  const whole = { x: svg.viewBox.baseVal.x, y: svg.viewBox.baseVal.y, w: svg.viewBox.baseVal.width, h: svg.viewBox.baseVal.height };
  let view = { ...whole };
  const set = () => svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
  const zoom = (factor, cx = view.x + view.w / 2, cy = view.y + view.h / 2) => {
    const w = Math.min(whole.w * 1.5, Math.max(whole.w / 14, view.w * factor));
    const k = w / view.w;
    view = { x: cx - (cx - view.x) * k, y: cy - (cy - view.y) * k, w, h: view.h * k };
    set();
  };
  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [point.x, point.y];
  };
  frame.style.setProperty("--ratio", whole.w / whole.h);
  frame.classList.add("live");
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  const bar = document.createElement("div");
  bar.className = "zoom";
  for (const [sign, words, act] of [["+", frame.dataset.more, () => zoom(0.7)], ["−", frame.dataset.less, () => zoom(1 / 0.7)], ["⤢", frame.dataset.whole, () => { view = { ...whole }; set(); }]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.title = words;
    button.setAttribute("aria-label", words);
    button.addEventListener("click", act);
    bar.append(button);
  }
  frame.prepend(bar);
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== frame && view.w >= whole.w * 0.999 && event.deltaY > 0) return;
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, ...at(event));
  }, { passive: false });
  const held = new Map();
  let moved = 0;
  svg.addEventListener("pointerdown", (event) => { held.set(event.pointerId, at(event)); moved = 0; });
  window.addEventListener("pointermove", (event) => {
    const from = held.get(event.pointerId);
    if (!from) return;
    const to = at(event);
    if (held.size === 2) {
      const other = [...held].find(([id]) => id !== event.pointerId)[1];
      const before = Math.hypot(from[0] - other[0], from[1] - other[1]);
      const after = Math.hypot(to[0] - other[0], to[1] - other[1]);
      if (after > 0) zoom(before / after, ...other);
      held.set(event.pointerId, at(event));
    } else {
      view.x -= to[0] - from[0];
      view.y -= to[1] - from[1];
      set();
    }
    moved += 1;
    if (moved > 3) frame.classList.add("held");
  });
  const drop = (event) => { held.delete(event.pointerId); frame.classList.remove("held"); };
  window.addEventListener("pointerup", drop);
  window.addEventListener("pointercancel", drop);
  svg.addEventListener("click", (event) => { if (moved > 3) { event.preventDefault(); event.stopPropagation(); } }, true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  frame.addEventListener("keydown", (event) => {
    if (event.target !== frame) return;
    const step = view.w / 12;
    const keys = { "+": () => zoom(0.8), "=": () => zoom(0.8), "-": () => zoom(1.25), "0": () => { view = { ...whole }; set(); },
      ArrowLeft: () => { view.x -= step; set(); }, ArrowRight: () => { view.x += step; set(); },
      ArrowUp: () => { view.y -= step; set(); }, ArrowDown: () => { view.y += step; set(); } };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
}
