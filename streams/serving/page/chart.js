// The count over time: a step line with its range, and what others stated as marks. Drawn by Chart.js, coloured by the style.

import { CLAIMS, cursor, labels, selection } from "/page/drawn.js";
import { written } from "/page/made.js";
import { Pointing } from "/page/pointing.js";

const DAY = 86_400_000;
const DAYS_MARKED = 150;
// A total far above the count stands at the top edge with an arrow: it would press the count flat.
const ABOVE = 4, LEAST = 100;

export const number = (day) => Date.parse(`${day}T00:00:00Z`) / DAY;
export const dayOf = (count) => new Date(count * DAY).toISOString().slice(0, 10);

// The axis is the library's, which reckons in the reader's time: a day of ours stands where theirs begins.
const local = (at) => { const day = new Date(Math.floor(at) * DAY); return +new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 24 * (at - Math.floor(at))); };
const back = (time) => { const here = new Date(time); return Date.UTC(here.getFullYear(), here.getMonth(), here.getDate()) / DAY; };

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

const said = (claim) => `${claim.qualifier ? `${claim.qualifier} ` : ""}${claim.value}`;
const who = (claim) => claim.claimant ?? claim.article.source;
const tip = (claim) => [`${who(claim)}: ${said(claim)}`, `stated on ${written(claim.day, true)}${claim.since ? `, since ${written(claim.since, true)}` : ""}`];

// What the style says of colours and letters; it says another thing in the dark.
function styled(place) {
  const style = getComputedStyle(place);
  const names = ["paper", "ink", "soft", "rule", "accent", "band", "field"];
  return { ...Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])), font: style.fontFamily };
}

export class Steps {
  // `choose(from, to)` is told the days that a reader wants to see, as day numbers; nothing: all.
  constructor(place, readout, choose) {
    Object.assign(this, { place, readout, day: null, rows: null, selected: null });
    this.pointing = new Pointing(this, choose);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  // days: Map of day to {value, low, high}; first and last: day numbers; claims: as the API has them.
  show({ days, first, last, claims }) {
    Object.assign(this, { first, last: last + 1 });
    this.rows = running(days, first, last);
    this.claims = claims.filter((claim) => number(claim.day) >= first && number(claim.day) <= last);
    this.draw();
    const end = this.rows.at(-1);
    this.place.setAttribute("aria-label", `Count over time, ${written(dayOf(first), true)} to ${written(dayOf(last), true)}: ${end.value}, between ${end.low} and ${end.high}. Arrow keys read it day by day, plus and minus zoom, Escape shows all.`);
  }

  clear() {
    this.drawn?.destroy();
    Object.assign(this, { drawn: null, rows: null });
    this.at(null);
    this.place.setAttribute("aria-label", "Count over time: nothing to show");
  }

  draw() {
    if (!this.rows) return;
    const style = styled(this.place);
    this.drawn ??= new Chart(this.place.querySelector("canvas"), { type: "line", data: {}, plugins: [cursor(this), selection(this), labels] });
    this.drawn.data = { datasets: this.datasets(style) };
    this.drawn.options = this.options(style);
    this.drawn.update("none");
  }

  datasets({ paper, ink, accent, band }) {
    const line = (key) => [...this.rows.map((row) => ({ x: local(row.at), y: row[key] })), { x: local(this.last), y: this.rows.at(-1)[key] }];
    const steps = { stepped: "before", pointRadius: 0, pointHitRadius: 0, borderWidth: 0 };
    const top = Math.max(LEAST, ABOVE * this.rows.at(-1).high);
    const marks = this.claims.map((claim) => ({ x: local(number(claim.day) + 0.5), y: Math.min(claim.value, top), label: `${said(claim)}${claim.value > top ? " ↑" : ""}`, tip: tip(claim) }));
    return [
      { ...steps, data: line("high"), backgroundColor: band, fill: 1, order: 3 },
      { ...steps, data: line("low"), order: 3 },
      { ...steps, data: line("value"), borderColor: accent, borderWidth: 2, order: 2 },
      { data: marks, showLine: false, pointStyle: "rectRot", pointRadius: 5, pointHoverRadius: 7, pointHitRadius: 8, pointBackgroundColor: paper,
        pointHoverBackgroundColor: paper, pointBorderColor: ink, pointHoverBorderColor: ink, pointBorderWidth: 1.5, pointHoverBorderWidth: 2, clip: false, order: 1 },
    ];
  }

  options(style) {
    const font = { family: style.font, size: 12 };
    const ticks = { color: style.soft, font };
    const formats = { day: "d MMM", week: "d MMM", month: "MMM yyyy", quarter: "MMM yyyy", year: "yyyy" };
    return {
      animation: false, responsive: true, maintainAspectRatio: false, normalized: true, parsing: false, events: ["mousemove", "mouseout", "click", "touchstart"],
      color: style.ink, font, layout: { padding: { top: 12, right: 4 } },
      scales: {
        x: { type: "time", min: local(this.first), max: local(this.last), time: { minUnit: "day", unit: this.last - this.first > DAYS_MARKED ? false : "day", displayFormats: formats }, grid: { display: false },
          border: { color: style.ink }, ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 24, includeBounds: false } },
        y: { beginAtZero: true, suggestedMax: 4, grace: "6%", grid: { color: style.rule, drawTicks: false }, border: { display: false }, ticks: { ...ticks, precision: 0, maxTicksLimit: 6, padding: 8 } },
      },
      plugins: { legend: { display: false }, tooltip: this.tooltip(style, font), labels: { color: style.ink, paper: style.paper, font: `${font.size}px ${font.family}` },
        cursor: { color: style.soft }, selection: { color: style.band } },
    };
  }

  tooltip({ field, ink, soft, rule }, font) {
    return {
      filter: (item) => item.datasetIndex === CLAIMS, displayColors: false, backgroundColor: field, titleColor: ink, bodyColor: soft, borderColor: rule, borderWidth: 1,
      titleFont: { ...font, weight: 600 }, bodyFont: font, padding: 10, cornerRadius: 2, caretSize: 5,
      callbacks: { title: () => "", label: (item) => item.raw.tip },
    };
  }

  // The day under a place on the canvas, from its left edge.
  under(x) {
    return this.within(back(this.drawn.scales.x.getValueForPixel(x)));
  }

  within(day) {
    return Math.min(Math.max(day, this.first), this.last - 1);
  }

  over(day) {
    return this.drawn.scales.x.getPixelForValue(local(day + 0.5));
  }

  edges({ from, to }) {
    return [from, to + 1].map((day) => this.drawn.scales.x.getPixelForValue(local(day)));
  }

  at(day) {
    this.day = day === null || !this.rows ? null : this.within(day);
    this.drawn?.draw();
    if (this.day === null) { this.readout.textContent = ""; return; }
    const row = this.rows.filter((one) => one.at <= this.day).at(-1);
    const fresh = row.at === this.day && row.fresh ? `, ${row.fresh} that day` : "";
    const stated = this.claims.filter((claim) => number(claim.day) === this.day).map((claim) => `${who(claim)} said ${said(claim)}`);
    const counted = `${written(dayOf(this.day), true)}: ${row.value}, between ${row.low} and ${row.high}${fresh}`;
    this.readout.textContent = [counted, ...new Set(stated)].join("; ");
  }
}
