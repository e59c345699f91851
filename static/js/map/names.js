/* Names on the background: communes of the gazetteer, seas and neighbours. The server says from which zoom each
   commune has room among the others (initiatives/basemap/names.py); here they also make way for the markers. */

// Room of a label in pixels: see map.css.
const LETTER = 6.8;
const HEIGHT = 16;
const DOT = 8;

export class Names {
  #map;
  #layer;
  #towns = []; // [name, latitude, longitude, first zoom], ordered by first zoom
  #labels = []; // [text, latitude, longitude, first zoom, last zoom, kind]
  #discs = []; // {x, y, radius} of the markers, in pixels of the zoom

  constructor(map) {
    this.#map = map;
    const pane = map.createPane("names");
    pane.setAttribute("aria-hidden", "true"); // the lists say where things are
    this.#layer = L.layerGroup([], { pane: "names" }).addTo(map);
    map.on("moveend", () => this.draw());
  }

  addTowns(towns) {
    this.#towns = towns;
    this.draw();
  }

  addLabels(labels) {
    this.#labels = labels;
    this.draw();
  }

  /** Keep names from under these discs. */
  makeWay(discs) {
    this.#discs = discs;
    this.draw();
  }

  draw() {
    const zoom = this.#map.getZoom();
    const seen = this.#map.getBounds().pad(0.2);
    const placed = [];
    const named = new Set(); // discs that a name was moved for: one each, the most important town
    this.#layer.clearLayers();
    for (const [name, latitude, longitude, first] of this.#towns) {
      if (first > zoom) break;
      if (!seen.contains([latitude, longitude])) continue;
      const { x, y } = this.#map.project([latitude, longitude], zoom);
      const place = this.#place(name.length * LETTER, x, y, placed, named);
      if (!place) continue;
      placed.push(place.box);
      const kinds = ["town", first <= zoom - 2 ? "large" : "", place.moved ? "moved" : ""];
      this.#add(name, this.#map.unproject([place.x, place.y], zoom), kinds.filter(Boolean).join(" "));
    }
    for (const [text, latitude, longitude, first, last, kind] of this.#labels) {
      if (zoom < first || zoom > last || !seen.contains([latitude, longitude])) continue;
      const { x, y } = this.#map.project([latitude, longitude], zoom);
      const half = (text.length * LETTER) / 2;
      if (this.#isFree([x - half, y - HEIGHT / 2, x + half, y + HEIGHT / 2], placed)) {
        this.#add(text, [latitude, longitude], kind);
      }
    }
  }

  /** Return where a town's name can stand: at its dot, or beside or under the marker that hides it; null if nowhere. */
  #place(width, x, y, placed, named) {
    const box = (left, middle) => [left, middle - HEIGHT / 2, left + width + DOT, middle + HEIGHT / 2];
    const choices = [{ x, y, box: box(x, y), moved: false }];
    const disc = this.#discs.find((other) => Math.hypot(other.x - x, other.y - y) < other.radius + 4);
    if (disc && !named.has(disc)) {
      named.add(disc);
      const gap = disc.radius + 6;
      const beside = [
        [disc.x + gap, disc.y],
        [disc.x - gap - width - DOT, disc.y],
        [disc.x - width / 2, disc.y + gap + HEIGHT / 2],
        [disc.x - width / 2, disc.y - gap - HEIGHT / 2],
      ];
      choices.push(...beside.map(([left, middle]) => ({ x: left, y: middle, box: box(left, middle), moved: true })));
    }
    return choices.find((choice) => this.#isFree(choice.box, placed)) ?? null;
  }

  #isFree([left, top, right, bottom], placed) {
    const overDisc = ({ x, y, radius }) => {
      const dx = x - Math.max(left, Math.min(right, x));
      const dy = y - Math.max(top, Math.min(bottom, y));
      return Math.hypot(dx, dy) < radius;
    };
    return (
      !this.#discs.some(overDisc) &&
      !placed.some(([l, t, r, b]) => left < r && l < right && top < b && t < bottom)
    );
  }

  #add(text, place, kind) {
    const html = document.createElement("span");
    html.textContent = text;
    const icon = L.divIcon({ html, className: `map-name ${kind}`, iconSize: null });
    L.marker(place, { icon, pane: "names", interactive: false, keyboard: false }).addTo(this.#layer);
  }

  /** Return the name of the town that people would think of for a place at a zoom, or "" when none is known. */
  nearest(latitude, longitude, zoom) {
    const shrink = Math.cos((latitude * Math.PI) / 180);
    let best = "";
    let least = Infinity;
    for (const [name, lat, lon, first] of this.#towns) {
      if (first > Math.max(zoom + 1, 6)) break;
      const distance = Math.hypot(lat - latitude, (lon - longitude) * shrink);
      if (distance < least) [best, least] = [name, distance];
    }
    return best;
  }
}
