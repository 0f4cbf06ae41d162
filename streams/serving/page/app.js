// The page: its state is the URL, its numbers are the stream's, or, as known at a moment, those of the answers.

import { ask, held, ticket } from "/page/ask.js";
import { Ledger } from "/page/correct.js";
import { blank, drawClaims, look, page, seen, setDays, show, take } from "/page/figure.js";
import { Incidents } from "/page/incidents.js";
import { keys, wantKey } from "/page/key.js";
import { element, find, signed } from "/page/made.js";
import { Places } from "/page/map.js";
import { Moments } from "/page/moment.js";
import { caption, complain, controls, fill, named } from "/page/question.js";
import { go, query, state } from "/page/state.js";

const PAGE = 25, CHANGES = 300;
const incidents = new Incidents(find("list"), (id) => ask(`/v1/incidents/${encodeURIComponent(id)}?${asOf()}`), remember);
const places = new Places(find("map"), find("places"), find("map-readout"), (place) => { go({ place, open: "" }); load(); });
const moments = new Moments(choose);
const ledger = new Ledger(find("ledger"), find("made"));
const asOf = () => query({}, { as_of: state().as_of });

// The whole ---------------------------------------------------------------------------------------------------------

function status(words, live) {
  find("status-text").textContent = words;
  find("status").classList.toggle("live", live);
}

// A question without an answer must not stand above the number of the one before.
function clear() {
  Object.assign(page, { days: new Map(), claims: [] });
  for (const id of ["value", "window-24h", "window-7d", "window-30d"]) find(id).textContent = "–";
  for (const id of ["range", "news"]) find(id).textContent = "\u00a0";
  blank();
  find("more").hidden = find("empty").hidden = true;
  incidents.replace([]);
  moments.show(null, false);
  places.show([], null, "");
  drawClaims();
}

// Loading ----------------------------------------------------------------------------------------------------------

async function load() {
  const asked = state(), round = (page.round += 1);
  page.stream?.close();
  page.last = null;
  incidents.frozen = Boolean(asked.as_of);
  moments.hold(asked.as_of);
  find("news").textContent = "\u00a0";
  try {
    const names = await calling(asked);
    if (round !== page.round) return;
    fill(asked, names);
    find("caption").textContent = caption(asked, names);
    await loadCounts(asked, round);
    if (round !== page.round) return;
    complain("");
    if (asked.as_of) await freeze(asked, round);
    else follow(asked, round);
    loadBeside(asked, round).catch(() => {});
  } catch (wrong) {
    if (round === page.round) failed(wrong, round);
  }
}

async function calling(asked) {
  const place = places.places.find((one) => one.place === asked.place)?.name ?? asked.place;
  return { ...(await named(asked)), place };
}

function failed(wrong, round) {
  if (wrong.status === 401 || wrong.status === 403) {
    clear();
    complain(wrong.status === 401 ? "This server wants a key before it tells anything." : wrong.message);
    status("Not counting", false);
    wantKey(held() ? "The key is not known here, or does not allow reading." : "This server wants a key before it tells anything.");
  } else if (wrong.status && wrong.status < 500 && wrong.status !== 429) {
    clear();
    complain(wrong.message);
    status("Not counting", false);
  } else {
    status(wrong.status ? `Waiting: ${wrong.message}` : "Not live: no connection, trying again", false);
    setTimeout(() => round === page.round && load(), 1000 * (wrong.wait || 1.5));
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

// What stands beside the number: how it came to be so, and where it happened. The map shows the other places, too.
async function loadBeside(asked, round) {
  const [told, where] = await Promise.all([
    ask(`/v1/counts/history?${query(asked, { as_of: "", limit: CHANGES })}`), ask(`/v1/counts/places?${query(asked, { place: "" })}`)]);
  if (round !== page.round) return;
  moments.show(told.changes, Boolean(told.next));
  await places.show(where.places, where.elsewhere, asked.place);
  if (asked.place) find("caption").textContent = caption(asked, await calling(asked));
  ledger.refresh();
}

// What the stream tells while the list is on its way is told to the list again when it is there.
async function loadIncidents(asked, round) {
  const told = (page.told = []);
  const answer = await ask(`/v1/incidents?${query(asked, { limit: PAGE })}`);
  if (round !== page.round || told !== page.told) return;
  page.told = null;
  incidents.replace(answer.incidents);
  for (const [incident, counts] of told) incidents.put(incident, counts);
  paged(answer.next);
  if (state().open) await incidents.reveal(state().open);
}

function paged(next) {
  find("empty").hidden = incidents.held.size > 0;
  find("more").hidden = !next;
  find("more").onclick = async () => {
    const answer = await ask(`/v1/incidents?${query(state(), { limit: PAGE, cursor: next })}`);
    incidents.append(answer.incidents.filter((incident) => !incidents.held.has(incident.id)));
    paged(answer.next);
  };
}

// As known at a moment: nothing moves until the reader goes on.
async function freeze(asked, round) {
  status("Frozen", false);
  await loadIncidents(asked, round);
}

// Windows, stated totals, places and history move with the news; they are asked for again, but not at every delta.
let later = 0;
function refreshSoon(asked, round) {
  later ||= setTimeout(() => {
    later = 0;
    if (round === page.round) Promise.all([loadCounts(asked, round), loadBeside(asked, round)]).catch(() => {});
  }, 1500);
}

// Following --------------------------------------------------------------------------------------------------------

async function follow(asked, round) {
  let extra;
  try {
    extra = { ...(page.last && { last_event_id: page.last }), ...(await ticket()) };
  } catch {
    if (round === page.round) setTimeout(() => again(asked, round), 2000);
    return;
  }
  if (round !== page.round) return;
  const stream = (page.stream = new EventSource(`/v1/counts/stream?${query(asked, extra)}`));
  const on = (name, act) => stream.addEventListener(name, (event) => {
    if (round !== page.round) return;
    page.last = event.lastEventId || page.last;
    act(event.data ? JSON.parse(event.data) : {});
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
    // A ticket opens one stream; and a browser gives up for good where the server answered with an error. We do not.
    if (extra.ticket) stream.close();
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => again(asked, round), extra.ticket ? 500 : 2000);
  };
}

// A server that came back may want a key now, or another one.
async function again(asked, round) {
  const refused = await ask("/v1/lexicon/countries?limit=1").then(() => null, (wrong) => wrong);
  if (round !== page.round) return;
  if ([401, 403].includes(refused?.status)) failed(refused, round);
  else follow(asked, round);
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
    find("news").replaceChildren(element("b", { textContent: signed(data.delta) }), " ", element("bdi", { textContent: data.incident.headline }));
  }
  seen(data.watermark);
  show();
  refreshSoon(asked, round);
}

// Controls ---------------------------------------------------------------------------------------------------------

controls(load);
for (const one of document.querySelectorAll("[data-days]")) {
  one.addEventListener("click", () => look(one.dataset.days));
}
find("map-in").addEventListener("click", () => places.zoom(1 / 1.6));
find("map-out").addEventListener("click", () => places.zoom(1.6));
find("map-fit").addEventListener("click", () => places.fit());
addEventListener("popstate", load);

function remember(id, open) {
  const held = state().open;
  if (open && held !== id) go({ open: id }, { replace: true });
  if (!open && held === id) go({ open: "" }, { replace: true });
}

// While it is dragged the slider asks once it rests; the first step from now is one to go back from.
let resting = 0;
function choose(as_of, settled) {
  clearTimeout(resting);
  const before = state().as_of;
  if (before === as_of) return;
  const act = () => { go({ as_of }, { replace: Boolean(before && as_of) }); load(); };
  if (settled) act();
  else resting = setTimeout(act, 150);
}

keys(load);
load();
