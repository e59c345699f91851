/* Targets drawn as Leaflet markers. A marker that stays keeps its element, and with it the focus of the keyboard. */

import { discOf, sizeOf } from "./targets.js";

const number = new Intl.NumberFormat("fr");

/** Return « 31 initiatives » with its plural. */
export function counted(count, noun = "initiative") {
  return `${number.format(count)} ${noun}${count > 1 ? "s" : ""}`;
}

/** Return « d’Arras », « du Havre », « de Brest »: a town's name after "de". An h is left as it is: it may be aspirate. */
export function ofTown(name) {
  const article = name.match(/^(Les?) (.+)$/);
  if (article) return `${article[1] === "Le" ? "du" : "des"} ${article[2]}`;
  return /^([aeiouàâéèêëîïôœù]|y[^aeiou])/i.test(name) ? `d’${name}` : `de ${name}`;
}

export class Markers {
  #map;
  #themes; // Themes
  #nearest; // (latitude, longitude) → name of a town
  #open; // called with a target that was clicked, and whether by keyboard
  #over; // () → elements that lie over the map
  #noun; // of what is counted
  #layer;
  #shown = new Map(); // key → {target, marker}
  #hovered = new Set(); // slugs
  #selected = null; // key

  constructor(map, { themes, nearest, open, over, noun = "initiative" }) {
    this.#map = map;
    this.#themes = themes;
    this.#nearest = nearest;
    this.#open = open;
    this.#over = over;
    this.#noun = noun;
    this.#layer = L.layerGroup().addTo(map);
  }

  /** Show exactly these targets. */
  draw(targets) {
    const wanted = new Map(targets.map((target) => [target.key, target]));
    const clear = this.#clear(); // measured before anything changes: the browser lays the page out once
    for (const [key, { marker }] of this.#shown) {
      if (wanted.has(key)) continue;
      this.#layer.removeLayer(marker);
      this.#shown.delete(key);
    }
    for (const [key, target] of wanted) {
      if (!this.#shown.has(key)) this.#shown.set(key, { target, marker: this.#marker(target) });
    }
    this.#order();
    for (const { target, marker } of this.#shown.values()) {
      marker.getElement().tabIndex = clear(discOf(target, (place) => this.#map.latLngToContainerPoint(place))) ? 0 : -1;
    }
    this.#mark();
  }

  /** Return what says of a disc whether Tab goes there: not to what is out of sight, at an edge or under a button, for
      that would move the map and bring more. The list has them all. */
  #clear() {
    const { x: width, y: height } = this.#map.getSize();
    const corner = this.#map.getContainer().getBoundingClientRect();
    const buttons = this.#over().map((element) => element.getBoundingClientRect());
    return ({ x, y, radius }) => {
      if (x < radius || y < radius || x > width - radius || y > height - radius) return false;
      const [left, top] = [x + corner.left, y + corner.top];
      return !buttons.some(
        (box) =>
          left > box.left - radius && left < box.right + radius && top > box.top - radius && top < box.bottom + radius,
      );
    };
  }

  /** Say again where clusters are, once the names of towns are known. */
  relabel() {
    for (const { target, marker } of this.#shown.values()) {
      const words = marker.getElement().lastElementChild;
      words.textContent = this.#words(target);
    }
  }

  /** Return the target shown that holds an initiative by name, or undefined. */
  holding(slug) {
    for (const { target } of this.#shown.values()) {
      if (target.initiatives.some((entry) => entry.slug === slug)) return target;
    }
  }

  /** Return whether a target is still drawn. */
  has(target) {
    return this.#shown.has(target.key);
  }

  /** Outline one target, or none. */
  select(target) {
    this.#selected = target?.key ?? null;
    this.#mark();
  }

  /** Enlarge the targets that hold these initiatives. */
  hover(slugs) {
    this.#hovered = new Set(slugs);
    this.#mark();
  }

  focus(target) {
    this.#shown.get(target.key)?.marker.getElement()?.focus();
  }

  #mark() {
    for (const [key, { target, marker }] of this.#shown) {
      const hovered = target.initiatives.some((entry) => this.#hovered.has(entry.slug));
      const selected = key === this.#selected;
      marker.getElement().classList.toggle("on", hovered || selected);
      marker.getElement().classList.toggle("selected", selected);
      const offset = hovered || selected ? 1000 : 0;
      if (marker.options.zIndexOffset !== offset) marker.setZIndexOffset(offset);
    }
  }

  #marker(target) {
    const { className, nodes } = this.#look(target);
    const marker = L.marker([target.latitude, target.longitude], {
      icon: L.divIcon({ className, html: "", iconSize: null }),
      riseOnHover: true,
      riseOffset: 500,
      autoPanOnFocus: false,
      bubblingMouseEvents: false,
    }).addTo(this.#layer);
    const element = marker.getElement();
    element.append(...nodes);
    element.setAttribute("role", "button");
    // A click that Leaflet saw as the end of a drag does not come here; Enter and space have detail 0.
    marker.on("click", () => this.#open(target, false));
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.#open(target, true);
    });
    return marker;
  }

  #look(target) {
    const words = document.createElement("span"); // the last child: see `relabel`
    words.className = "vh";
    words.textContent = this.#words(target);
    if (target.kind === "pin") {
      return { className: "spot at-tip", nodes: [this.#themes.pin(target.initiatives[0].theme), words] };
    }
    const disc = document.createElement("span");
    disc.className = `cluster d${sizeOf(target.count)}`;
    disc.textContent = number.format(target.count);
    return { className: `spot at-centre${target.kind === "spot" ? " stack" : ""}`, nodes: [disc, words] };
  }

  /** Return what a target says to assistive technology, after the count that is written on it. */
  #words(target) {
    if (target.kind === "pin") return target.initiatives[0].title;
    const town = this.#nearest(target.latitude, target.longitude);
    const where = town && ofTown(town);
    return target.kind === "spot"
      ? ` ${this.#noun}s au même endroit${where && ` près ${where}`}\u00a0: voir la liste`
      : ` ${this.#noun}s${where && ` autour ${where}`}\u00a0: zoomer`;
  }

  /** Put the elements in reading order, from north to south, so that Tab does not jump about. */
  #order() {
    const pane = this.#map.getPane("markerPane");
    if (pane.contains(document.activeElement)) return; // moving an element takes its focus away
    const rank = ({ target }) => -Math.round(target.latitude * 20) * 1e4 + target.longitude;
    const sorted = [...this.#shown.values()].sort((a, b) => rank(a) - rank(b)).map(({ marker }) => marker.getElement());
    sorted.forEach((element, i) => {
      if (pane.children[i] !== element) pane.insertBefore(element, pane.children[i] ?? null);
    });
  }
}
