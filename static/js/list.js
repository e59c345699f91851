// The list of initiatives: filters and order apply as they change. The server renders the whole page; its results
// and its filters are swapped in, so that nothing here knows what a result looks like.

const results = document.querySelector("[data-tc-results]");
const filters = document.querySelector("[data-tc-filters]");
const status = document.querySelector("[data-tc-status]");
let asked = null;

async function show(url, { push }) {
  asked?.abort();
  asked = new AbortController();
  results.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { signal: asked.signal });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const focused = document.activeElement;
    results.replaceChildren(...page.querySelector("[data-tc-results]").childNodes);
    // On a phone the drawer stays as it is: swapping it would close it under the finger.
    if (!filters.matches(":popover-open")) swapFilters(page.querySelector("[data-tc-filters]"));
    document.title = page.title;
    status.textContent = document.querySelector("[data-tc-count]").textContent;
    if (push) history.pushState(null, "", response.url);
    if (!focused.isConnected) twinOf(focused)?.focus({ preventScroll: true });
    prepare();
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  } finally {
    results.removeAttribute("aria-busy");
  }
}

// What was unfolded stays unfolded.
function swapFilters(fresh) {
  const open = [...filters.querySelectorAll("[data-tc-fold][open]")].map((fold) => fold.dataset.tcFold);
  filters.replaceChildren(...fresh.childNodes);
  filters.querySelectorAll("[data-tc-fold]").forEach((fold) => {
    if (open.includes(fold.dataset.tcFold)) fold.open = true;
  });
}

// The control that took the place of one that was swapped away: the one that sends the same.
function twinOf(control) {
  return [...document.querySelectorAll("[data-tc-filters] [name], [data-tc-sort] [name]")].find(
    (other) => other.type === control.type && other.name === control.name
      && (control.type !== "checkbox" || other.value === control.value),
  );
}

function addressOf(form) {
  const fields = [...new FormData(form)].filter(([, value]) => value !== "");
  const query = new URLSearchParams(fields);
  query.delete("page");
  const text = query.toString();
  return form.action + (text ? `?${text}` : "");
}

function prepare() {
  document.querySelectorAll("[data-tc-sort-button]").forEach((button) => { button.hidden = true; });
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-tc-filters], [data-tc-sort]");
  if (form && event.target.type !== "search" && event.target.type !== "text") show(addressOf(form), { push: true });
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-tc-filters], [data-tc-sort]");
  if (!form) return;
  event.preventDefault();
  if (form.matches(":popover-open")) form.hidePopover();
  show(addressOf(form), { push: true });
});

window.addEventListener("popstate", () => show(location.href, { push: false }));
prepare();
