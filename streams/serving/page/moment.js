// As known when: a slider over the changes of the count, each with its reason; the right end is now.

import { element, find, second, signed } from "/page/made.js";

const slider = find("moment-slider"), exact = find("moment-exact");

export class Moments {
  // `choose(as_of, settled)` is told the moment, or nothing for now.
  constructor(choose) {
    this.changes = [];
    this.as_of = "";
    this.counts = false;
    this.choose = choose;
    slider.addEventListener("input", () => { this.say(); choose(this.at(), false); });
    slider.addEventListener("change", () => choose(this.at(), true));
    exact.addEventListener("change", () => choose(exact.value ? whole(exact.value) : "", true));
    find("moment-live").addEventListener("click", () => { choose("", true); slider.focus(); });
  }

  // The changes as the API has them, newest first; `more` where there are earlier ones. Null: there is no count.
  show(changes, more) {
    Object.assign(this, { changes: [...(changes ?? [])].reverse(), more, counts: changes !== null });
    this.place();
  }

  hold(as_of) {
    this.as_of = as_of;
    this.place();
  }

  place() {
    const known = this.known();
    slider.max = this.changes.length;
    slider.value = this.as_of ? Math.max(known, 0) : this.changes.length;
    slider.disabled = this.changes.length === 0;
    exact.value = this.as_of ? last(this.as_of).slice(0, 19) : "";
    find("moment-live").hidden = !this.as_of;
    this.say();
  }

  // The last change at the moment that is held; -1 before the first.
  known() {
    return this.changes.findLastIndex((one) => Date.parse(one.at) <= Date.parse(last(this.as_of)));
  }

  at() {
    return exactly(this.changes[Number(slider.value)]?.at ?? "");
  }

  say() {
    const dragged = this.at() !== this.as_of && document.activeElement === slider;
    const change = this.as_of && !dragged ? this.changes[this.known()] : this.changes[Number(slider.value)];
    const at = dragged ? this.at() : this.as_of && last(this.as_of);
    const then = at ? `${second(at)} UTC` : "now";
    find("moment-then").textContent = then;
    slider.setAttribute("aria-valuetext", at && change ? `${then}: ${change.value}` : then);
    find("moment-why").replaceChildren(...(at && change ? because(change) : this.about(at)));
    find("moment").classList.toggle("frozen", Boolean(this.as_of));
  }

  about(at) {
    if (!this.counts) return [];
    if (!this.changes.length) return ["This count has not changed yet."];
    if (at) return [this.more ? "Before the changes that the slider holds." : "Nothing of it was known then."];
    const count = `${this.changes.length}${this.more ? " latest" : ""} ${this.changes.length === 1 ? "change" : "changes"}`;
    return [`${count} since ${second(this.changes[0].at)} UTC. Slide back to see the count, the map and the incidents as they were known then.`];
  }
}

function because(change) {
  const { cause, moves } = change;
  const moved = [...new Set(moves.map((move) => move.how))].join(", ");
  const said = cause.correction ? `${cause.who ?? "an analyst"}: ${cause.why ?? ""}` : cause.sentence ?? moves.at(-1)?.headline ?? "";
  return [element("b", { textContent: `${signed(change.delta)}, to ${change.value}` }), ` · ${moved} · `, element("bdi", { textContent: said })];
}

// A day stands for its last moment.
export const last = (as_of) => (as_of.includes("T") || !as_of ? as_of : `${as_of}T23:59:59Z`);
const exactly = (at) => at.replace("+00:00", "Z");
const whole = (local) => `${local.length === 16 ? `${local}:59` : local}Z`;
