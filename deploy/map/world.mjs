// Makes streams/serving/page/world.json, the outline under the dots, from Natural Earth (public domain, 1:50m) as the
// npm package world-atlas packs it. Where that is to be done again:
//   npm install --no-save world-atlas@2.0.2 topojson-client@3.1.0 topojson-simplify@3.0.3 iso-3166-1@2.1.1 && node deploy/map/world.mjs
// Mercator, in fiftieths of a degree of longitude; what a screen cannot show is left out.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const load = createRequire(`${process.cwd()}/`);
const { merge, mesh } = load("topojson-client");
const { presimplify, simplify, filter, filterWeight } = load("topojson-simplify");
const iso = load("iso-3166-1");
const UNIT = 50, SOUTH = -57, NORTH = 81;
const DETAIL = 0.0068, ISLAND = 0.012; // square degrees, of a bend and of an island

const atlas = JSON.parse(readFileSync(load.resolve("world-atlas/countries-50m.json")));
const lean = simplify(presimplify(filter(atlas, filterWeight(atlas, ISLAND))), DETAIL);
const countries = lean.objects.countries;
countries.geometries = countries.geometries.filter((one) => one.properties.name !== "Antarctica");

function point([lon, lat]) {
  const bounded = Math.min(Math.max(lat, SOUTH), NORTH) * Math.PI / 180;
  return [Math.round(lon * UNIT), -Math.round(Math.log(Math.tan(Math.PI / 4 + bounded / 2)) * (180 / Math.PI) * UNIT)];
}

// What crosses the date line goes on beyond it.
function whole(line) {
  let turn = 0;
  return line.map(([lon, lat], i) => {
    if (i && Math.abs(lon - line[i - 1][0]) > 180) turn += lon < line[i - 1][0] ? 360 : -360;
    return [lon + turn, lat];
  });
}

function path(lines, closed) {
  return lines.map((line) => {
    const points = whole(line).map(point).filter((one, i, all) => !i || String(one) !== String(all[i - 1]));
    if (points.length < (closed ? 4 : 2)) return "";
    let [x, y] = points[0], said = `M${x} ${y}l`;
    said += points.slice(1, closed ? -1 : undefined).map(([toX, toY]) => {
      const step = `${toX - x} ${toY - y}`;
      [x, y] = [toX, toY];
      return step;
    }).join(" ").replaceAll(" -", "-");
    return said + (closed ? "z" : "");
  }).join("");
}

const land = path(merge(lean, countries.geometries).coordinates.flat(), true);
const borders = path(mesh(lean, countries, (one, other) => one !== other).coordinates, false);

// Where a dot stands for what happened somewhere in a country: amid the largest of its lands.
function amid(country) {
  const polygons = country.type === "MultiPolygon" ? country.arcs : [country.arcs];
  const rings = polygons.map((one) => merge(lean, [{ type: "Polygon", arcs: one }]).coordinates[0]?.[0] ?? []);
  return point(rings.map(middle).sort((one, other) => other.area - one.area)[0].at);
}

function middle(ring) {
  let area = 0, x = 0, y = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [[fromX, fromY], [toX, toY]] = [ring[i], ring[i + 1]];
    const cross = fromX * toY - toX * fromY;
    area += cross / 2; x += (fromX + toX) * cross; y += (fromY + toY) * cross;
  }
  return { area: Math.abs(area), at: [x / (6 * area), y / (6 * area)] };
}

const amidst = Object.fromEntries(countries.geometries
  .map((one) => [iso.whereNumeric(one.id ?? "")?.alpha3, amid(one)])
  .filter(([code, at]) => code && at.every(Number.isFinite)));
const source = "Natural Earth 1:50m (public domain), through world-atlas 2.0.2; made by deploy/map/world.mjs";
writeFileSync("streams/serving/page/world.json", `${JSON.stringify({ source, unit: UNIT, land, borders, countries: amidst })}\n`);
