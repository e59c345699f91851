// Slides by keys: arrows, page keys, space, Home and End. The slide in view is kept in the address, and told in words.
const slides = [...document.querySelectorAll("[data-tc-slides] > section")];
const status = document.querySelector("[data-tc-slide-status]");
const fullscreen = document.querySelector("[data-tc-fullscreen]");
const FORWARD = ["ArrowRight", "ArrowDown", "PageDown", " "];
const BACK = ["ArrowLeft", "ArrowUp", "PageUp"];
const SETTLED = 150; // milliseconds without scrolling
let current = 0;
let settling = 0;

function inView() {
  const middle = window.innerHeight / 2;
  const found = slides.findIndex((slide) => slide.getBoundingClientRect().bottom > middle);
  return found < 0 ? slides.length - 1 : found;
}

function tell(number) {
  if (number === current) return;
  current = number;
  const title = slides[number].querySelector("h1, h2").textContent.trim();
  status.textContent = `Diapositive ${number + 1} sur ${slides.length} : ${title}`;
  history.replaceState(null, "", `#${slides[number].id}`);
}

function show(number) {
  const wanted = Math.min(Math.max(number, 0), slides.length - 1);
  slides[wanted].scrollIntoView({ block: "start", behavior: "instant" });
  tell(wanted);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  const { key, target } = event;
  if (key === " " && target.closest("a, button")) return;
  // On a small screen a slide may be higher than the window: up and down then scroll, as anywhere.
  const scrolls = key === "ArrowUp" || key === "ArrowDown" || key === " ";
  if (scrolls && slides[current].offsetHeight > window.innerHeight + 2) return;
  const backward = BACK.includes(key) || (key === " " && event.shiftKey);
  if (backward) show(current - 1);
  else if (FORWARD.includes(key)) show(current + 1);
  else if (key === "Home") show(0);
  else if (key === "End") show(slides.length - 1);
  else return;
  event.preventDefault();
});

document.addEventListener("scroll", () => {
  clearTimeout(settling);
  settling = setTimeout(() => tell(inView()), SETTLED);
});

if (document.fullscreenEnabled) {
  fullscreen.hidden = false;
  fullscreen.addEventListener("click", () => document.documentElement.requestFullscreen());
}
current = inView();
