/* The popup of a selected pin, or of a spot where several initiatives are: rows of the list, shown over the map.
   Its frame is a <template> of the page; words of initiatives are put in as text or as nodes of our own pages. */

export class Popup {
  #map;
  #frame; // <template>
  #popup = null;
  #closed; // called when it closes, with whether the focus was inside

  constructor(map, frame, closed) {
    this.#map = map;
    this.#frame = frame;
    this.#closed = closed;
    map.on("click", () => this.close());
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#popup) return;
      event.stopPropagation();
      this.close();
    });
  }

  get isOpen() {
    return this.#popup !== null;
  }

  /** Show copies of rows at a place; `lift` is the height in pixels of what it points at. */
  open(latLng, title, rows, { lift, focus = false }) {
    this.close();
    const content = this.#frame.content.firstElementChild.cloneNode(true);
    content.setAttribute("aria-label", title);
    content.querySelector("[data-tc-close]").addEventListener("click", () => this.close());
    this.#fill(content, title, rows);
    this.#popup = L.popup({
      closeButton: false,
      closeOnEscapeKey: false,
      autoClose: false,
      closeOnClick: false,
      minWidth: 272,
      maxWidth: 304,
      offset: [0, -lift],
      autoPanPaddingTopLeft: [16, 76],
      autoPanPaddingBottomRight: [76, 40],
    })
      .setLatLng(latLng)
      .setContent(content)
      .openOn(this.#map);
    if (focus) content.querySelector("a")?.focus({ preventScroll: true });
  }

  /** Put richer rows in the open popup; `focus` moves the focus to the first link, where it stays if it was there.
      `more` is the address of a list with those that are not shown. */
  update(title, rows, { focus = false, more = "" } = {}) {
    const content = this.#popup?.getContent();
    if (!content) return;
    const focused = focus || content.contains(document.activeElement);
    this.#fill(content, title, rows);
    const rest = content.querySelector("[data-tc-popup-more]");
    rest.hidden = !more;
    if (more) rest.querySelector("a").href = more;
    this.#popup.update();
    if (focused) content.querySelector("a")?.focus({ preventScroll: true });
  }

  #fill(content, title, rows) {
    const list = content.querySelector("[data-tc-popup-rows]");
    const heading = content.querySelector("[data-tc-popup-title]");
    heading.hidden = rows.length < 2;
    heading.textContent = title;
    list.replaceChildren(...rows.map((row) => this.#entry(row, rows.length > 1)));
  }

  /** Return a copy of a row, whole when it is alone, its pin and title when there are others. */
  #entry(row, brief) {
    const entry = row.cloneNode(true);
    entry.classList.remove("on");
    for (const name of ["data-tc-initiative", "data-tc-meeting"]) entry.removeAttribute(name);
    for (const more of entry.querySelectorAll("[data-tc-more]")) more.hidden = brief;
    return entry;
  }

  close() {
    if (!this.#popup) return;
    const popup = this.#popup;
    const focused = popup.getElement()?.contains(document.activeElement) ?? false;
    this.#popup = null;
    this.#map.closePopup(popup);
    this.#closed(focused);
  }
}
