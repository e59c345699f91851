// Shows and serves the print buttons: without scripts they would do nothing, so they start hidden.
for (const button of document.querySelectorAll("[data-tc-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
