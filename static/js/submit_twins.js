// Shows the sheets that may already tell what is being typed, once there is a title and a place. It warns, and stops nobody.

const DELAY = 600; // milliseconds without a change before asking
const SHORTEST = 4; // characters of a title

const box = document.querySelector("[data-tc-twins]");
const form = box.closest("form");
const status = form.querySelector("[data-tc-twins-status]");
const list = box.querySelector("[data-tc-twins-list]");
const title = form.querySelector("[name=title]");
const WITH_PLACE = ["point", "commune", "itinerant"]; // kinds of places that have a commune

let timer = 0;
let request = null;
let asked = "";

/** What the server understands of one place: the code of its commune, and its point where it has one; "" for neither. */
function placeOf(part) {
  const kind = part.querySelector('[name$="-kind"]:checked')?.value;
  if (!WITH_PLACE.includes(kind)) return "";
  const code = part.querySelector("[data-tc-commune-code]")?.value ?? "";
  const [latitude, longitude] = ["latitude", "longitude"].map((name) =>
    kind === "point" ? (part.querySelector(`[name$="-${name}"]`)?.value.trim() ?? "") : "",
  );
  return code || (latitude && longitude) ? [code, latitude, longitude].join(";") : "";
}

/** The query for what is typed, or "" while it is too little. */
function typed() {
  const text = title.value.trim();
  const places = [...form.querySelectorAll("[data-tc-point]")].map(placeOf).filter(Boolean);
  if (text.length < SHORTEST || places.length === 0) return "";
  return new URLSearchParams([["titre", text.slice(0, 200)], ...places.map((place) => ["lieu", place])]).toString();
}

function row({ title: name, url, note }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = name;
  item.append(link, `, ${note}`);
  return item;
}

function show(twins) {
  list.replaceChildren(...twins.map(row));
  box.hidden = twins.length === 0;
  const count = twins.length === 1 ? "Une fiche ressemble à la vôtre" : `${twins.length} fiches ressemblent à la vôtre`;
  status.textContent = twins.length ? `${count} : voyez après le lieu.` : "";
}

async function look() {
  const query = typed();
  if (query === asked) return;
  asked = query;
  request?.abort();
  if (!query) {
    show([]);
    return;
  }
  request = new AbortController();
  try {
    const answer = await fetch(`${box.dataset.tcTwins}?${query}`, { signal: request.signal });
    if (answer.ok) show((await answer.json()).twins);
  } catch (error) {
    // The look before sending shows the same: a network that fails takes nothing away.
    if (error.name !== "AbortError") asked = "";
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(look, DELAY);
}

// The pin of the map writes the coordinates without a word: a release of the pointer or of a key may be one of its moves.
for (const type of ["input", "change", "tc-commune", "pointerup", "keyup"]) form.addEventListener(type, soon);
window.addEventListener("pageshow", soon);
