/* The background that is always there: coasts and countries of `static/map/outlines.json`, borders of departments.
   Drawn as SVG with classes, so that the style sheet gives the colours, light or dark. It lies under the pictures of
   the tile server: where they do not come, it shows. */

/** Return the rings and lines, in [latitude, longitude], of the file made by `initiatives/basemap/build.py`. */
export function decode(file) {
  const [[sx, sy], [tx, ty]] = [file.scale, file.translate];
  const arcs = file.arcs.map((flat) => unfold(flat, (x, y) => [y * sy + ty, x * sx + tx]));
  const ring = (references) => references.flatMap((i) => (i < 0 ? [...arcs[~i]].reverse() : arcs[i]));
  const polygons = (group) => group.map((polygon) => polygon.map(ring));
  const borders = new Set(file.borders);
  return {
    france: polygons(file.france),
    others: polygons(file.others),
    borders: file.borders.map((i) => arcs[i]),
    coasts: arcs.filter((arc, i) => !borders.has(i)).map(withoutSeam),
  };
}

/** Return the points of a flat list `[x, y, dx, dy…]`, each passed through `place`. */
function unfold(flat, place) {
  const points = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < flat.length; i += 2) {
    x += flat[i];
    y += flat[i + 1];
    points.push(place(x, y));
  }
  return points;
}

/** Return a coast without its points on the 180th meridian, where the world is cut and no coast runs. */
function withoutSeam(line) {
  return line.filter(([, longitude]) => Math.abs(longitude) < 179.99);
}

/** Draw the outlines on a map, in a pane under the tiles. */
export function drawOutlines(map, file) {
  const { france, others, borders, coasts } = decode(file);
  const pane = map.createPane("outlines");
  const renderer = L.svg({ pane: "outlines", padding: 0.4 });
  const shared = { pane: "outlines", renderer, interactive: false };
  const area = (rings, className) =>
    L.polygon(rings, { ...shared, className, stroke: false, fillOpacity: 1 }).addTo(map);
  const line = (lines, className) =>
    L.polyline(lines, { ...shared, className, opacity: 1 }).addTo(map);
  pane.classList.add("outlines");
  for (const wave of ["wave far", "wave near"]) line(coasts, wave);
  area(others, "land");
  area(france, "land france");
  line(coasts, "coast");
  line(borders, "border");
}

/** Draw borders of departments and regions: lists of flat lines in steps of 1 / `grid` degrees. */
export function drawBorders(map, { departements = [], regions = [], grid = 1 }) {
  if (!map.getPane("outlines")) return;
  const renderer = L.svg({ pane: "outlines", padding: 0.4 });
  for (const [lines, className] of [
    [departements, "border departement"],
    [regions, "border region"],
  ]) {
    const drawn = lines.map((flat) => unfold(flat, (x, y) => [y / grid, x / grid]));
    L.polyline(drawn, { pane: "outlines", renderer, interactive: false, className, opacity: 1 }).addTo(map);
  }
}
