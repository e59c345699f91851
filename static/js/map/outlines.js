/* The background that is always there: coasts and countries of `static/map/outlines.json`, borders of departments.
   Drawn as SVG with classes, so that the style sheet gives the colours, light or dark. It lies under the pictures of
   the tile server: where they do not come, it shows.

   Each place is projected once, to a pixel of zoom 0; a move or a zoom then costs a multiplication, and only for the
   rings and lines that come in sight. */

/** Return the rings and lines, in pixels [x, y] of zoom 0, of the file made by `initiatives/basemap/build.py`. */
export function decode(file) {
  const [[sx, sy], [tx, ty]] = [file.scale, file.translate];
  const place = (x, y) => pixel(x * sx + tx, y * sy + ty);
  const arcs = file.arcs.map((flat) => unfold(flat, place));
  const ring = (references) => references.flatMap((i) => (i < 0 ? [...arcs[~i]].reverse() : arcs[i]));
  const rings = (group) => group.flatMap((polygon) => polygon.map(ring));
  const borders = new Set(file.borders);
  return {
    france: rings(file.france),
    others: rings(file.others),
    borders: file.borders.map((i) => arcs[i]),
    coasts: arcs
      .filter((arc, i) => !borders.has(i))
      .map(withoutSeam)
      .filter((line) => line.length > 1),
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

const WORLD = 256; // pixels of zoom 0
const LIMIT = 85.05112878; // degrees: where Web Mercator ends

/** Return the pixel of zoom 0 of a place in degrees. */
function pixel(longitude, latitude) {
  const sine = Math.sin((Math.max(-LIMIT, Math.min(LIMIT, latitude)) * Math.PI) / 180);
  return [(longitude / 360 + 0.5) * WORLD, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD];
}

/** Return a coast without its points on the 180th meridian, where the world is cut and no coast runs. */
function withoutSeam(line) {
  return line.filter(([x]) => Math.abs(x / WORLD - 0.5) < 0.49997);
}

/** Return points of zoom 0 in pixels of another, less those that stand on the one before. */
function scaled(points, scale, left, top) {
  const kept = [];
  const last = points.length - 1;
  let before = { x: Infinity, y: Infinity };
  points.forEach(([px, py], i) => {
    const x = px * scale - left;
    const y = py * scale - top;
    if ((x - before.x) ** 2 + (y - before.y) ** 2 <= 1 && i < last) return;
    before = L.point(x, y);
    kept.push(before);
  });
  return kept;
}

/** Return Leaflet's polyline or polygon, made from lines in pixels of zoom 0, of which it works on what is in sight.
    `options.as` is another of the same lines: this one then only repeats its drawing. */
function outline(Shape) {
  return Shape.extend({
    initialize(lines, options) {
      L.setOptions(this, options);
      this._lines = lines.map((points) => ({ points, bounds: L.bounds(points) }));
      this._setLatLngs([]);
    },

    _project() {
      // Not for all lines, as Leaflet does: see below.
    },

    _clipPoints() {
      const scale = 2 ** this._map.getZoom();
      const { x, y } = this._map.getPixelOrigin();
      const { min, max } = this._renderer._bounds;
      const edge = this._clickTolerance();
      const onWorld = (corner, margin) => L.point((corner.x + x + margin) / scale, (corner.y + y + margin) / scale);
      const sight = L.bounds(onWorld(min, -edge), onWorld(max, edge));
      this._rings = this._lines
        .filter(({ bounds }) => bounds.intersects(sight))
        .map(({ points }) => scaled(points, scale, x, y));
      this._pxBounds = this._renderer._bounds; // something of it is in sight: it has been sorted out above
      Shape.prototype._clipPoints.call(this);
    },

    _update() {
      const { as } = this.options;
      if (!as) return Shape.prototype._update.call(this);
      this._parts = as._parts;
      this._updatePath();
    },
  });
}

/** Return what outlines are drawn on, in a pane under the tiles. */
export function ground(map) {
  const pane = map.getPane("outlines") ?? map.createPane("outlines");
  pane.classList.add("outlines");
  return L.svg({ pane: "outlines", padding: 0.4 });
}

/** Draw the outlines on a map, each kind in a task of its own: a slow telephone answers its visitor between two.
    Return them as a layer. */
export async function drawOutlines(map, file, renderer) {
  const { france, others, borders, coasts } = decode(file);
  const shared = { pane: "outlines", renderer, interactive: false };
  const Area = outline(L.Polygon);
  const Line = outline(L.Polyline);
  const area = (rings, className) => new Area(rings, { ...shared, className, stroke: false, fillOpacity: 1 });
  const line = (lines, className, as) => new Line(lines, { ...shared, className, opacity: 1, as });
  const wave = line(coasts, "wave far");
  const land = L.layerGroup().addTo(map);
  for (const layer of [
    wave,
    line([], "wave near", wave),
    area(others, "land"),
    area(france, "land france"),
    line([], "coast", wave),
    line(borders, "border"),
  ]) {
    land.addLayer(layer);
    await pause();
  }
  return land;
}

const pause = () => new Promise((go) => setTimeout(go));

/** Draw borders of departments and regions: lists of flat lines in steps of 1 / `grid` degrees. */
export function drawBorders(map, { departements = [], regions = [], grid = 1 }) {
  if (!departements.length && !regions.length) return;
  const renderer = ground(map);
  const Line = outline(L.Polyline);
  for (const [lines, className] of [
    [departements, "border departement"],
    [regions, "border region"],
  ]) {
    const drawn = lines.map((flat) => unfold(flat, (x, y) => pixel(x / grid, y / grid)));
    new Line(drawn, { pane: "outlines", renderer, interactive: false, className, opacity: 1 }).addTo(map);
  }
}
