/* The list beside the map: the very page of the server, of which the parts marked data-tc-results are swapped. */

export class Results {
  #root;
  #controller = null;
  #selected = []; // slugs

  constructor(root, { hover }) {
    this.#root = root;
    const slugAt = (event) => event.target.closest?.("[data-tc-initiative]")?.dataset.tcInitiative;
    const list = () => this.list;
    for (const type of ["pointerover", "focusin"]) {
      root.addEventListener(type, (event) => {
        if (list().contains(event.target)) hover(slugAt(event));
      });
    }
    for (const type of ["pointerout", "focusout"]) {
      root.addEventListener(type, (event) => {
        if (list().contains(event.target)) hover(undefined);
      });
    }
  }

  get list() {
    return this.#root.querySelector('[data-tc-results="list"]');
  }

  /** Return the page at an address as a document; null when another was asked for meanwhile. */
  async read(address) {
    this.#controller?.abort();
    const controller = (this.#controller = new AbortController());
    try {
      return await readPage(address, controller.signal);
    } catch (error) {
      if (error.name === "AbortError") return null;
      throw error;
    }
  }

  /** Put the parts of a page in place of those shown. The focus stays on the row where it was, if it is still there. */
  show(page) {
    const focused = document.activeElement?.closest("[data-tc-initiative]")?.dataset.tcInitiative;
    for (const part of this.#root.querySelectorAll("[data-tc-results]")) {
      const fresh = page.querySelector(`[data-tc-results="${part.dataset.tcResults}"]`);
      if (fresh) part.replaceWith(document.importNode(fresh, true));
    }
    document.title = page.title;
    this.select(this.#selected);
    if (focused) this.row(focused)?.querySelector("a")?.focus({ preventScroll: true });
  }

  row(slug) {
    return this.list.querySelector(`[data-tc-initiative="${CSS.escape(slug)}"]`);
  }

  /** Tint the rows of these initiatives; return those that are not in the list. */
  select(slugs) {
    this.#selected = slugs;
    for (const row of this.list.querySelectorAll("[data-tc-initiative]")) row.classList.remove("on");
    return slugs.filter((slug) => {
      const row = this.row(slug);
      row?.classList.add("on");
      return !row;
    });
  }

  /** Bring the first selected row in sight (desktop). */
  scroll() {
    const rows = [...this.#selected].map((slug) => this.row(slug));
    rows.find(Boolean)?.scrollIntoView({ block: "nearest" });
  }

  /** Put rows first in the sheet, open (phone); `rows` come from the list or from another page. */
  feature(rows) {
    const list = this.list.querySelector("[data-tc-rows]");
    if (!list) return;
    list.prepend(...rows);
    this.select(rows.map((row) => row.dataset.tcInitiative));
    const sheet = this.list.closest("details");
    if (sheet) {
      sheet.open = true;
      sheet.scrollTop = 0;
    }
  }
}

/** Return a page of the site as a document; throws when it cannot be had. */
export async function readPage(address, signal) {
  const response = await fetch(address, { signal, headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** Return the rows of a page as {slug: element of this document}. */
export function rowsOf(page) {
  const rows = page.querySelectorAll('[data-tc-results="list"] [data-tc-initiative]');
  return new Map([...rows].map((row) => [row.dataset.tcInitiative, document.importNode(row, true)]));
}
