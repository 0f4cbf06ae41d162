// The newest incidents, each opening to the sentences it rests on. Whatever came from outside is set as text.

import { written } from "/page/chart.js";

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  const { dataset = {}, ...rest } = properties;
  Object.assign(made, rest);
  Object.assign(made.dataset, dataset);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

// A link only where a browser may follow it; else just the words.
export function link(address, words) {
  try {
    const url = new URL(address);
    if (["http:", "https:"].includes(url.protocol)) {
      return element("a", { href: url.href, textContent: words, rel: "noopener noreferrer nofollow", target: "_blank" });
    }
  } catch { /* not an address */ }
  return element("span", { textContent: words });
}

const moment = (at) => `${written(at.slice(0, 10))} ${at.slice(11, 16)}`;
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
    element("bdi", { textContent: event.article.source }), ", ", moment(event.article.published), " · ",
    link(event.article.url, event.article.title || "article"),
    attributed && ` · according to ${attributed}`, event.background ? " · mentioned in passing" : "",
    ` · read by ${event.rule}`);
}

function told(change, previous) {
  const words = { opened: "opened", amended: "amended", withdrawn: "withdrawn" }[change.action];
  const range = change.action === "withdrawn" ? "" : `: ${change.best} (${change.low} to ${change.high})`;
  const same = previous && previous.best === change.best && previous.low === change.low && previous.high === change.high;
  return element("li", { textContent: `${moment(change.at)} ${words}${same ? ", count unchanged" : range}` });
}

export class Incidents {
  constructor(list, ask) {
    this.list = list;
    this.ask = ask;
    this.held = new Map();
  }

  replace(incidents) {
    const open = new Set([...this.list.querySelectorAll("details[open]")].map((one) => one.dataset.id));
    this.held.clear();
    this.list.replaceChildren();
    this.append(incidents);
    for (const id of open) this.list.querySelector(`details[data-id="${CSS.escape(id)}"]`)?.setAttribute("open", "");
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
    details.addEventListener("toggle", () => details.open && this.open(details, incident.id));
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

  async open(details, id) {
    const body = details.querySelector(".evidence") ?? details.appendChild(element("div", { className: "evidence" }));
    try {
      const whole = await this.ask(`/v1/incidents/${encodeURIComponent(id)}`);
      const dismissed = whole.incident?.dismissed ? "dismissed" : null;
      const counted = dismissed ?? (whole.incident ? between(whole.incident) : "withdrawn");
      body.replaceChildren(
        ...(whole.incident?.corrections ?? []).map(corrected),
        ...whole.evidence.flatMap((event) => [marked(event.sentence, event.marks), cited(event)]),
        element("h3", { textContent: `History · ${counted}` }),
        element("ol", { className: "history" }, ...whole.history.map((change, i) => told(change, whole.history[i - 1]))));
    } catch (wrong) {
      body.textContent = wrong.message;
    }
  }
}

// Who corrected what, and why.
function corrected(one) {
  const said = `${DEEDS[one.action]} by ${one.who}, ${written(one.at.slice(0, 10))}: ${one.why}`;
  return element("p", { className: "corrected", dir: "auto", textContent: said });
}

const DEEDS = { merge: "Merged", split: "Split", dismiss: "Dismissed", edit: "Edited" };

// A change is marked for a while, so that an eye that was elsewhere finds it.
function freshen(row) {
  row.classList.add("fresh");
  clearTimeout(row.fading);
  row.fading = setTimeout(() => row.classList.remove("fresh"), 30_000);
}

const order = (incident) => `${incident.day} ${incident.opened} ${incident.id}`;
