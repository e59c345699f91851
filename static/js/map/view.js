/* The Leaflet map itself: its limits, its background, and how bounds are fitted. */

import { Names } from "./names.js";
import { drawBorders, drawOutlines, ground } from "./outlines.js";

const NEAR = [-32, 26, 36, 66]; // what the file of Europe shows: initiatives/basemap/near.py
const FARTHEST = 2;
const NEAREST = 19;
// Room for the buttons that lie over the map: a pin under one of them could not be reached.
const MARGINS = { paddingTopLeft: [40, 84], paddingBottomRight: [76, 48] };
const NARROW = 600; // pixels
const BEYOND = 256; // pixels
const CUT = 0.33; // of a zoom
const NARROW_MARGINS = { paddingTopLeft: [20, 60], paddingBottomRight: [64, 36] };

/** Return the map in `container`; what it needs to know is in its data attributes (templates/initiatives/map.html). */
export function createMap(container) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(container, {
    zoomControl: false,
    attributionControl: false,
    minZoom: FARTHEST,
    maxZoom: NEAREST,
    maxBounds: [
      [-80, -200],
      [82, 200],
    ],
    maxBoundsViscosity: 0.8,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
    closePopupOnClick: false,
  });
  const pictures = container.dataset.tileUrl;
  // Leaflet hides a picture that does not come: the outlines, which lie beneath, then show.
  if (pictures) L.tileLayer(pictures, { maxZoom: NEAREST, noWrap: true, className: "pictures" }).addTo(map);
  return map;
}

/** Draw the outlines and the names, as they come; without them the map still works. Return the names; `named` is called
    when the towns are there. */
export function drawBackground(map, { outlines, outlinesNear, base }, named) {
  const names = new Names(map);
  const drawn = drawLand(map, { whole: outlines, near: outlinesNear }, names);
  const gazetteer = fetched(base).then(async (file) => {
    names.addTowns(file.names);
    named?.();
    await drawn.catch(() => {});
    drawBorders(map, file.outlines);
  });
  for (const promise of [drawn, gazetteer]) promise.catch((error) => console.warn(error.message));
  return names;
}

/** Draw the land: the part of the file that shows Europe, as long as nothing else is looked at, then all of it. */
async function drawLand(map, { whole, near }, names) {
  const [west, south, east, north] = NEAR;
  const europe = L.latLngBounds([south, west], [north, east]);
  const isNear = () => Boolean(near) && europe.contains(map.getBounds());
  const starts = isNear();
  const file = await fetched(starts ? near : whole);
  const renderer = ground(map);
  names.addLabels(file.labels);
  const land = await drawOutlines(map, file, renderer);
  if (!starts) return;
  const further = async () => {
    if (isNear()) return;
    map.off("moveend", further); // once, whatever the visitor does meanwhile
    try {
      const all = await fetched(whole);
      land.remove();
      await drawOutlines(map, all, renderer);
    } catch (error) {
      console.warn(error.message);
      map.on("moveend", further);
    }
  };
  map.on("moveend", further);
  await further();
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** Return the pixels {min, max}, of the zoom, where markers stand: those seen, and some around for who drags the map. */
export function sight(map) {
  const { min, max } = map.getPixelBounds();
  return { min: min.subtract([BEYOND, BEYOND]), max: max.add([BEYOND, BEYOND]) };
}

/** Move the map so that bounds are seen whole; `exact` when they are those of a view, without room for buttons.
    On a telephone their edges may be cut, by a fifth at most: a zoom less would leave half of the screen empty. */
export function fit(map, bounds, { exact = false, animate = true } = {}) {
  if (exact) {
    map.fitBounds(bounds, { animate });
  } else if (map.getSize().x < NARROW) {
    const size = map.getSize();
    const [low, high] = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.project(corner, 0));
    const zoom = Math.log2(Math.min(size.x / (high.x - low.x), size.y / (low.y - high.y)));
    map.setView(bounds.getCenter(), Math.max(FARTHEST, Math.floor(zoom + CUT)), { animate });
  } else {
    map.fitBounds(bounds, { ...MARGINS, animate });
  }
}

/** Move the map so that places [[latitude, longitude]…] are seen whole, at least one zoom nearer than now. */
export function approach(map, places) {
  const margins = map.getSize().x < NARROW ? NARROW_MARGINS : MARGINS;
  const bounds = L.latLngBounds(places);
  const room = L.point(margins.paddingTopLeft).add(margins.paddingBottomRight);
  const zoom = Math.min(map.getBoundsZoom(bounds, false, room), map.getZoom() + 6);
  const nearer = Math.min(NEAREST, Math.max(zoom, map.getZoom() + 1));
  // The middle of the free part of the map, not of the whole.
  const shift = L.point(margins.paddingBottomRight).subtract(margins.paddingTopLeft).divideBy(2);
  const centre = map.project(bounds.getCenter(), nearer).add(shift);
  map.setView(map.unproject(centre, nearer), nearer);
}
