// The text form: words counted as they are typed, and files dropped on it.

const WORD = /[\p{L}\p{N}_]+(?:[-'’.][\p{L}\p{N}_]+)*/gu;
const bytes = new TextEncoder();

function count(area) {
  const place = document.querySelector(`[data-count="${area.id}"]`);
  if (!place) return;
  const words = (area.value.match(WORD) ?? []).length;
  const over = bytes.encode(area.value).length > Number(place.dataset.limit);
  place.textContent = words ? `${words.toLocaleString(document.documentElement.lang)} ${place.dataset.words}` : "";
  if (over) place.textContent += ` · ${place.dataset.over}`;
  place.classList.toggle("is-over", over);
}

function countAll() {
  for (const place of document.querySelectorAll("[data-count]")) count(document.getElementById(place.dataset.count));
}

function showFile(input) {
  const clear = document.querySelector(`[data-clear="${input.id}"]`);
  if (clear) clear.hidden = !input.files.length;
}

document.addEventListener("input", (event) => event.target.matches("textarea") && count(event.target));
document.addEventListener("change", (event) => event.target.matches("input[type=file]") && showFile(event.target));
document.addEventListener("htmx:afterSettle", countAll);
document.addEventListener("click", (event) => {
  const clear = event.target.closest("[data-clear]");
  if (!clear) return;
  const input = document.getElementById(clear.dataset.clear);
  input.value = "";
  showFile(input);
  input.focus();
});

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const zone = event.target.closest?.("[data-drop]");
    if (!zone || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.toggle("is-over", name === "dragover");
    if (name !== "drop") return;
    const input = document.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    showFile(input);
    input.focus();
  });
}
countAll();
