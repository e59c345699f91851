/* A pin on a map that writes two fields, latitude and longitude in degrees, and follows them. Everything it does can be
   done by typing in the fields. It starts when it comes in sight: hidden, a map has no size.

   The root is the element marked data-tc-point: it holds the map, the two fields, known by the end of their names, and
   perhaps a commune field, whose choice moves the map (static/js/commune_field.js). */

import { wireZoom } from "./map/tools.js";
import { createMap, drawBackground, fit } from "./map/view.js";

const FRANCE = [
  [41.2, -5.6],
  [51.35, 9.9],
];
const TOWN = 13; // zoom at which a commune fills the map
const STREET = 16;
const STEP = 8; // pixels that the pin moves by one arrow key
const LONG_STEP = 80; // with Shift
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const written = (degrees) => degrees.toFixed(5).replace(".", ",").replace("-", "−");

/** Return the degrees typed in a field, or null; a comma and a typographic minus are read too. */
function typed(field) {
  const text = field.value.trim().replace(",", ".").replace("−", "-");
  const degrees = Number(text);
  return text && Number.isFinite(degrees) ? degrees : null;
}

class PointPicker {
  #latitude;
  #longitude;
  #map;
  #marker = null;
  #picker;
  #status;

  constructor(picker) {
    this.#picker = picker;
    const root = picker.closest("[data-tc-point]");
    this.#latitude = root.querySelector('[name$="latitude"]');
    this.#longitude = root.querySelector('[name$="longitude"]');
    this.#status = picker.querySelector("[data-tc-picker-status]");
    root.addEventListener("tc-commune", ({ detail }) => this.#approach(detail));
    for (const field of [this.#latitude, this.#longitude]) field.addEventListener("input", () => this.#follow());
    const shown = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        shown.disconnect();
        this.#start();
      },
      { rootMargin: "300px" },
    );
    shown.observe(picker);
    picker.hidden = false;
  }

  #start() {
    const container = this.#picker.querySelector("[data-tc-picker-map]");
    this.#map = createMap(container);
    this.#map.scrollWheelZoom.disable(); // the wheel goes on scrolling the form
    fit(this.#map, L.latLngBounds(FRANCE), { animate: false });
    drawBackground(this.#map, container.dataset);
    wireZoom(this.#map, this.#picker);
    this.#map.on("click", ({ latlng }) => this.#put(latlng));
    const put = this.#picker.querySelector("[data-tc-picker-put]");
    put.addEventListener("click", () => {
      this.#put(this.#map.getCenter());
      this.#marker.getElement().focus();
    });
    new ResizeObserver(() => this.#map.invalidateSize({ animate: false })).observe(container);
    this.#follow();
    if (!this.#marker) this.#approach(this.#commune);
  }

  #commune = null;

  /** Show a commune that was chosen, unless the pin is already somewhere in sight of it. */
  #approach(commune) {
    this.#commune = commune;
    if (!this.#map || commune?.latitude == null || commune.longitude == null) return;
    const place = L.latLng(commune.latitude, commune.longitude);
    if (this.#marker && this.#map.distance(this.#marker.getLatLng(), place) < 30_000) return;
    this.#map.setView(place, TOWN);
  }

  /** Put the pin where the fields say, and show it; take it away when they say nothing. */
  #follow() {
    const latitude = typed(this.#latitude);
    const longitude = typed(this.#longitude);
    if (!this.#map) return;
    if (latitude === null || longitude === null || Math.abs(latitude) > 85 || Math.abs(longitude) > 180) {
      this.#marker?.remove();
      this.#marker = null;
      this.#status.textContent = "";
      return;
    }
    const place = L.latLng(latitude, longitude);
    this.#stand(place);
    if (!this.#map.getBounds().contains(place)) this.#map.setView(place, Math.max(this.#map.getZoom(), STREET));
  }

  /** Put the pin at a place and write the fields. */
  #put(place) {
    const there = place.wrap();
    this.#stand(there);
    this.#latitude.value = written(there.lat);
    this.#longitude.value = written(there.lng);
  }

  #stand(place) {
    this.#marker ??= this.#makeMarker(place);
    this.#marker.setLatLng(place);
    this.#status.textContent = `Repère\u00a0: latitude ${written(place.lat)}, longitude ${written(place.lng)}.`;
  }

  #makeMarker(place) {
    const pin = this.#picker.querySelector("[data-tc-picker-pin]").content.cloneNode(true);
    const marker = L.marker(place, {
      icon: L.divIcon({ className: "spot at-tip", html: "", iconSize: null }),
      draggable: true,
      autoPan: true,
      autoPanOnFocus: false,
    }).addTo(this.#map);
    const element = marker.getElement();
    element.append(pin);
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", "Repère\u00a0: les flèches le déplacent, plus vite avec Maj");
    element.addEventListener("keydown", (event) => this.#step(event));
    marker.on("drag", () => this.#put(marker.getLatLng()));
    return marker;
  }

  #step(event) {
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation(); // the map would move too
    const step = event.shiftKey ? LONG_STEP : STEP;
    const from = this.#map.latLngToContainerPoint(this.#marker.getLatLng());
    const place = this.#map.containerPointToLatLng(from.add(L.point(arrow).multiplyBy(step)));
    this.#put(place);
    if (!this.#map.getBounds().pad(-0.1).contains(place)) this.#map.panTo(place);
  }
}

const ready = new WeakSet();

/** Make a picker live; without Leaflet (its file did not come) it stays hidden, and the fields do the work. */
export function enhance(picker) {
  if (ready.has(picker) || !window.L) return;
  ready.add(picker);
  new PointPicker(picker);
}

const PICKER = "[data-tc-picker]";
document.querySelectorAll(PICKER).forEach(enhance);
// A place that another script adds later is made ready when one enters it.
document.addEventListener("focusin", ({ target }) => {
  target.closest?.("[data-tc-point]")?.querySelectorAll(PICKER).forEach(enhance);
});
