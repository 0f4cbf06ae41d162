// What the chart has that its library does not draw: a cursor, the days that are dragged over, and numbers beside marks.

import { meet } from "/page/made.js";

// A line through the middle of the day that is read.
export const cursor = (chart) => ({
  id: "cursor",
  afterDatasetsDraw({ ctx, chartArea: { top, bottom } }, _, { color }) {
    if (chart.day === null) return;
    const x = Math.round(chart.over(chart.day)) + 0.5;
    ctx.save();
    Object.assign(ctx, { strokeStyle: color, lineWidth: 1 });
    ctx.setLineDash([2, 3]);
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, bottom);
    ctx.stroke();
    ctx.restore();
  },
});

export const selection = (chart) => ({
  id: "selection",
  afterDraw({ ctx, chartArea: { top, bottom } }, _, { color }) {
    if (!chart.selected) return;
    const [from, to] = chart.edges(chart.selected);
    ctx.save();
    ctx.fillStyle = color;
    ctx.fillRect(from, top, to - from, bottom - top);
    ctx.restore();
  },
});

export const CLAIMS = 3;
const HIGH = 14;

// Above a mark, left of it, right of it, below it: wherever there is room to write.
function places({ x, y }, width, area) {
  const box = (left, bottom) => ({ left, right: left + width, top: bottom - HIGH, bottom });
  const middle = Math.max(area.left, Math.min(x - width / 2, area.right - width));
  return [box(middle, y - 8), box(x - 9 - width, y + 7), box(x + 9, y + 7), box(middle, y + 22)]
    .filter((one) => one.left >= area.left && one.right <= area.right && one.bottom <= area.bottom && one.top >= 0);
}

// A number stands beside its mark where there is room, the most relevant first; `written` holds where.
export const labels = {
  id: "labels",
  afterDatasetsDraw(chart, _, { color, paper, font }) {
    const { ctx, chartArea } = chart;
    const marks = chart.getDatasetMeta(CLAIMS).data;
    const taken = marks.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
    ctx.save();
    Object.assign(ctx, { fillStyle: color, strokeStyle: paper, lineWidth: 3, lineJoin: "round", font, textBaseline: "bottom", textAlign: "left" });
    chart.written = marks.map((mark, i) => {
      const { label } = chart.data.datasets[CLAIMS].data[i];
      const spot = places(mark, ctx.measureText(label).width, chartArea).find((one) => !taken.some((other) => meet(one, other)));
      if (!spot) return null;
      taken.push(spot);
      ctx.strokeText(label, spot.left, spot.bottom);
      ctx.fillText(label, spot.left, spot.bottom);
      return spot;
    }).filter(Boolean);
    ctx.restore();
  },
};
