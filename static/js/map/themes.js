/* Pins and bare rows of each theme, cloned from the <template> that the page holds for it: the server draws them. */

export class Themes {
  #rows = new Map(); // theme's slug → <li class="card">

  constructor(root) {
    for (const template of root.querySelectorAll("template[data-tc-theme]")) {
      this.#rows.set(template.dataset.tcTheme, template.content.firstElementChild);
    }
  }

  #of(theme) {
    return this.#rows.get(theme) ?? this.#rows.values().next().value; // a theme added since the page was made
  }

  /** Return the pin of a theme, an SVG element. */
  pin(theme) {
    return this.#of(theme).querySelector("svg.pin").cloneNode(true);
  }

  /** Return a row for an entry of a tile {slug, title, theme}: what is known before the list says more. */
  row({ slug, title, theme }) {
    const row = this.#of(theme).cloneNode(true);
    row.dataset.tcInitiative = slug;
    const link = row.querySelector("h3 a");
    link.textContent = title;
    link.href = link.getAttribute("href").replace(/[^/]+\/$/, `${encodeURIComponent(slug)}/`);
    return row;
  }
}
