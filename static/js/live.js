// The screen of a live round: who is here and who has answered, as the server's stream tells it.

const stage = document.querySelector("[data-live]");
const source = stage && new EventSource(stage.dataset.live);

function show(name, number) {
  for (const place of document.querySelectorAll(`[data-${name}]`)) place.textContent = number;
}

source?.addEventListener("message", (event) => {
  const told = JSON.parse(event.data);
  if (told.sign !== stage.dataset.sign) return location.reload(); // another screen moved on
  show("here", told.here);
  show("answered", told.answered);
});
addEventListener("pagehide", () => source?.close());
