// Pointing at the chart: a day is read, dragging over days or a key shows them nearer, and all of them again.

const STEP = { ArrowLeft: -1, ArrowRight: 1, Home: -1e6, End: 1e6 };
const NEARER = { "+": 0.5, "=": 0.5, "-": 2, "_": 2 };
const FEWEST = 2, SLACK = 6;

export class Pointing {
  constructor(chart, choose) {
    Object.assign(this, { chart, choose, from: null });
    const listen = (name, act) => chart.place.addEventListener(name, (event) => chart.rows && act.call(this, event));
    listen("pointerdown", this.down);
    listen("pointermove", this.move);
    listen("pointerup", this.up);
    listen("pointercancel", this.forget);
    listen("pointerleave", () => chart.at(null));
    listen("keydown", this.key);
    listen("dblclick", () => choose());
    listen("blur", () => chart.at(null));
  }

  down(event) {
    if (!event.isPrimary || event.button) return;
    this.from = event.offsetX;
    this.chart.place.setPointerCapture(event.pointerId);
  }

  move(event) {
    const { chart } = this;
    const wide = this.from !== null && Math.abs(event.offsetX - this.from) > SLACK;
    const [from, to] = [this.from, event.offsetX].sort((one, other) => one - other);
    chart.selected = wide ? { from: chart.under(from), to: chart.under(to) } : null;
    chart.at(chart.under(event.offsetX));
  }

  up() {
    const { selected } = this.chart;
    this.forget();
    if (selected) this.show(selected.from, selected.to);
  }

  forget() {
    this.from = null;
    this.chart.selected = null;
    this.chart.drawn?.draw();
  }

  key(event) {
    const { chart } = this;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEP[event.key], nearer = NEARER[event.key];
    if (step === undefined && !nearer && event.key !== "Escape") return;
    event.preventDefault();
    chart.readout.setAttribute("aria-live", "polite");
    if (step !== undefined) chart.at((chart.day ?? chart.last) + step);
    else if (nearer) this.zoom(nearer);
    else this.choose();
  }

  // About the day that is read, or the newest.
  zoom(factor) {
    const { first, last, day } = this.chart;
    const wide = Math.ceil((last - first) * factor), amid = day ?? last - 1;
    const from = Math.round(amid - wide * ((amid - first) / (last - first)));
    this.show(from, from + wide - 1);
  }

  show(from, to) {
    const short = Math.max(0, FEWEST - (to - from + 1));
    this.choose(from - short, to);
  }
}
