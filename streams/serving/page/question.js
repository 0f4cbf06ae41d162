// What is asked: the fields and windows that say it, its caption, and what is wrong with it.

import { complete, idOf, nameOf } from "/page/complete.js";
import { find, written } from "/page/made.js";
import { go, state } from "/page/state.js";

const form = find("question");
const TYPED = { actor: "actors", target: "actors", country: "countries" };

// What the ids of a question are called.
export async function named(asked) {
  const names = await Promise.all(Object.entries(TYPED).map(async ([field, role]) => [field, await nameOf(role, asked[field])]));
  return Object.fromEntries(names);
}

export function fill(asked, names) {
  for (const field of ["kind", "since"]) form.elements[field].value = asked[field];
  for (const field of Object.keys(TYPED)) {
    if (document.activeElement !== form.elements[field]) form.elements[field].value = names[field];
    form.elements[field].removeAttribute("aria-invalid");
  }
  const attack = asked.kind === "attack";
  find("actor-label").textContent = attack ? "By" : "Of";
  find("target-label").textContent = attack ? "On" : "With";
  press("[data-window]", (one) => one.dataset.window === asked.window);
  press("[data-days]", (one) => one.dataset.days === asked.days);
}

export function press(buttons, chosen) {
  for (const one of document.querySelectorAll(buttons)) one.setAttribute("aria-pressed", String(chosen(one)));
}

export function complain(problem) {
  find("problem").textContent = problem;
  find("problem").hidden = !problem;
  for (const field of Object.keys(TYPED)) {
    if (problem.startsWith(`no ${field} `)) form.elements[field].setAttribute("aria-invalid", "true");
  }
}

const SPANS = { "24h": "in the last 24 hours", "7d": "in the last 7 days", "30d": "in the last 30 days" };

export function caption(asked, names) {
  const attack = asked.kind === "attack";
  return [
    attack ? "Attacks" : "Meetings and messages",
    asked.target && attack && `on ${names.target}`,
    asked.actor && `${attack ? "by" : "of"} ${names.actor}`,
    asked.target && !attack && `with ${names.target}`,
    asked.place && `at ${names.place}`,
    asked.country && `in ${names.country}`,
    asked.since && `since ${written(asked.since, true)}`,
    SPANS[asked.window],
  ].filter(Boolean).join(" ");
}

// `asked` is called when a reader asks something else.
export function controls(asked) {
  const typed = async () => { if (await put()) asked(); };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", typed);
  for (const one of form.querySelectorAll("[data-names]")) complete(one, typed);
  for (const one of document.querySelectorAll("[data-window]")) {
    one.addEventListener("click", () => { look(one.dataset.window); asked(); });
  }
}

// The fields, into the URL; whether that changed anything.
async function put() {
  const typed = { kind: form.elements.kind.value, since: form.elements.since.value };
  for (const [field, role] of Object.entries(TYPED)) typed[field] = await idOf(role, form.elements[field].value);
  const before = state();
  if (Object.entries(typed).every(([field, value]) => before[field] === value)) return false;
  // A day to begin with takes the place of a window; who asks something else is no longer at the place chosen before.
  const window = typed.since ? "" : before.window;
  go({ ...typed, window, place: "", open: "" });
  return true;
}

// The last days, or, pressed again, all since the day that a fresh page begins with.
function look(window) {
  const opening = new URLSearchParams(document.body.dataset.opening).get("since") ?? "";
  go(state().window === window ? { window: "", since: opening } : { window, since: "" });
}
