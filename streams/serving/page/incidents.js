// The newest incidents, each opening to the sentences it rests on. Whatever came from outside is set as text.

import { corrected, tools } from "/page/correct.js";
import { held } from "/page/ask.js";
import { element, link, minute, written } from "/page/made.js";

const named = (actors) => actors.map((actor) => actor.text).filter(Boolean).join(", ");
const sources = (count) => `${count} ${count === 1 ? "source" : "sources"}`;
const between = (one) => (one.low === one.high ? `counts ${one.best}` : `counts ${one.best} (${one.low} to ${one.high})`);

export function marked(sentence, marks) {
  const quote = element("blockquote", { dir: "auto" });
  const characters = [...sentence];
  let done = 0;
  for (const [start, end] of marks) {
    quote.append(characters.slice(done, start).join(""), element("mark", { textContent: characters.slice(start, end).join("") }));
    done = end;
  }
  quote.append(characters.slice(done).join(""));
  return quote;
}

function cited(event) {
  const attributed = named(event.attributed_to);
  return element("p", { className: "cite" },
    element("bdi", { textContent: event.article.source }), ", ", minute(event.article.published), " · ",
    link(event.article.url, event.article.title || "article"),
    attributed && ` · according to ${attributed}`, event.background ? " · mentioned in passing" : "",
    ` · read by ${event.rule}`);
}

function told(change, previous) {
  const words = { opened: "opened", amended: "amended", withdrawn: "withdrawn" }[change.action];
  const range = change.action === "withdrawn" ? "" : `: ${change.best} (${change.low} to ${change.high})`;
  const same = previous && previous.best === change.best && previous.low === change.low && previous.high === change.high;
  const by = change.caused_by === "correction" ? " by a correction" : "";
  return element("li", { textContent: `${minute(change.at)} ${words}${by}${same ? ", count unchanged" : range}` });
}

const ENOUGH = 40;

export class Incidents {
  // `fetch(id)` gives one incident with its evidence; `toggled(id, open)` is told what a reader opens and closes.
  constructor(list, fetch, toggled) {
    Object.assign(this, { list, fetch, toggled, held: new Map(), frozen: false });
  }

  replace(incidents) {
    const open = new Set([...this.list.querySelectorAll("details[open]")].map((one) => one.dataset.id));
    const at = document.activeElement?.closest?.("#list details")?.dataset.id;
    this.held.clear();
    this.list.replaceChildren();
    this.append(incidents);
    for (const id of open) this.list.querySelector(`details[data-id="${CSS.escape(id)}"]`)?.setAttribute("open", "");
    if (at) this.list.querySelector(`details[data-id="${CSS.escape(at)}"] summary`)?.focus();
  }

  append(incidents) {
    for (const incident of incidents) {
      const row = this.row(incident);
      this.held.set(incident.id, { incident, row });
      this.list.append(row);
    }
  }

  // One incident came, changed or went. The order is that of the API: newest day first, then newest opened.
  put(incident, counts) {
    const held = this.held.get(incident.id);
    if (!counts) { held?.row.remove(); this.held.delete(incident.id); return; }
    if (held && order(held.incident) === order(incident)) { this.refresh(held, incident); return; }
    held?.row.remove();
    const row = this.row(incident);
    freshen(row);
    if (held?.row.firstElementChild.open) row.firstElementChild.open = true;
    this.held.set(incident.id, { incident, row });
    const after = [...this.list.children].find((one) => order(this.held.get(one.dataset.id).incident) < order(incident));
    this.list.insertBefore(row, after ?? null);
  }

  refresh(held, incident) {
    held.incident = incident;
    freshen(held.row);
    const details = held.row.firstElementChild;
    details.querySelector("summary").replaceWith(this.summary(incident));
    if (details.open) this.open(details, incident.id);
  }

  row(incident) {
    const details = element("details", { dataset: { id: incident.id } }, this.summary(incident));
    details.addEventListener("toggle", () => {
      if (details.open) this.open(details, incident.id);
      if (details.isConnected) this.toggled(incident.id, details.open);
    });
    return element("li", { dataset: { id: incident.id } }, details);
  }

  summary(incident) {
    const [by, on] = [named(incident.actors), named(incident.targets)];
    const who = [by && (incident.kind === "attack" ? `by ${by}` : by), on && (incident.kind === "attack" ? `on ${on}` : `with ${on}`)];
    const where = incident.place ? incident.place.name : "";
    return element("summary", {},
      element("time", { dateTime: incident.day, textContent: written(incident.day) }),
      element("span", { className: "headline", dir: "auto", textContent: incident.headline || "Untitled incident" }),
      element("span", { className: "weight", textContent: sources(incident.sources), title: between(incident) }),
      element("span", { className: "who", textContent: [...who, where].filter(Boolean).join(" · ") }));
  }

  // Opens an incident that the URL names, wherever in the list it stands.
  async reveal(id) {
    if (!this.held.has(id)) {
      const whole = await this.fetch(id).catch(() => null);
      if (!whole?.incident || whole.incident.dismissed) return;
      this.put(whole.incident, true);
    }
    this.held.get(id)?.row.firstElementChild.setAttribute("open", "");
  }

  async open(details, id) {
    const body = details.querySelector(".evidence") ?? details.appendChild(element("div", { className: "evidence" }, element("div"), element("div")));
    const [told, asked] = body.children;
    let whole;
    try {
      whole = await this.fetch(id);
    } catch (wrong) {
      told.textContent = wrong.message;
      return;
    }
    const again = (made) => this.awaited(details, id, made);
    told.replaceChildren(...evidence(whole, again));
    // A form that somebody is filling in stays, whatever the news brings meanwhile.
    if (asked.querySelector("form [required]")) return;
    const correctable = held() && !this.frozen && whole.incident;
    asked.replaceChildren(...(correctable ? [tools(whole, this.near(whole.incident), again)] : []));
  }

  // The other incidents on the page, the nearest in time first.
  near(incident) {
    const away = (one) => Math.abs(Date.parse(one.day) - Date.parse(incident.day));
    return [...this.held.values()].map((one) => one.incident).filter((one) => one.id !== incident.id)
      .sort((one, other) => away(one) - away(other)).slice(0, ENOUGH);
  }

  // A correction was sent: looks until it has been read, for the stream tells only what moves a count.
  async awaited(details, id, made) {
    for (let tries = 0; tries < 10 && details.isConnected; tries += 1) {
      await new Promise((done) => setTimeout(done, 400));
      const whole = await this.fetch(id).catch(() => null);
      if (!whole?.incident || whole.incident.dismissed) { this.put({ id }, false); return; }
      if (whole.history.some((change) => change.cause === made)) { this.put(whole.incident, true); return; }
    }
  }
}

function evidence(whole, done) {
  const dismissed = whole.incident?.dismissed ? "dismissed" : null;
  const counted = dismissed ?? (whole.incident ? between(whole.incident) : "withdrawn");
  return [
    ...(whole.incident?.corrections ?? []).map((one) => corrected(one, done)),
    ...whole.evidence.flatMap((event) => [marked(event.sentence, event.marks), cited(event)]),
    element("h3", { textContent: `History · ${counted}` }),
    element("ol", { className: "history" }, ...whole.history.map((change, i) => told(change, whole.history[i - 1]))),
  ];
}

// A change is marked for a while, so that an eye that was elsewhere finds it.
function freshen(row) {
  row.classList.add("fresh");
  clearTimeout(row.fading);
  row.fading = setTimeout(() => row.classList.remove("fresh"), 30_000);
}

const order = (incident) => `${incident.day} ${incident.opened} ${incident.id}`;
