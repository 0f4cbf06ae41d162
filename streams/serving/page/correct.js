// Correcting an incident, with a key: what is asked, why, and what the server says to it.

import { ask, held, send } from "/page/ask.js";
import { complete, idOf } from "/page/complete.js";
import { element, minute, written } from "/page/made.js";

const SIGNED = "sitrep-signed";
const DEEDS = { merge: "Merged", split: "Split", dismiss: "Dismissed", edit: "Edited", undo: "Undone" };
const labelled = (words, field) => element("label", {}, element("span", { textContent: words }), field);

// What can be done: its name, its fields, and the correction that they make. `others` are the incidents on the page.
const WAYS = {
  merge: {
    name: "Merge", when: (whole, others) => others.length > 0,
    fields: (whole, others) => [labelled("The same as", element("select", { name: "other", required: true },
      ...others.map((one) => element("option", { value: one.id, textContent: `${written(one.day)} · ${one.headline}` }))))],
    said: (form, whole) => ({ incidents: [whole.incident.id, form.elements.other.value] }),
  },
  split: {
    name: "Split", when: (whole) => whole.evidence.length > 1,
    fields: (whole) => [element("fieldset", {}, element("legend", { textContent: "Another incident is told by" }),
      ...whole.evidence.map((event) => element("label", { className: "tick" },
        element("input", { type: "checkbox", name: "event", value: event.id }), element("span", { dir: "auto", textContent: event.sentence }))))],
    said: (form, whole) => ({ incidents: [whole.incident.id], events: [...form.querySelectorAll("[name=event]:checked")].map((one) => one.value) }),
  },
  dismiss: {
    name: "Dismiss", when: (whole) => !whole.incident.dismissed,
    fields: () => [],
    said: (form, whole) => ({ incidents: [whole.incident.id] }),
  },
  set: {
    name: "Set", when: () => true,
    fields: () => [
      labelled("By", element("input", { name: "actors", dataset: { names: "actors" }, placeholder: "as it is", spellcheck: false })),
      labelled("On", element("input", { name: "targets", dataset: { names: "actors" }, placeholder: "as it is", spellcheck: false })),
      labelled("Day", element("input", { name: "day", type: "date" })),
      labelled("Place", element("input", { name: "place", placeholder: "as it is", spellcheck: false }))],
    said: async (form, whole) => {
      const sides = {};
      for (const side of ["actors", "targets"]) {
        const typed = form.elements[side].value.trim();
        if (typed) sides[side] = typed.toLowerCase() === "unknown" ? [] : [await idOf("actors", typed)];
      }
      const [day, place] = [form.elements.day.value, form.elements.place.value.trim()];
      return { incidents: [whole.incident.id], ...sides, ...(day && { day }), ...(place && { place }) };
    },
  },
};

// The buttons under an open incident. `done(id)` is told the correction once it is sent.
export function tools(whole, others, done) {
  const place = element("div", {});
  const buttons = Object.entries(WAYS).filter(([, way]) => way.when(whole, others)).map(([action, way]) =>
    element("button", { type: "button", className: "plain", textContent: way.name, aria: { expanded: "false" }, onclick: (event) => {
      const open = event.target.getAttribute("aria-expanded") === "true";
      for (const one of buttons) one.setAttribute("aria-expanded", "false");
      if (open) { place.replaceChildren(); return; }
      event.target.setAttribute("aria-expanded", "true");
      const form = asking(way.name, way.fields(whole, others), async (made) => ({ action, ...(await way.said(made, whole)) }), done);
      place.replaceChildren(form);
      for (const field of form.querySelectorAll("[data-names]")) complete(field, () => {});
      form.querySelector("input, select").focus();
    } }));
  return element("div", { className: "tools", role: "group", aria: { label: "Correct this incident" } },
    element("p", { className: "buttons" }, element("span", { textContent: "Correct:" }), ...buttons), place);
}

function asking(name, fields, said, done) {
  const wrong = element("p", { className: "problem", role: "alert", hidden: true });
  const form = element("form", { className: "correcting", aria: { label: name } }, ...fields,
    labelled("Why", element("input", { name: "why", required: true, maxLength: 2000 })),
    labelled("Signed", element("input", { name: "who", maxLength: 200, value: sessionStorage.getItem(SIGNED) ?? "", placeholder: "the key’s name" })),
    wrong, element("p", { className: "buttons" }, element("button", { type: "submit", textContent: name })));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const who = form.elements.who.value.trim();
    sessionStorage.setItem(SIGNED, who);
    try {
      const answer = await send("/v1/corrections", { ...(await said(form)), why: form.elements.why.value, ...(who && { who }) });
      form.replaceChildren(element("p", { role: "status", textContent: "Sent. It holds as soon as it is read." }));
      done(answer.results[0].id);
    } catch (problem) {
      wrong.textContent = problem.status === 401 ? "The key is not known here, or has expired; use another." : problem.message;
      wrong.hidden = false;
    }
  });
  return form;
}

// One correction: what was done, by whom, when and why; with a key, the button that undoes it.
export function corrected(one, done, about = "") {
  const said = element("p", {}, element("b", { textContent: DEEDS[one.action] ?? one.action }), ` by ${one.who}, ${minute(one.at)}: `,
    element("bdi", { textContent: one.why }));
  const undone = one.undone_by?.length && !one.holds ? element("p", { className: "note", textContent: "Undone; no longer holds." }) : "";
  const row = element("div", { className: one.holds === false ? "corrected past" : "corrected" }, said, about && element("q", { dir: "auto", textContent: about }), undone);
  if (held() && one.holds !== false) {
    const place = element("div", {});
    row.append(element("button", { type: "button", className: "plain", textContent: "Undo", aria: { expanded: "false", label: `Undo: ${DEEDS[one.action] ?? one.action} by ${one.who}` }, onclick: (event) => {
      const open = event.target.getAttribute("aria-expanded") === "true";
      event.target.setAttribute("aria-expanded", String(!open));
      place.replaceChildren(...(open ? [] : [asking("Undo", [], () => ({ action: "undo", correction: one.id }), done)]));
      place.querySelector("input")?.focus();
    } }), place);
  }
  return row;
}

// All corrections, the latest first.
export class Ledger {
  constructor(details, list) {
    Object.assign(this, { details, list });
    details.addEventListener("toggle", () => this.refresh());
  }

  // One was sent: looks until it has been read.
  async awaited(made) {
    for (let tries = 0; tries < 10 && !this.corrections?.some((one) => one.id === made); tries += 1) {
      await new Promise((done) => setTimeout(done, 400));
      await this.refresh();
    }
  }

  async refresh() {
    if (!this.details.open || this.list.querySelector("form [required]")) return;
    try {
      const { corrections, total } = await ask("/v1/corrections?limit=50");
      this.corrections = corrections;
      const rows = corrections.map((one) => element("li", {}, corrected(one, (made) => this.awaited(made), one.change.events?.[0]?.sentence)));
      const left = total - rows.length ? `and ${total - rows.length} before these` : "None yet.";
      const last = rows.length && rows.length === total ? [] : [element("li", { className: "empty", textContent: left })];
      this.list.replaceChildren(...rows, ...last);
    } catch (wrong) {
      this.list.replaceChildren(element("li", { className: "empty", textContent: wrong.message }));
    }
  }
}
