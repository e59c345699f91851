// A text field with a list of proposals (ARIA Authoring Practices: combobox, "list autocomplete with manual selection").
// The list shows what `ask` answers; arrows go through it, Enter or a press chooses, Escape closes.

const DELAY = 150; // milliseconds without a key before asking
const SHORTEST = 2; // characters

/** Make a combobox of an input, a list (`ul`) and a line that assistive technology reads (`status`).
    ask(text, signal)   a promise of items; it may be aborted, and may fail: the field then works without proposals
    show(item, option)  fill the option, an empty `li`
    choose(item)        one was chosen; the list is closed
    count(number)       the words for so many proposals */
export function combobox({ input, list, status, ask, show, choose, count }) {
  let items = [];
  let active = -1;
  let timer = 0;
  let request = null;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("autocomplete", "off");

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    list.replaceChildren();
    items = [];
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function activate(index) {
    active = index;
    [...list.children].forEach((option, rank) => option.setAttribute("aria-selected", String(rank === active)));
    if (active < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    }
  }

  function take(item) {
    status.textContent = "";
    close();
    choose(item);
  }

  function option(item, rank) {
    const element = document.createElement("li");
    element.id = `${list.id}_${rank}`;
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    show(item, element);
    // Before the field loses focus, so that the list is still there when the button is released.
    element.addEventListener("pointerdown", (event) => event.preventDefault());
    element.addEventListener("click", () => take(item));
    return element;
  }

  function open(found) {
    items = found;
    list.replaceChildren(...items.map(option));
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    activate(-1);
    status.textContent = count(items.length);
  }

  async function look() {
    clearTimeout(timer);
    const text = input.value.trim();
    if (text.length < SHORTEST) {
      status.textContent = "";
      close();
      return;
    }
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    try {
      const found = await ask(text, signal);
      if (!signal.aborted && document.activeElement === input) open(found);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, DELAY);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if (key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (key === "Enter" && active >= 0) {
      event.preventDefault();
      take(items[active]);
    } else if (key === "Enter") {
      close(); // the words are sent as they are
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) {
        look();
      } else {
        // One place before the first and after the last is the text itself.
        const places = items.length + 1;
        activate(((active + 1 + (key === "ArrowDown" ? 1 : places - 1)) % places) - 1);
      }
    }
  });

  input.addEventListener("blur", close);
}

/** Fetch JSON of an address with the typed text as `?q=`; throw when the answer is an error. */
export async function fetchFor(address, text, signal) {
  const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { signal });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

/** Have `enhance` make ready each element of a selector, once: now, or when one that a script adds later is entered. */
export function enhanceAll(selector, enhance) {
  const ready = new WeakSet();
  const once = (element) => {
    if (!element || ready.has(element)) return;
    ready.add(element);
    enhance(element);
  };
  document.querySelectorAll(selector).forEach(once);
  document.addEventListener("focusin", (event) => once(event.target.closest?.(selector)));
}
