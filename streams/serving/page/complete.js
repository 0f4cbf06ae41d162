// A field whose names are completed while one types (the combobox of the ARIA Authoring Practices).

import { ask } from "/page/ask.js";
import { element } from "/page/made.js";

const MOST = 10;
const lists = new Map();
let made = 0;

// All names of a list, asked for once, when first needed.
async function whole(role, cursor = "") {
  const { entries, next } = await ask(`/v1/lexicon/${role}?limit=5000&cursor=${cursor}`);
  return next ? entries.concat(await whole(role, next)) : entries;
}

function names(role) {
  if (!lists.has(role)) {
    lists.set(role, whole(role));
    lists.get(role).catch(() => lists.delete(role));
  }
  return lists.get(role);
}

// The id that somebody typed by id or by name; what is neither is sent as typed, and the server says what it may be.
export async function idOf(role, typed) {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return "";
  const entries = await names(role).catch(() => []);
  const found = entries.find((one) => one.id.toLowerCase() === wanted) ?? entries.find((one) => one.name.toLowerCase() === wanted);
  return found?.id ?? typed.trim();
}

// How an id is called, without asking for all names.
export async function nameOf(role, id) {
  if (!id) return "";
  const listed = lists.has(role) ? await names(role).catch(() => []) : (await ask(`/v1/lexicon/${role}?${new URLSearchParams({ text: id })}`).catch(() => ({ entries: [] }))).entries;
  return listed.find((one) => one.id.toLowerCase() === id.toLowerCase())?.name ?? id;
}

// A name that begins so, then one with a word that does, then one that only holds it.
function rank(entry, wanted) {
  const name = entry.name.toLowerCase();
  if (name === wanted || entry.id.toLowerCase() === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (` ${name}`.includes(` ${wanted}`)) return 2;
  return name.includes(wanted) || entry.id.toLowerCase().includes(wanted) ? 3 : 9;
}

function matches(entries, typed) {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return [];
  return entries.map((one) => [rank(one, wanted), one.name.length, one]).filter(([order]) => order < 9)
    .sort((one, other) => one[0] - other[0] || one[1] - other[1]).slice(0, MOST).map(([, , one]) => one);
}

// `chosen` is called once a name is picked; a `change` of the field comes as usual.
export function complete(field, chosen) {
  const role = field.dataset.names, id = `names-${(made += 1)}`;
  const list = element("ul", { id, className: "names", role: "listbox", hidden: true, aria: { label: "Names" } });
  const box = element("span", { className: "combo" });
  field.replaceWith(box);
  box.append(field, list);
  const said = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
  for (const [key, value] of Object.entries(said)) field.setAttribute(key, value);
  let at = -1, shown = [];

  function close() {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function point(to) {
    at = (to + shown.length) % shown.length;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    list.children[at].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function pick(entry) {
    field.value = entry.name;
    close();
    chosen();
  }

  async function open() {
    const typed = field.value, entries = await names(role).catch(() => []);
    if (typed !== field.value || document.activeElement !== field) return;
    shown = matches(entries, typed);
    list.replaceChildren(...shown.map((entry, i) => {
      const row = element("li", { id: `${id}-${i}`, role: "option", aria: { selected: "false" } },
        element("span", { textContent: entry.name }), " ", element("small", { textContent: entry.id }));
      row.addEventListener("mousedown", (event) => { event.preventDefault(); pick(entry); });
      return row;
    }));
    at = -1;
    list.hidden = shown.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  }

  field.addEventListener("focus", () => names(role).catch(() => {}), { once: true });
  field.addEventListener("input", open);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); return; }
    if (event.key === "Enter") {
      if (at >= 0) { event.preventDefault(); pick(shown[at]); } else close();
      return;
    }
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!move || list.hidden) return;
    event.preventDefault();
    point(at < 0 && move < 0 ? shown.length - 1 : at + move);
  });
}
