// Gives the frames of Territoires contributifs in this page the height of what they show. To be loaded once, from the
// site that the frames come from: <script src="https://…/static/embed.js" async></script>. Without it, frames keep the
// height that their code says. Messages of others are ignored: a frame is only sized by its own page, on that site.
(() => {
  const site = new URL(document.currentScript.src).origin;
  const LARGEST = 20000; // CSS pixels

  window.addEventListener("message", ({ origin, source, data }) => {
    if (origin !== site || data?.type !== "territoires-contributifs:height") return;
    const { height } = data;
    if (!Number.isFinite(height) || height <= 0) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow !== source || new URL(frame.src, location).origin !== origin) continue;
      const border = frame.offsetHeight - frame.clientHeight;
      frame.style.height = `${Math.min(Math.ceil(height), LARGEST) + border}px`;
    }
  });
})();
