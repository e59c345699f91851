/* The map page, live. The server has rendered it whole (templates/initiatives/map.html; for a frame in another site,
   templates/opendata/map.html, without filters nor tools): list, filters, drawn map.
   This module puts a Leaflet map in place of the drawing and keeps four things in step: what the map shows, the list,
   the address bar, and the links that carry that address. Every change is an address; `visit` goes to one.

   Modules: address (what an address says) · view (Leaflet, its background: outlines, names) · tiles (our JSON squares)
   · targets (points that would overlap become one) · markers (they are drawn) · themes (their pins) · selection (one is
   opened) · popup · results (the list) · filters (the form) · tools (buttons). */

import { decimals, formatBounds, parseBounds, readAddress, writeAddress } from "./map/address.js";
import { FilterForm } from "./map/filters.js";
import { Markers } from "./map/markers.js";
import { Popup } from "./map/popup.js";
import { Results } from "./map/results.js";
import { Selection } from "./map/selection.js";
import { discOf, targetsOf } from "./map/targets.js";
import { Themes } from "./map/themes.js";
import { Tiles } from "./map/tiles.js";
import { wireLocate, wireShare, wireZoom } from "./map/tools.js";
import { createMap, drawBackground, fit, sight } from "./map/view.js";

const SETTLED = 250; // milliseconds without a move before the list follows

class Atlas {
  constructor(root) {
    this.root = root;
    this.path = location.pathname;
    const container = root.querySelector("[data-tc-map]");
    this.container = container;
    this.status = root.querySelector("[data-tc-status]");
    this.notice = root.querySelector("[data-tc-notice]");
    const { filters, bounds, page } = readAddress(new URL(location.href));
    this.filters = filters;
    this.page = page;

    this.tiles = new Tiles(container.dataset.tiles);
    this.tiles.filters = this.filters;
    this.map = createMap(container);
    this.fitAddress(bounds, container.dataset.bounds, { animate: false });
    this.names = drawBackground(this.map, container.dataset, () => this.markers.relabel());

    this.results = new Results(root, { hover: (slug) => this.markers.hover(slug ? [slug] : []) });
    const themes = new Themes(root, container.dataset.sheet);
    this.markers = new Markers(this.map, {
      themes,
      nearest: (latitude, longitude) => this.names.nearest(latitude, longitude, this.map.getZoom()),
      open: (target, focus) => this.selection.open(target, focus),
      over: () => [...root.querySelectorAll("[data-tc-over]")],
    });
    const popup = new Popup(this.map, root.querySelector("[data-tc-popup]"), (focused) =>
      this.selection.forget(focused),
    );
    this.selection = new Selection({
      map: this.map,
      tiles: this.tiles,
      markers: this.markers,
      themes,
      results: this.results,
      popup,
      address: () => ({ path: this.path, list: container.dataset.list, filters: this.filters }),
    });
    this.wire();
    if (bounds) this.moved();
    else this.begin();
    container.querySelector("[data-tc-drawing]").remove();
  }

  wire() {
    const { root, map } = this;
    for (const tool of root.querySelectorAll("[data-tc-live]")) tool.hidden = false;
    const say = (text, shown = false) => this.say(text, shown);
    wireZoom(map, root);
    wireLocate(map, root, say);
    wireShare(root, say);

    map.on("moveend", () => {
      this.page = null;
      this.moved();
    });
    window.addEventListener("popstate", () => this.returned());
    this.form = new FilterForm(root, (filters) => this.apply(filters));
    root.addEventListener("click", (event) => this.clicked(event));
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(this.container);
  }

  /** Begin where the server proposes to: its list is that of this address, and follows from the first move on. If it is
      that of words better spelt, so are the points. */
  begin() {
    const words = this.root.querySelector("[data-tc-corrected]")?.dataset.tcCorrected;
    if (words) this.filters.set("q", words);
    this.tiles.filters = this.filters;
    this.signed = location.pathname + location.search;
    this.share();
    this.draw();
  }

  // --- Address -----------------------------------------------------------------------------------------------

  /** Show the bounds of an address if it has any, else those that the page proposes. */
  fitAddress(bounds, proposed, options = {}) {
    if (bounds) fit(this.map, bounds, { exact: true, ...options });
    else fit(this.map, parseBounds(proposed) ?? L.latLngBounds([41.2, -5.6], [51.35, 9.9]), options);
  }

  /** What is seen, as an address says it. */
  get bbox() {
    return formatBounds(this.map.getBounds(), decimals(this.map.getZoom()));
  }

  /** The address of what is seen, on any page that takes filters and bounds. */
  address(path = this.path) {
    return writeAddress(path, this.filters, this.bbox);
  }

  /** Say in the address bar, in the share field and in the links that carry it, what is seen. */
  sign() {
    const address = this.address() + (this.page ? `&page=${this.page}` : "");
    history.replaceState(null, "", address);
    this.signed = location.pathname + location.search;
    this.share();
    for (const link of this.root.querySelectorAll("[data-tc-carry]")) {
      link.href = this.address(new URL(link.href).pathname);
    }
  }

  /** Go to an address of this page. Without bounds in it, the view stays, unless that address proposes another. */
  async visit(url, { push = true, form = false } = {}) {
    const { filters, bounds, page } = readAddress(url);
    const filtered = `${filters}` !== `${this.filters}`;
    const proposes = !bounds && (!push || !filtered || this.movesTo(filters));
    if (push) history.pushState(null, "", writeAddress(this.path, filters, url.searchParams.get("bbox")));
    this.filters = filters;
    this.tiles.filters = filters;
    if (filtered) this.selection.clear();
    if (bounds && url.searchParams.get("bbox") !== this.bbox) {
      this.fitAddress(bounds, "", { animate: push });
    } else if (proposes) {
      const answer = await this.read(writeAddress(this.path, filters, ""));
      if (!answer) return;
      this.fitAddress(null, answer.querySelector("[data-tc-map]")?.dataset.bounds, { animate: push });
    }
    this.page = page;
    this.moved({ form });
  }

  /** Whether filters choose a territory that was not chosen: the map then goes there. */
  movesTo(filters) {
    const territory = filters.get("territoire");
    return territory !== null && territory !== this.filters.get("territoire");
  }

  /** The visitor went back or forward in the history; a mere jump within the page says the same address again. */
  returned() {
    const url = new URL(location.href);
    if (url.pathname + url.search !== this.signed) this.visit(url, { push: false, form: true });
  }

  // --- What the visitor does -----------------------------------------------------------------------------------

  /** Take other filters, where the map is. */
  apply(filters) {
    if (`${filters}` === `${this.filters}`) return;
    const bbox = this.movesTo(filters) ? "" : this.bbox;
    // Another territory has others inside it: the list of territories follows.
    const follows = filters.get("territoire") !== this.filters.get("territoire");
    this.visit(new URL(writeAddress(this.path, filters, bbox), location.href), { form: follows });
  }

  /** Links to this very page (filters taken away, other pages, far territories) move the map instead of reloading. */
  clicked(event) {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname !== this.path || url.hash) return;
    event.preventDefault();
    link.closest("[popover]")?.hidePopover?.();
    if (link.matches("[data-tc-place]")) {
      // The page may have been filtered since it was made: a place keeps the filters of now, but for the territory.
      const filters = new URLSearchParams(this.filters);
      filters.delete("territoire");
      this.visit(new URL(writeAddress(this.path, filters, url.searchParams.get("bbox")), url), { form: true });
    } else {
      this.visit(url, { form: true });
    }
  }

  // --- Following the map -----------------------------------------------------------------------------------------

  /** The view or the filters changed: draw the points now, and have the list follow when the map is at rest. */
  moved({ form = false } = {}) {
    this.draw();
    this.formToo ||= form;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.list(), SETTLED);
  }

  /** Fetch the squares in sight and draw them as they come; the old points stay until there is something new. */
  async draw() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const around = Tiles.seen(this.map, 1);
    const seen = Tiles.seen(this.map);
    this.tiles.dropAllBut(around);
    const show = () => {
      if (turn !== this.turn) return;
      const answers = around.map((square) => this.tiles.get(square)).filter(Boolean);
      const zoom = this.map.getZoom();
      const project = (place) => this.map.project(place, zoom);
      const targets = targetsOf(answers, project, sight(this.map));
      this.markers.draw(targets);
      this.names.makeWay(targets.map((target) => discOf(target, project)));
      this.selection.refresh();
    };
    if (this.tiles.has(seen)) return requestAnimationFrame(show); // after what Leaflet does at the end of a move
    const progress = setInterval(show, 400); // slow answers: what has come is shown
    const outcomes = await Promise.allSettled(seen.map((square) => this.tiles.load(square)));
    clearInterval(progress);
    if (turn !== this.turn) return;
    show();
    const failed = outcomes.some(({ status }) => status === "rejected");
    this.say(failed ? "Une partie de la carte n’a pas pu être chargée. Déplacez la carte pour réessayer." : "", failed);
  }

  /** Have the list and the address say what is seen. */
  async list() {
    this.sign();
    const answer = await this.read(location.href);
    if (!answer) return;
    if (this.formToo) this.form.restore(answer);
    this.formToo = false;
    this.results.show(answer);
    this.adopt(answer.querySelector("[data-tc-corrected]")?.dataset.tcCorrected);
    this.selection.refresh();
    this.status.textContent = this.root.querySelector('[data-tc-results="count"]')?.textContent.trim() ?? "";
  }

  /** The words found nothing, and the list has those of a better spelling: so have the points and the address. */
  adopt(words) {
    if (!words || words === this.filters.get("q")) return;
    this.filters.set("q", words);
    this.tiles.filters = this.filters;
    this.sign();
    this.draw();
  }

  /** Have the field to copy from, where there is one, hold the address of what is seen. */
  share() {
    const field = this.root.querySelector("[data-tc-share]");
    if (field) field.value = location.href;
  }

  async read(address) {
    try {
      return await this.results.read(address);
    } catch {
      this.say("La liste n’a pas pu être mise à jour. Vérifiez votre connexion, puis déplacez la carte.", true);
      return null;
    }
  }

  /** Tell assistive technology, and show it over the map if `shown`. */
  say(text, shown = false) {
    if (text) this.status.textContent = text;
    this.notice.textContent = shown ? text : "";
    this.notice.hidden = !shown;
  }
}

// Without Leaflet (its file did not come) the page stays as the server made it; with it, it is painted first.
const start = () => new Atlas(document.querySelector("[data-tc-atlas]"));
if (window.L) requestAnimationFrame(() => setTimeout(start));
