// The state of the page is its URL: what is asked, as known when, what is shown of it.

const ASKED = ["kind", "actor", "target", "country", "place", "since", "window"];
const SHOWN = ["as_of", "days", "open"];

export function state() {
  const given = new URLSearchParams(location.search);
  // The server names what a fresh page asks.
  const asked = ASKED.some((name) => given.has(name)) ? given : new URLSearchParams(document.body.dataset.opening);
  const held = Object.fromEntries(ASKED.map((name) => [name, asked.get(name) ?? ""]));
  for (const name of SHOWN) held[name] = given.get(name) ?? "";
  return { ...held, kind: held.kind === "outreach" ? "outreach" : "attack" };
}

// What the server is asked, `extra` added or, where that is empty, left out.
export function query(asked, extra = {}) {
  const { days, open, ...question } = asked;
  return parameters({ ...question, ...extra });
}

export const address = (changes) => `?${parameters({ ...state(), ...changes })}`;

// `replace`: not a step that a reader would go back to.
export function go(changes, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", address(changes));
}

const parameters = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ""));
