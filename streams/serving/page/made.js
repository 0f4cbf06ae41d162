// Making elements. Whatever came from outside is set as text.

export const find = (id) => document.getElementById(id);

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  const { dataset = {}, aria = {}, ...rest } = properties;
  Object.assign(made, rest);
  Object.assign(made.dataset, dataset);
  for (const [key, value] of Object.entries(aria)) made.setAttribute(`aria-${key}`, value);
  made.append(...children.filter((child) => child !== null && child !== "" && child !== false));
  return made;
}

// Inside an SVG, coloured by the style.
export function shape(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// Whether two boxes overlap.
export const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

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

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// A day of another year than this one carries its year.
export function written(day, year = !day.startsWith(`${new Date().getFullYear()}-`)) {
  const [y, m, d] = day.split("-").map(Number);
  return `${d} ${MONTHS[m - 1]}${year ? ` ${y}` : ""}`;
}

export const minute = (at) => `${written(at.slice(0, 10))} ${at.slice(11, 16)}`;
export const second = (at) => `${written(at.slice(0, 10))} ${at.slice(11, 19)}`;
export const signed = (count) => (count > 0 ? `+${count}` : count < 0 ? `−${-count}` : "±0");
