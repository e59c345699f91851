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
  #shown = new Map(); // "text kind place" → marker
  #waiting = 0; // for the next frame

  constructor(map) {
    this.#map = map;
    const pane = map.createPane("names");
    pane.setAttribute("aria-hidden", "true"); // the lists say where things are
    this.#layer = L.layerGroup([], { pane: "names" }).addTo(map);
    map.on("moveend", () => this.#soon());
  }

  addTowns(towns) {
    this.#towns = towns;
    this.#soon();
  }

  addLabels(labels) {
    this.#labels = labels;
    this.#soon();
  }

  /** Keep names from under these discs. */
  makeWay(discs) {
    this.#discs = discs;
    this.#soon();
  }

  /** Draw in the next frame, once for all that changes until then. */
  #soon() {
    this.#waiting ||= requestAnimationFrame(() => {
      this.#waiting = 0;
      this.#draw();
    });
  }

  #draw() {
    const zoom = this.#map.getZoom();
    const seen = this.#map.getBounds().pad(0.2);
    const [south, west, north, east] = [seen.getSouth(), seen.getWest(), seen.getNorth(), seen.getEast()];
    const isSeen = (latitude, longitude) =>
      latitude >= south && latitude <= north && longitude >= west && longitude <= east;
    const placed = [];
    const named = new Set(); // discs that a name was moved for: one each, the most important town
    const wanted = new Map(); // "text kind place" → [text, place, kind]
    const want = (text, place, kind) => wanted.set(`${text} ${kind} ${place}`, [text, place, kind]);
    for (const [name, latitude, longitude, first] of this.#towns) {
      if (first > zoom) break;
      if (!isSeen(latitude, longitude)) continue;
      const { x, y } = this.#map.project([latitude, longitude], zoom);
      const place = this.#place(name.length * LETTER, x, y, placed, named);
      if (!place) continue;
      placed.push(place.box);
      const kinds = ["town", first <= zoom - 2 ? "large" : "", place.moved ? "moved" : ""];
      const where = place.moved ? this.#map.unproject([place.x, place.y], zoom) : [latitude, longitude];
      want(name, where, kinds.filter(Boolean).join(" "));
    }
    for (const [text, latitude, longitude, first, last, kind] of this.#labels) {
      if (zoom < first || zoom > last || !isSeen(latitude, longitude)) continue;
      const { x, y } = this.#map.project([latitude, longitude], zoom);
      const half = (text.length * LETTER) / 2;
      if (this.#isFree([x - half, y - HEIGHT / 2, x + half, y + HEIGHT / 2], placed)) {
        want(text, [latitude, longitude], kind);
      }
    }
    this.#show(wanted);
  }

  /** Show exactly these names; those that stay keep their elements. */
  #show(wanted) {
    for (const [key, marker] of this.#shown) {
      if (wanted.has(key)) continue;
      this.#layer.removeLayer(marker);
      this.#shown.delete(key);
    }
    for (const [key, [text, place, kind]] of wanted) {
      if (!this.#shown.has(key)) this.#shown.set(key, this.#marker(text, place, kind));
    }
  }

  /** Return where a town's name can stand: at its dot, or beside or under the marker that hides it; null if nowhere. */
  #place(width, x, y, placed, named) {
    const box = (left, middle) => [left, middle - HEIGHT / 2, left + width + DOT, middle + HEIGHT / 2];
    const choices = [{ x, y, box: box(x, y), moved: false }];
    const disc = this.#discs.find((other) => (other.x - x) ** 2 + (other.y - y) ** 2 < (other.radius + 4) ** 2);
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
      return dx * dx + dy * dy < radius * radius;
    };
    return (
      !this.#discs.some(overDisc) &&
      !placed.some(([l, t, r, b]) => left < r && l < right && top < b && t < bottom)
    );
  }

  #marker(text, place, kind) {
    const html = document.createElement("span");
    html.textContent = text;
    const icon = L.divIcon({ html, className: `map-name ${kind}`, iconSize: null });
    return L.marker(place, { icon, pane: "names", interactive: false, keyboard: false }).addTo(this.#layer);
  }

  /** Return the name of the town that people would think of for a place at a zoom, or "" when none is known. */
  nearest(latitude, longitude, zoom) {
    const shrink = Math.cos((latitude * Math.PI) / 180);
    let best = "";
    let least = Infinity;
    for (const [name, lat, lon, first] of this.#towns) {
      if (first > Math.max(zoom + 1, 6)) break;
      const distance = (lat - latitude) ** 2 + ((lon - longitude) * shrink) ** 2; // squared: only compared
      if (distance < least) [best, least] = [name, distance];
    }
    return best;
  }
}
