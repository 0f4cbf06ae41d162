// Where it happened: dots sized by count over an outline of the world, and the same places as a list.

import { element, meet, shape } from "/page/made.js";

const LABELS = 14, SMALLEST = 14, MARGIN = 1.35;
const named = (place) => (place.country && place.precision !== "country" ? `${place.name}, ${place.country}` : place.name);
const times = (place) => `${named(place)}: ${place.value}`;

// Mercator, in the unit of the outline.
const across = (lon, unit) => lon * unit;
const down = (lat, unit) => -Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * (180 / Math.PI) * unit;

export class Places {
  // `choose(place)` is told the place that is picked, or "" where it was picked already.
  constructor(map, list, readout, choose) {
    Object.assign(this, { map, list, readout, choose, places: [], chosen: "", focused: 0, frame: null });
    new ResizeObserver(() => this.draw()).observe(map);
    map.addEventListener("keydown", (event) => this.key(event));
    map.addEventListener("pointerdown", (event) => this.grab(event));
  }

  // As the API has them, those with the most first; `elsewhere` is what has no place among them.
  async show(places, elsewhere, chosen) {
    const fresh = places.map((one) => one.place).join() !== this.places.map((one) => one.place).join();
    Object.assign(this, { places, elsewhere, chosen });
    this.rows();
    this.world ??= await (await fetch("/page/world.json")).json();
    if (fresh || !this.frame) this.frame = this.around();
    this.draw();
  }

  rows() {
    const held = document.activeElement?.closest?.("#places") && document.activeElement.dataset.place;
    const rows = this.places.map((place) => element("li", {}, element("button", {
      type: "button", dataset: { place: place.place }, aria: { pressed: String(place.place === this.chosen) },
      onclick: () => this.pick(place.place) },
      element("span", { textContent: named(place), dir: "auto" }), " ", element("b", { textContent: place.value }))));
    if (this.elsewhere?.incidents) {
      rows.push(element("li", { className: "elsewhere" }, element("span", { textContent: "no place told" }), " ", element("b", { textContent: this.elsewhere.value })));
    }
    this.list.replaceChildren(...(rows.length ? rows : [element("li", { className: "elsewhere", textContent: "None." })]));
    if (held) this.list.querySelector(`[data-place="${CSS.escape(held)}"]`)?.focus();
  }

  pick(place) {
    this.choose(place === this.chosen ? "" : place);
  }

  // Where a dot stands; a country's stands amid it.
  at(place) {
    const { unit, countries } = this.world;
    if (place.lat !== null && place.lon !== null) return [across(place.lon, unit), down(place.lat, unit)];
    return place.precision === "country" ? countries[place.country] ?? null : null;
  }

  around() {
    const spots = this.places.map((place) => this.at(place)).filter(Boolean);
    const { unit } = this.world, { width, height } = this.map.getBoundingClientRect();
    if (!spots.length) return { x: 0, y: -20 * unit, wide: 360 * unit };
    const [xs, ys] = [0, 1].map((axis) => spots.map((spot) => spot[axis]));
    const middle = (values) => (Math.min(...values) + Math.max(...values)) / 2;
    const spread = (values) => Math.max(...values) - Math.min(...values);
    const wide = Math.max(spread(xs), spread(ys) * (width / Math.max(height, 1)), SMALLEST * unit) * MARGIN;
    return { x: middle(xs), y: middle(ys), wide: Math.min(wide, 360 * unit) };
  }

  zoom(factor) {
    if (!this.frame) return;
    this.frame.wide = Math.min(Math.max(this.frame.wide * factor, this.world.unit), 360 * this.world.unit);
    this.draw();
  }

  fit() {
    if (this.world) { this.frame = this.around(); this.draw(); }
  }

  draw() {
    const { width, height } = this.map.getBoundingClientRect();
    if (!this.frame || width < 50) return;
    const { x, y, wide } = this.frame, scale = width / wide;
    const to = ([atX, atY]) => [width / 2 + (atX - x) * scale, height / 2 + (atY - y) * scale];
    const moved = `translate(${width / 2 - x * scale} ${height / 2 - y * scale}) scale(${scale})`;
    const svg = shape("svg", { viewBox: `0 0 ${width} ${height}` },
      shape("g", { transform: moved, "aria-hidden": "true" },
        shape("path", { class: "land", d: this.world.land }), shape("path", { class: "border", d: this.world.borders })));
    const spots = this.places.map((place) => ({ place, at: this.at(place) })).filter(({ at }) => at)
      .map(({ place, at }) => ({ place, at: to(at), size: 3 + 2.6 * Math.sqrt(place.value) }))
      .filter(({ at: [atX, atY] }) => atX > -20 && atY > -20 && atX < width + 20 && atY < height + 20);
    this.focused = Math.min(this.focused, Math.max(spots.length - 1, 0));
    const inside = this.map.contains(document.activeElement);
    svg.append(...spots.map((spot, i) => this.dot(spot, i)), ...written(spots, width));
    this.map.replaceChildren(svg);
    if (inside) this.dots()[this.focused]?.focus();
  }

  dots() {
    return [...this.map.querySelectorAll(".dot")];
  }

  dot({ place, at: [x, y], size }, i) {
    const kind = place.precision === "country" || place.precision === "region" ? "dot vague" : "dot";
    const made = shape("g", { class: kind, role: "button", tabindex: i === this.focused ? 0 : -1, "aria-label": times(place), "aria-pressed": String(place.place === this.chosen) },
      shape("circle", { class: "reach", cx: x, cy: y, r: Math.max(size, 12) }), shape("circle", { cx: x, cy: y, r: size }));
    made.addEventListener("click", () => this.pick(place.place));
    for (const name of ["pointerenter", "focus"]) made.addEventListener(name, () => { this.readout.textContent = times(place); });
    for (const name of ["pointerleave", "blur"]) made.addEventListener(name, () => { this.readout.textContent = ""; });
    return made;
  }

  key(event) {
    const dots = this.dots(), move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!dots.length) return;
    if (move) {
      event.preventDefault();
      dots[this.focused].setAttribute("tabindex", "-1");
      this.focused = (this.focused + move + dots.length) % dots.length;
      dots[this.focused].setAttribute("tabindex", "0");
      dots[this.focused].focus();
    } else if (["Enter", " "].includes(event.key)) {
      event.preventDefault();
      dots[this.focused].dispatchEvent(new Event("click"));
    }
  }

  // A mouse drags the map; a finger scrolls the page.
  grab(event) {
    if (event.pointerType !== "mouse" || event.target.closest(".dot") || !this.frame) return;
    const from = { ...this.frame, atX: event.clientX, atY: event.clientY }, scale = this.map.clientWidth / from.wide;
    const drag = (to) => {
      this.frame.x = from.x - (to.clientX - from.atX) / scale;
      this.frame.y = from.y - (to.clientY - from.atY) / scale;
      this.draw();
    };
    addEventListener("pointermove", drag);
    addEventListener("pointerup", () => removeEventListener("pointermove", drag), { once: true });
  }
}

// Names beside the largest dots, where there is room.
function written(spots, width) {
  const taken = spots.map(({ at: [x, y], size }) => ({ left: x - size, right: x + size, top: y - size, bottom: y + size }));
  const found = [];
  for (const { place, at: [x, y], size } of spots) {
    const wide = place.name.length * 6.2;
    const box = (left, middle) => ({ left, right: left + wide, top: middle - 8, bottom: middle + 7 });
    const free = [box(x + size + 4, y), box(x - size - 4 - wide, y), box(x - wide / 2, y - size - 9), box(x - wide / 2, y + size + 10),
      box(x + size, y - size - 6), box(x - size - wide, y - size - 6), box(x + size, y + size + 6), box(x - size - wide, y + size + 6)]
      .find((one) => one.left > 0 && one.right < width && !taken.some((other) => meet(one, other)));
    if (!free || found.length >= LABELS) continue;
    taken.push(free);
    found.push(shape("text", { x: free.left, y: free.bottom - 3, "aria-hidden": "true" }, place.name));
  }
  return found;
}
