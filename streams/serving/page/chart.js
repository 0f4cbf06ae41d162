// The count over time: a step line with its range, and what others stated as marks. Plain SVG, coloured by the style.

import { shape, written } from "/page/made.js";

const DAY = 86_400_000;
const EDGE = { top: 22, right: 14, bottom: 24, left: 34 };

export const number = (day) => Date.parse(`${day}T00:00:00Z`) / DAY;
export const dayOf = (count) => new Date(count * DAY).toISOString().slice(0, 10);

// Days with anything on them, as running totals; the first row is the day before the first that is shown.
export function running(days, first, last) {
  let low = 0, value = 0, high = 0;
  const rows = [];
  for (const day of [...days.keys()].sort()) {
    const row = days.get(day);
    low += row.low; value += row.value; high += row.high;
    rows.push({ day, at: number(day), fresh: row.value, low, value, high });
  }
  const before = rows.filter((row) => row.at < first).at(-1) ?? { low: 0, value: 0, high: 0 };
  return [{ ...before, day: dayOf(first), at: first, fresh: 0 }, ...rows.filter((row) => row.at >= first && row.at <= last)];
}

function stepped(rows, end, x, y, pick) {
  let path = `M${x(rows[0].at)},${y(pick(rows[0]))}`;
  for (const row of rows.slice(1)) path += `H${x(row.at)}V${y(pick(row))}`;
  return `${path}H${x(end)}`;
}

function banded(rows, end, x, y) {
  const back = [...rows].reverse();
  let path = stepped(rows, end, x, y, (row) => row.high) + `V${y(back[0].low)}`;
  for (let i = 0; i < back.length - 1; i += 1) path += `H${x(back[i].at)}V${y(back[i + 1].low)}`;
  return `${path}H${x(rows[0].at)}Z`;
}

function round(most) {
  const rough = Math.max(most, 4) / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].map((one) => one * size).find((one) => one >= rough && Number.isInteger(one)) ?? 10 * size;
}

function dates(first, last, width) {
  const room = Math.max(2, Math.floor(width / 80));
  const every = [1, 2, 7, 14, 28, 56, 91, 182, 364].find((one) => (last - first) / one <= room) ?? 728;
  const found = [];
  for (let at = Math.ceil(first); at <= last; at += every) found.push(at);
  return found;
}

// Above a mark, left of it, right of it, below it: wherever there is room to write.
function places(x, y, width, right) {
  const box = (left, bottom) => ({ left, right: left + width, top: bottom - 14, bottom });
  const middle = Math.max(EDGE.left, Math.min(x - width / 2, right - width));
  return [box(middle, y - 6.5), { ...box(x - 9 - width, y + 7), anchor: "end" }, box(x + 9, y + 7), box(middle, y + 20.5)]
    .filter((one) => one.left >= EDGE.left && one.right <= right + EDGE.right && one.top >= 0);
}

const meet = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

export class Chart {
  constructor(place, readout) {
    this.place = place;
    this.readout = readout;
    this.claims = [];
    new ResizeObserver(() => this.draw()).observe(place);
    place.addEventListener("pointermove", (event) => this.point(event.offsetX));
    place.addEventListener("pointerleave", () => this.at(null));
    place.addEventListener("keydown", (event) => this.key(event));
    place.addEventListener("blur", () => this.at(null));
  }

  // days: Map of day to {value, low, high}; first and last: day numbers; claims: as the API has them.
  show({ days, first, last, claims }) {
    Object.assign(this, { first, last: Math.max(last, first + 1) + 1 });
    this.rows = running(days, first, this.last);
    this.claims = claims.filter((claim) => claim.value !== null && number(claim.day) >= first && number(claim.day) <= this.last);
    this.draw();
  }

  draw() {
    const { width, height } = this.place.getBoundingClientRect();
    if (!this.rows || width < 50) return;
    const most = Math.max(...this.rows.map((row) => row.high), ...this.claims.map((claim) => claim.value), 1);
    const step = round(most);
    const top = step * Math.ceil(most / step);
    const inner = { width: width - EDGE.left - EDGE.right, height: height - EDGE.top - EDGE.bottom };
    this.x = (at) => +(EDGE.left + (inner.width * (at - this.first)) / (this.last - this.first)).toFixed(1);
    this.y = (value) => +(EDGE.top + inner.height * (1 - value / top)).toFixed(1);
    const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    for (let value = 0; value <= top; value += step) {
      const y = this.y(value);
      svg.append(shape("line", { class: value ? "grid" : "base", x1: EDGE.left, x2: width - EDGE.right, y1: y, y2: y }));
      svg.append(shape("text", { x: EDGE.left - 8, y: y + 4, "text-anchor": "end" }, String(value)));
    }
    for (const at of dates(this.first, this.last - 1, inner.width)) {
      svg.append(shape("text", { x: this.x(at), y: height - 6, "text-anchor": "middle" }, written(dayOf(at), this.last - this.first > 300)));
    }
    svg.append(shape("path", { class: "band", d: banded(this.rows, this.last, this.x, this.y) }));
    svg.append(shape("path", { class: "steps", d: stepped(this.rows, this.last, this.x, this.y, (row) => row.value) }));
    svg.append(...this.marks());
    this.cursor = shape("line", { class: "cursor", y1: EDGE.top, y2: height - EDGE.bottom, visibility: "hidden" });
    svg.append(this.cursor);
    this.place.replaceChildren(svg);
    const end = this.rows.at(-1);
    this.place.setAttribute("aria-label", `Count over time, ${written(dayOf(this.first), true)} to ${written(dayOf(this.last - 1), true)}: ${end.value}, between ${end.low} and ${end.high}. Arrow keys read it day by day.`);
  }

  // Every total has its mark; a number is written beside it where there is room, the most relevant first.
  marks() {
    const spots = this.claims.map((claim) => ({ claim, x: this.x(number(claim.day) + 0.5), y: this.y(claim.value) }));
    const taken = spots.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
    return spots.map((spot) => this.mark(spot, taken));
  }

  mark({ claim, x, y }, taken) {
    const label = `${claim.qualifier ? `${claim.qualifier} ` : ""}${claim.value}`;
    const said = `${label} stated on ${written(claim.day)}${claim.since ? `, since ${written(claim.since)}` : ""}`;
    const spot = places(x, y, label.length * 6.4, this.x(this.last)).find((one) => taken.every((other) => !meet(one, other)));
    if (spot) taken.push(spot);
    return shape("g", { class: "claim" },
      shape("path", { d: `M${x},${y - 5}L${x + 5},${y}L${x},${y + 5}L${x - 5},${y}Z` }),
      ...(spot ? [shape("text", spot.anchor ? { x: spot.right, y: spot.bottom - 3, "text-anchor": spot.anchor } : { x: spot.left, y: spot.bottom - 3 }, label)] : []),
      shape("title", {}, said));
  }

  point(x) {
    const wide = this.x(this.last) - this.x(this.first);
    this.at(Math.floor(this.first + ((x - this.x(this.first)) / wide) * (this.last - this.first)));
  }

  key(event) {
    const move = { ArrowLeft: -1, ArrowRight: 1, Home: -1e6, End: 1e6 }[event.key];
    if (move === undefined || !this.rows) return;
    event.preventDefault();
    this.readout.setAttribute("aria-live", "polite");
    this.at((this.day ?? this.last) + move);
  }

  at(day) {
    this.day = day === null ? null : Math.min(Math.max(day, this.first), this.last - 1);
    this.cursor?.setAttribute("visibility", day === null ? "hidden" : "visible");
    if (this.day === null || !this.rows) { this.readout.textContent = ""; return; }
    const row = this.rows.filter((one) => one.at <= this.day).at(-1);
    const fresh = row.at === this.day && row.fresh ? `, ${row.fresh} that day` : "";
    this.cursor.setAttribute("x1", this.x(this.day + 0.5));
    this.cursor.setAttribute("x2", this.x(this.day + 0.5));
    const stated = this.claims.filter((claim) => number(claim.day) === this.day).map((claim) => `${claim.claimant ?? claim.article.source} said ${claim.value}`);
    const counted = `${written(dayOf(this.day), true)}: ${row.value}, between ${row.low} and ${row.high}${fresh}`;
    this.readout.textContent = [counted, ...new Set(stated)].join("; ");
  }
}
