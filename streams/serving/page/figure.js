// The number with its range, the chart, the table and the stated totals: what is known of a count, drawn.

import { dayOf, number, running, Steps } from "/page/chart.js";
import { element, find, link, written } from "/page/made.js";
import { press } from "/page/question.js";
import { go, state } from "/page/state.js";

export const page = { days: new Map(), claims: [], value: 0, low: 0, high: 0, watermark: null, stream: null, last: null, told: null, round: 0 };
const chart = new Steps(find("chart"), find("readout"), zoomed);

export function take(totals) {
  Object.assign(page, { value: totals.value, low: totals.low, high: totals.high });
}

export function setDays(days) {
  page.days = new Map(days.map((row) => [row.day, { value: row.value, low: row.low, high: row.high }]));
}

let waiting = 0;
export function show() {
  waiting ||= requestAnimationFrame(() => { waiting = 0; draw(); });
}

function draw() {
  const output = find("value");
  if (output.textContent !== String(page.value)) {
    output.textContent = page.value;
    output.classList.remove("moved");
    void output.offsetWidth;
    output.classList.add("moved");
  }
  const nothing = page.watermark ? "nothing counted" : "no news has come in yet";
  find("range").textContent = !page.high ? nothing : page.low === page.high ? "every source agrees" : `between ${page.low} and ${page.high}`;
  document.title = `${page.value} · ${find("caption").textContent} · sitrep`;
  drawDays();
}

function drawDays() {
  const { since, window, days } = state();
  const known = [...page.days.keys()].sort();
  const newest = Math.max(number((page.watermark ?? new Date().toISOString()).slice(0, 10)), known.length ? number(known.at(-1)) : 0);
  const asked = since ? number(since) : window ? newest - Number.parseInt(window === "24h" ? 1 : window, 10) + 1 : null;
  const oldest = asked ?? (known.length ? number(known[0]) : newest - 7);
  all = [Math.min(oldest, newest), newest];
  const [first, last] = within(days);
  chart.show({ days: page.days, first, last, claims: page.claims });
  const rows = running(page.days, oldest, newest).filter((row) => row.fresh).reverse();
  find("rows").replaceChildren(...rows.map((row) => element("tr", {},
    element("th", { scope: "row", textContent: written(row.day, true) }), element("td", { textContent: row.fresh }),
    element("td", { textContent: row.value }), element("td", { textContent: `${row.low} to ${row.high}` }))));
}

// Of all days those that the URL wants shown: the latest so many, or from one to another.
let all = [0, 0];
function within(days) {
  const [oldest, newest] = all;
  const [from, to] = /^\d{1,5}$/.test(days) ? [newest - Number(days) + 1, newest] : days.split("..").map(number);
  return from <= to && from <= newest && to >= oldest ? [Math.max(from, oldest), Math.min(to, newest)] : all;
}

// As many days as are wanted, moved to where there are days.
function zoomed(from, to) {
  const [oldest, newest] = all;
  const begin = Math.max(oldest, Math.min(from, newest - (to - from)));
  const wanted = [begin, Math.min(newest, begin + (to - from))];
  look(from === undefined || wanted.join() === all.join() ? "" : wanted.map(dayOf).join(".."));
}

export function look(days) {
  go({ days }, { replace: true });
  press("[data-days]", (one) => one.dataset.days === days);
  show();
}

// Nothing is counted.
export function blank() {
  chart.clear();
  find("rows").replaceChildren();
}

export function drawClaims() {
  find("said").hidden = page.claims.length === 0;
  find("claims").replaceChildren(...page.claims.slice(0, 12).map((claim) => element("li", {},
    element("p", { className: "said-number" }, element("small", { textContent: claim.qualifier ? `${claim.qualifier} ` : "" }),
      String(claim.value)),
    element("p", {}, claim.attributed_to.map((one) => one.text).join(", ") || claim.article.source, `, ${written(claim.day)}`,
      claim.since ? `, since ${written(claim.since)}` : "", claim.ours ? `; we count ${claim.ours.value}` : ""),
    element("p", {}, element("q", { dir: "auto", textContent: claim.sentence }), " ", link(claim.article.url, claim.article.source)))));
}

export function seen(at) {
  page.watermark = at ?? page.watermark;
  find("seen").textContent = page.watermark ? `Newest article: ${page.watermark.slice(0, 16).replace("T", " ")} UTC.` : "";
}
