/* Our own tiles: what is published in each square of the map, fetched for the squares that are seen.
   Answers are kept per set of filters; requests for squares that went out of sight are dropped. */

const SIZE = 512; // pixels at which a tile is drawn: that of the zoom before, twice as large, a quarter of the requests
const BEFORE = 1; // zooms
const WORLD = 256; // pixels of the world at zoom 0
const KEPT = 150; // answers, the least recently used go first

export class Tiles {
  #address; // z, x, y → address without filters
  #filters = "";
  #answers = new Map(); // "filters z/x/y" → answer, oldest use first
  #pending = new Map(); // the same → {controller, promise}

  /** `example` is the address of the tile 0/0/0, as the server writes it. */
  constructor(example) {
    this.#address = (z, x, y) => example.replace("0/0/0", `${z}/${x}/${y}`);
  }

  set filters(filters) {
    if (`${filters}` === this.#filters) return;
    this.#filters = `${filters}`;
    for (const { controller } of this.#pending.values()) controller.abort();
    this.#pending.clear();
  }

  /** Return the squares {z, x, y} that a map shows, `margin` more on each side. */
  static seen(map, margin = 0) {
    const z = map.getZoom() - BEFORE;
    const { min, max } = map.getPixelBounds();
    const last = 2 ** z - 1;
    const clamp = (value) => Math.max(0, Math.min(last, value));
    const squares = [];
    for (let x = clamp(Math.floor(min.x / SIZE) - margin); x <= clamp(Math.floor(max.x / SIZE) + margin); x++) {
      for (let y = clamp(Math.floor(min.y / SIZE) - margin); y <= clamp(Math.floor(max.y / SIZE) + margin); y++) {
        squares.push({ z, x, y });
      }
    }
    return squares;
  }

  /** Return the square of a zoom that holds a place in degrees. */
  static at(latitude, longitude, z) {
    const point = L.CRS.EPSG3857.latLngToPoint(L.latLng(latitude, longitude), z);
    const last = 2 ** z - 1;
    const index = (value) => Math.max(0, Math.min(last, Math.floor(value / WORLD)));
    return { z, x: index(point.x), y: index(point.y) };
  }

  #key({ z, x, y }) {
    return `${this.#filters} ${z}/${x}/${y}`;
  }

  /** Return the answer for a square if it is here, or undefined. */
  get(square) {
    return this.#answers.get(this.#key(square));
  }

  /** Return whether every square is here. */
  has(squares) {
    return squares.every((square) => this.get(square));
  }

  /** Drop the requests for squares that are not among these. */
  dropAllBut(squares) {
    const wanted = new Set(squares.map((square) => this.#key(square)));
    for (const [key, { controller }] of this.#pending) {
      if (wanted.has(key)) continue;
      controller.abort();
      this.#pending.delete(key);
    }
  }

  /** Return the answer for a square, from here or from the server; null when dropped; throws when it cannot be had. */
  load(square) {
    const key = this.#key(square);
    const known = this.#answers.get(key);
    if (known) {
      this.#answers.delete(key);
      this.#answers.set(key, known);
      return Promise.resolve(known);
    }
    if (!this.#pending.has(key)) {
      const controller = new AbortController();
      this.#pending.set(key, { controller, promise: this.#fetch(square, key, controller) });
    }
    return this.#pending.get(key).promise;
  }

  async #fetch({ z, x, y }, key, controller) {
    try {
      const query = this.#filters && `?${this.#filters}`;
      const response = await fetch(this.#address(z, x, y) + query, { signal: controller.signal });
      if (!response.ok) throw new Error(`Tile ${z}/${x}/${y}: ${response.status}`);
      const answer = await response.json();
      this.#answers.set(key, answer);
      if (this.#answers.size > KEPT) this.#answers.delete(this.#answers.keys().next().value);
      return answer;
    } catch (error) {
      if (error.name === "AbortError") return null;
      throw error;
    } finally {
      if (this.#pending.get(key)?.controller === controller) this.#pending.delete(key);
    }
  }
}
