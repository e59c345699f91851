/* The map of meetings, live (templates/events/event_map.html): the rows of the list say where each is; this module puts
   a Leaflet map in place of the server's drawing, with a pin for each row and a popup that shows it again. */

import { parseBounds } from "./map/address.js";
import { Markers, counted } from "./map/markers.js";
import { Popup } from "./map/popup.js";
import { discOf, targetsOf } from "./map/targets.js";
import { wireZoom } from "./map/tools.js";
import { approach, createMap, drawBackground, fit, sight } from "./map/view.js";

const NOUN = "rencontre";
const PIN_HEIGHT = 46; // pixels from the tip of a pin to its top

class Meetings {
  constructor(root) {
    const container = root.querySelector("[data-tc-map]");
    const rows = [...root.querySelectorAll("[data-tc-meeting]")];
    this.rows = new Map(rows.map((row) => [row.dataset.tcMeeting, row]));
    this.map = createMap(container);
    fit(this.map, parseBounds(container.dataset.bounds), { exact: true, animate: false });
    this.names = drawBackground(this.map, container.dataset, () => this.markers.relabel());
    this.markers = new Markers(this.map, {
      noun: NOUN,
      themes: { pin: (slug) => this.rows.get(slug).querySelector("svg").cloneNode(true) },
      nearest: (latitude, longitude) => this.names.nearest(latitude, longitude, this.map.getZoom()),
      open: (target, focus) => this.open(target, focus),
      over: () => [...root.querySelectorAll("[data-tc-over]")],
    });
    this.popup = new Popup(this.map, root.querySelector("[data-tc-popup]"), (focused) => this.closed(focused));
    for (const tool of root.querySelectorAll("[data-tc-live]")) tool.hidden = false;
    wireZoom(this.map, root);
    this.map.on("moveend", () => requestAnimationFrame(() => this.draw()));
    new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(container);
    this.draw();
    container.querySelector("[data-tc-drawing]").remove();
  }

  /** The rows as the entries of one tile. */
  get entries() {
    return [...this.rows].map(([slug, row]) => {
      const [lat, lon] = row.dataset.tcPoint.split(",").map(Number);
      return { slug, theme: slug, title: row.querySelector("h3").textContent.trim(), lat, lon };
    });
  }

  draw() {
    const zoom = this.map.getZoom();
    const project = (place) => this.map.project(place, zoom);
    const targets = targetsOf([{ clusters: [], initiatives: this.entries }], project, sight(this.map));
    this.markers.draw(targets);
    this.names.makeWay(targets.map((target) => discOf(target, project)));
    if (this.target && !this.markers.has(this.target)) this.popup.close();
  }

  /** A cluster comes apart; a pin or several meetings at one place show their rows. */
  open(target, focus) {
    if (target.kind === "cluster" && this.map.getZoom() < this.map.getMaxZoom()) {
      this.popup.close();
      approach(this.map, target.parts);
      return;
    }
    const shown = target.initiatives.map(({ slug }) => this.rows.get(slug));
    const title = target.count > 1 ? `${counted(target.count, NOUN)} au même endroit` : target.initiatives[0].title;
    const place = [target.latitude, target.longitude];
    this.popup.open(place, title, shown, { lift: target.kind === "pin" ? PIN_HEIGHT : 0, focus });
    this.target = target;
    this.markers.select(target);
  }

  closed(focused) {
    const { target } = this;
    this.target = null;
    this.markers.select(null);
    if (target && focused) this.markers.focus(target);
  }
}

// Without Leaflet (its file did not come) the page stays as the server made it.
const start = () => new Meetings(document.querySelector("[data-tc-meetings]"));
if (window.L) requestAnimationFrame(() => setTimeout(start));
