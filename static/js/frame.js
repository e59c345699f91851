// A page in a frame of another site says how high it is, so that its whole content may be shown without scrolling.
// The message is { type: "territoires-contributifs:height", height } in CSS pixels: nothing in it is private, any site
// may read it. What is measured is what the page holds, not the page, which is never less high than the frame.

const TYPE = "territoires-contributifs:height";
const parts = [...document.querySelectorAll("[data-tc-part]")];
let told = 0;

function tell() {
  const height = Math.ceil(parts.reduce((sum, part) => sum + part.getBoundingClientRect().height, 0));
  if (height === told) return;
  told = height;
  window.parent.postMessage({ type: TYPE, height }, "*");
}

if (window.parent !== window) {
  const observer = new ResizeObserver(tell);
  for (const part of parts) observer.observe(part);
  window.addEventListener("load", () => {
    told = 0; // whoever listens may have come after the first message
    tell();
  });
}
