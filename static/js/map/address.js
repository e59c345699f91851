/* What the address bar says: the filters, and the bounds that are seen. The address is the state of the page. */

const ASIDE = ["bbox", "page"]; // seen, not filtered

/** Return {filters, bounds, page} of an address; `bounds` is an L.LatLngBounds, or null when it says none that holds. */
export function readAddress(url) {
  const filters = new URLSearchParams(url.search);
  const bounds = parseBounds(filters.get("bbox"));
  const page = filters.get("page");
  for (const name of ASIDE) filters.delete(name);
  return { filters, bounds, page };
}

/** Return the bounds of "west,south,east,north" in degrees, or null. */
export function parseBounds(text) {
  const sides = (text ?? "").split(",").map(Number);
  if (sides.length !== 4 || !sides.every(Number.isFinite)) return null;
  const [west, south, east, north] = sides;
  if (west >= east || south >= north || Math.abs(south) > 90 || Math.abs(north) > 90) return null;
  return L.latLngBounds([south, west], [north, east]);
}

/** Return how many decimals of a degree a pixel of this zoom is worth. */
export function decimals(zoom) {
  return Math.min(5, Math.max(2, Math.ceil(zoom / 3)));
}

/** Return bounds as "west,south,east,north", with so many decimals. */
export function formatBounds(bounds, digits) {
  const within = (value, limit) => Number(Math.max(-limit, Math.min(limit, value)).toFixed(digits));
  return [
    within(bounds.getWest(), 180),
    within(bounds.getSouth(), 85),
    within(bounds.getEast(), 180),
    within(bounds.getNorth(), 85),
  ].join(",");
}

/** Return an address of `path` with filters and bounds (text, may be empty); commas stay readable. */
export function writeAddress(path, filters, bbox) {
  const params = new URLSearchParams(filters);
  if (bbox) params.set("bbox", bbox);
  const query = params.toString().replaceAll("%2C", ",");
  return query ? `${path}?${query}` : path;
}

/** Return the filters that a form states, empty ones left out. */
export function formFilters(form) {
  const filters = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim()) filters.append(name, value.trim());
  }
  for (const name of ASIDE) filters.delete(name);
  return filters;
}
