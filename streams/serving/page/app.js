// The page: its state is the URL, its numbers are the stream's. The server names what a fresh page shows.

import { Chart, dayOf, number, running, written } from "/page/chart.js";
import { element, Incidents, link } from "/page/incidents.js";

const FIELDS = ["kind", "actor", "target", "country", "since"];
const find = (id) => document.getElementById(id);
const form = find("question");
const names = { actor: new Map(), country: new Map() };
const page = { days: new Map(), claims: [], value: 0, low: 0, high: 0, zoom: 0, watermark: null, stream: null, last: null, told: null, round: 0 };

async function ask(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({ detail: `the server answered ${answer.status}` }));
  throw Object.assign(new Error(problem.detail), { status: answer.status });
}

const incidents = new Incidents(find("list"), ask);
const chart = new Chart(find("chart"), find("readout"));

// State ------------------------------------------------------------------------------------------------------------

function state() {
  const given = new URLSearchParams(location.search);
  const asked = FIELDS.some((name) => given.has(name)) ? given : new URLSearchParams(document.body.dataset.opening);
  const held = Object.fromEntries(FIELDS.map((name) => [name, asked.get(name) ?? ""]));
  return { ...held, kind: held.kind || form.elements.kind.options[0].value };
}

function query(asked, extra = {}) {
  return new URLSearchParams([...Object.entries(asked), ...Object.entries(extra)].filter(([, value]) => value !== ""));
}

const roleOf = (field) => (field === "country" ? "country" : "actor");
const shownAs = (field, id) => names[roleOf(field)].get(id) ?? id;

function idOf(field, typed) {
  const wanted = typed.trim().toLowerCase();
  for (const [id, name] of names[roleOf(field)]) if (id.toLowerCase() === wanted || name.toLowerCase() === wanted) return id;
  return typed.trim();
}

function fill(asked) {
  for (const name of FIELDS) {
    const field = form.elements[name];
    field.value = ["kind", "since"].includes(name) ? asked[name] : shownAs(name, asked[name]);
    field.removeAttribute("aria-invalid");
  }
  const attack = asked.kind !== "outreach";
  find("actor-label").textContent = attack ? "By" : "Of";
  find("target-label").textContent = attack ? "On" : "With";
}

function caption(asked) {
  const attack = asked.kind !== "outreach";
  const words = [attack ? "Attacks" : "Meetings and messages"];
  if (asked.target && attack) words.push(`on ${shownAs("target", asked.target)}`);
  if (asked.actor) words.push(`${attack ? "by" : "of"} ${shownAs("actor", asked.actor)}`);
  if (asked.target && !attack) words.push(`with ${shownAs("target", asked.target)}`);
  if (asked.country) words.push(`in ${shownAs("country", asked.country)}`);
  if (asked.since) words.push(`since ${written(asked.since, true)}`);
  return words.join(" ");
}

// Showing ----------------------------------------------------------------------------------------------------------

let waiting = 0;
function show() {
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
  find("range").textContent = !page.high ? "nothing counted" : page.low === page.high ? "every source agrees" : `between ${page.low} and ${page.high}`;
  document.title = `${page.value} · ${find("caption").textContent} · sitrep`;
  drawDays();
}

function drawDays() {
  const since = state().since;
  const held = [...page.days.keys()].sort();
  const newest = Math.max(number((page.watermark ?? new Date().toISOString()).slice(0, 10)), held.length ? number(held.at(-1)) : 0);
  const oldest = since ? number(since) : held.length ? number(held[0]) : newest - 7;
  const first = page.zoom ? Math.max(oldest, newest - page.zoom + 1) : oldest;
  chart.show({ days: page.days, first: Math.min(first, newest), last: newest, claims: page.claims });
  const rows = running(page.days, oldest, newest).filter((row) => row.fresh).reverse();
  find("rows").replaceChildren(...rows.map((row) => element("tr", {},
    element("th", { scope: "row", textContent: written(row.day, true) }), element("td", { textContent: row.fresh }),
    element("td", { textContent: row.value }), element("td", { textContent: `${row.low} to ${row.high}` }))));
}

function drawClaims() {
  find("said").hidden = page.claims.length === 0;
  find("claims").replaceChildren(...page.claims.slice(0, 12).map((claim) => element("li", {},
    element("p", { className: "said-number" }, element("small", { textContent: claim.qualifier ? `${claim.qualifier} ` : "" }),
      String(claim.value)),
    element("p", {}, claim.attributed_to.map((one) => one.text).join(", ") || claim.article.source, `, ${written(claim.day)}`,
      claim.since ? `, since ${written(claim.since)}` : ""),
    element("p", {}, element("q", { dir: "auto", textContent: claim.sentence }), " ", link(claim.article.url, claim.article.source)))));
}

function status(words, live) {
  find("status-text").textContent = words;
  find("status").classList.toggle("live", live);
}

function complain(problem) {
  find("problem").textContent = problem;
  find("problem").hidden = !problem;
  for (const name of ["actor", "target", "country"]) {
    if (problem.startsWith(`no ${name} `)) form.elements[name].setAttribute("aria-invalid", "true");
  }
}

// A question without an answer must not stand above the number of the one before.
function clear() {
  page.days = new Map();
  page.claims = [];
  for (const id of ["value", "window-24h", "window-7d", "window-30d"]) find(id).textContent = "–";
  for (const id of ["range", "news"]) find(id).textContent = "\u00a0";
  find("chart").replaceChildren();
  find("rows").replaceChildren();
  find("more").hidden = find("empty").hidden = true;
  incidents.replace([]);
  drawClaims();
}

function seen(at) {
  page.watermark = at ?? page.watermark;
  find("seen").textContent = page.watermark ? `Newest article: ${page.watermark.slice(0, 16).replace("T", " ")} UTC.` : "";
}

// Loading ----------------------------------------------------------------------------------------------------------

function take(totals) {
  Object.assign(page, { value: totals.value, low: totals.low, high: totals.high });
}

function setDays(days) {
  page.days = new Map(days.map((row) => [row.day, { value: row.value, low: row.low, high: row.high }]));
}

async function load() {
  const asked = state(), round = (page.round += 1);
  page.stream?.close();
  page.last = null;
  fill(asked);
  find("caption").textContent = caption(asked);
  find("news").textContent = "\u00a0";
  try {
    await loadCounts(asked, round);
    if (round === page.round) { complain(""); follow(asked, round); }
  } catch (wrong) {
    if (round !== page.round) return;
    if (wrong.status && wrong.status < 500) { clear(); complain(wrong.message); status("Not counting", false); return; }
    status(wrong.status ? `Waiting: ${wrong.message}` : "Not live: no connection, trying again", false);
    setTimeout(() => round === page.round && load(), 1500);
  }
}

async function loadCounts(asked, round) {
  const answer = await ask(`/v1/counts?${query(asked, { by: "day" })}`);
  if (round !== page.round) return;
  take(answer);
  setDays(answer.days);
  seen(answer.watermark);
  page.claims = answer.claims.filter((claim) => claim.value !== null);
  for (const [name, value] of Object.entries(answer.windows)) find(`window-${name}`).textContent = value;
  drawClaims();
  show();
}

// What the stream tells while the list is on its way is told to the list again when it is there.
async function loadIncidents(asked, round) {
  const told = (page.told = []);
  const answer = await ask(`/v1/incidents?${query(asked, { limit: 25 })}`);
  if (round !== page.round || told !== page.told) return;
  page.told = null;
  incidents.replace(answer.incidents);
  for (const [incident, counts] of told) incidents.put(incident, counts);
  paged(answer.next);
}

function paged(next) {
  find("empty").hidden = incidents.held.size > 0;
  find("more").hidden = !next;
  find("more").onclick = async () => {
    const answer = await ask(`/v1/incidents?${query(state(), { limit: 25, cursor: next })}`);
    incidents.append(answer.incidents.filter((incident) => !incidents.held.has(incident.id)));
    paged(answer.next);
  };
}

// Windows and stated totals move with the news; they are asked for again, but not at every delta.
let later = 0;
function refreshSoon(asked, round) {
  later ||= setTimeout(() => { later = 0; if (round === page.round) loadCounts(asked, round).catch(() => {}); }, 1500);
}

// Following --------------------------------------------------------------------------------------------------------

function follow(asked, round) {
  const extra = page.last ? { last_event_id: page.last } : {};
  const stream = (page.stream = new EventSource(`/v1/counts/stream?${query(asked, extra)}`));
  const on = (name, act) => stream.addEventListener(name, (event) => {
    if (round !== page.round) return;
    page.last = event.lastEventId || page.last;
    act(JSON.parse(event.data));
  });
  on("hello", () => status("Live", true));
  on("snapshot", (data) => { take(data); setDays(data.days); show(); loadIncidents(asked, round).catch(() => {}); });
  on("delta", (data) => delta(data, asked, round));
  on("progress", (data) => {
    status(data.staleness < 10 ? "Live" : `Behind by ${Math.round(data.staleness)} s`, data.staleness < 10);
    if (data.watermark !== page.watermark) { seen(data.watermark); refreshSoon(asked, round); }
  });
  on("reset", () => { page.last = null; });
  on("bye", () => status("Not live: reconnecting", false));
  stream.onerror = () => {
    if (round !== page.round) return;
    status("Not live: reconnecting", false);
    // A browser gives up for good where the server answered with an error; we do not.
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => round === page.round && follow(asked, round), 2000);
  };
}

function tell(incident, counts) {
  page.told?.push([incident, counts]);
  incidents.put(incident, counts);
}

function shift(place, sign) {
  const row = page.days.get(place.day) ?? { value: 0, low: 0, high: 0 };
  page.days.set(place.day, { value: row.value + sign * place.best, low: row.low + sign * place.low, high: row.high + sign * place.high });
}

function delta(data, asked, round) {
  take(data);
  for (const place of data.left) shift(place, -1);
  for (const place of data.entered) shift(place, 1);
  const entered = new Set(data.entered.filter((place) => place.high > 0).map((place) => place.id));
  for (const { id } of data.left.filter((place) => !entered.has(place.id))) tell({ id }, false);
  tell(data.incident, entered.has(data.incident.id));
  find("empty").hidden = incidents.held.size > 0;
  if (data.delta) {
    const sign = data.delta > 0 ? `+${data.delta}` : `−${-data.delta}`;
    find("news").replaceChildren(element("b", { textContent: sign }), " ", element("bdi", { textContent: data.incident.headline }));
  }
  seen(data.watermark);
  show();
  refreshSoon(asked, round);
}

// Controls ---------------------------------------------------------------------------------------------------------

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", () => {
  const typed = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]));
  for (const name of ["actor", "target", "country"]) typed[name] = idOf(name, typed[name]);
  history.pushState(null, "", `?${query(typed)}`);
  load();
});
addEventListener("popstate", load);
for (const button of document.querySelectorAll(".zoom button")) {
  button.addEventListener("click", () => {
    page.zoom = Number(button.dataset.days);
    for (const other of document.querySelectorAll(".zoom button")) other.setAttribute("aria-pressed", String(other === button));
    show();
  });
}

async function loadNames() {
  for (const [role, list] of [["actor", "actors"], ["country", "countries"]]) {
    const { entries } = await ask(`/v1/lexicon/${list}?limit=5000`);
    for (const entry of entries) names[role].set(entry.id, entry.name);
    find(list).replaceChildren(...entries.map((entry) => element("option", { value: entry.name, label: entry.id })));
  }
}

await loadNames().catch(() => {});
load();
