/* What happens when a target is opened: a pin shows its initiative, a spot lists its own, a cluster comes apart.
   On a wide screen they show in a popup; on a phone they become the first rows of the sheet. */

import { formatBounds, writeAddress } from "./address.js";
import { counted } from "./markers.js";
import { readPage, rowsOf } from "./results.js";
import { Tiles } from "./tiles.js";
import { approach } from "./view.js";

const DEEPEST = 22; // zoom of the last tiles
const DEEPER = 2; // zooms: a cluster holds one square of the zoom so much deeper, or of the one before
const STEP = 3; // zooms from a tile to the squares that it is cut into, or one less (initiatives/map.py)
const PIN_HEIGHT = 46; // pixels from the tip of a pin to its top
const wide = matchMedia("(width >= 62rem)");

export class Selection {
  #map;
  #tiles;
  #markers;
  #themes;
  #results;
  #popup;
  #address; // () → {path, list, filters}: addresses of the map page and of the list, filters of now
  #target = null;
  #turn = 0; // of the last opening: answers that come late are dropped

  constructor({ map, tiles, markers, themes, results, popup, address }) {
    this.#map = map;
    this.#tiles = tiles;
    this.#markers = markers;
    this.#themes = themes;
    this.#results = results;
    this.#popup = popup;
    this.#address = address;
  }

  /** Open a target; `focus` moves the focus of the keyboard to what opens. */
  async open(target, focus) {
    const turn = ++this.#turn;
    if (target.kind !== "cluster") return this.#show(target, focus, turn);
    const places = await this.#apart(target);
    if (turn !== this.#turn) return;
    if (places && this.#map.getZoom() < this.#map.getMaxZoom()) {
      this.clear();
      approach(this.#map, places);
    } else {
      await this.#show(target, focus, turn);
    }
  }

  /** Return places into which a cluster comes apart, or null when all its points are on one spot. */
  async #apart(target) {
    if (target.parts.length > 1) return target.parts;
    let [latitude, longitude] = target.parts[0];
    let { count } = target;
    for (let zoom = this.#map.getZoom() + DEEPER; zoom <= DEEPEST; zoom += STEP) {
      const answer = await this.#holding(latitude, longitude, zoom, count);
      if (!answer) return [[latitude, longitude]]; // unknown: a zoom nearer is never wrong
      const places = [...answer.clusters, ...answer.initiatives].map(({ lat, lon }) => [lat, lon]);
      if (new Set(places.map(String)).size > 1) return places;
      if (answer.clusters.length !== 1) return null;
      [[latitude, longitude]] = places;
      ({ count } = answer.clusters[0]);
    }
    return null;
  }

  /** Return the tile of a zoom that holds a cluster, or of the zoom before when that one is not all of it. */
  async #holding(latitude, longitude, zoom, count) {
    const at = (z) => this.#tiles.load(Tiles.at(latitude, longitude, z)).catch(() => null);
    const answer = await at(zoom);
    return answer && answer.count < count ? at(zoom - 1) : answer;
  }

  async #show(target, focus, turn) {
    this.#target = target;
    this.#markers.select(target);
    const slugs = target.initiatives.map((entry) => entry.slug);
    const title =
      target.count === 1 ? target.initiatives[0].title : `${counted(target.count)} au même endroit`;
    const missing = this.#results.select(slugs);
    const known = this.#rows(target);
    const complete = missing.length === 0 && slugs.length === target.count;
    if (wide.matches) {
      this.#results.scroll();
      const lift = target.kind === "pin" ? PIN_HEIGHT : 24;
      const place = [target.latitude, target.longitude];
      this.#popup.open(place, title, known, { lift, focus: focus && known.length > 0 });
      if (complete) return;
      const rows = await this.#fetchRows(target);
      if (turn !== this.#turn || !this.#popup.isOpen || !rows.length) return;
      const more = rows.length < target.count ? this.#around(target, "list") : "";
      this.#popup.update(title, rows, { focus: focus && known.length === 0, more });
      return;
    }
    const rows = complete ? slugs.map((slug) => this.#results.row(slug)) : await this.#fetchRows(target);
    if (turn !== this.#turn) return;
    this.#results.feature(rows.length ? rows : known);
    if (focus) this.#results.list.querySelector("[data-tc-initiative] a")?.focus();
  }

  /** Return the rows of a target's initiatives: those of the list, or the little that the tile says. */
  #rows(target) {
    return target.initiatives.map((entry) => this.#results.row(entry.slug) ?? this.#themes.row(entry));
  }

  /** Return the rows of what lies at a target, from the list of the server for that place. */
  async #fetchRows(target) {
    try {
      const rows = rowsOf(await readPage(this.#around(target, "path")));
      const slugs = target.initiatives.map((entry) => entry.slug);
      return slugs.length === target.count
        ? slugs.map((slug) => rows.get(slug)).filter(Boolean)
        : [...rows.values()];
    } catch (error) {
      console.warn(error.message);
      return [];
    }
  }

  /** Return the address of what lies at a target, on the map page ("path") or on the list ("list"). */
  #around(target, page) {
    const address = this.#address();
    const around = L.latLngBounds(target.parts);
    const edge = 1e-5; // degrees, a metre: wider than the rounding of positions
    const bounds = L.latLngBounds(
      [around.getSouth() - edge, around.getWest() - edge],
      [around.getNorth() + edge, around.getEast() + edge],
    );
    return writeAddress(address[page], address.filters, formatBounds(bounds, 6));
  }

  /** After the list or the markers changed: keep what is selected, close what has gone. */
  refresh() {
    if (!this.#target) return;
    if (!this.#markers.has(this.#target)) {
      this.clear();
      return;
    }
    this.#results.select(this.#target.initiatives.map((entry) => entry.slug));
  }

  /** Forget the selection. */
  clear() {
    this.#turn += 1;
    this.#popup.close();
    this.forget();
  }

  /** The popup closed: nothing is selected; the focus goes back to the marker if it was in the popup. */
  forget(focused = false) {
    const target = this.#target;
    if (!target) return;
    this.#target = null;
    this.#markers.select(null);
    this.#results.select([]);
    if (focused) this.#markers.focus(target);
  }
}
