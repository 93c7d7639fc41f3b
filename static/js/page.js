// Every page that swaps: focus after a swap, what is said aloud, one press for one form, and lost connections;
// and the server is told the time zone.
const alone = location.protocol === "https:" ? "; secure" : "";
document.cookie = `offset=${-new Date().getTimezoneOffset()}; path=/; max-age=34560000; samesite=lax${alone}`;

const announcer = document.getElementById("announcer");
const trouble = document.getElementById("trouble");

function say(text) {
  if (announcer && announcer.textContent !== text) announcer.textContent = text;
}

function tell(text) {
  trouble.textContent = text;
}

document.addEventListener("htmx:afterSettle", (event) => {
  const place = document.getElementById(event.detail.target.id) ?? event.detail.target;
  const focus = place.querySelector("input[autofocus], textarea[autofocus]") ?? place.querySelector("[data-focus]");
  focus?.focus();
  const told = place.matches("[data-announce]") ? place : place.querySelector("[data-announce]");
  if (told) say(told.textContent.trim());
});

document.addEventListener("htmx:beforeRequest", () => tell(""));
document.addEventListener("htmx:sendError", () => tell(trouble.dataset.lost));
document.addEventListener("htmx:responseError", () => tell(trouble.dataset.broken));

// A form without htmx is sent once; coming back to the page gives its buttons back.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.defaultPrevented || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

// Single keys can be switched off, for those who speak to their computer.
const KEYS = "quizapp-keys";
function showKeys() {
  const off = localStorage.getItem(KEYS) === "off";
  document.documentElement.toggleAttribute("data-no-keys", off);
  for (const box of document.querySelectorAll("[data-keys-switch]")) box.checked = !off;
}
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keys-switch]")) return;
  localStorage.setItem(KEYS, event.target.checked ? "on" : "off");
  showKeys();
});
for (const event of ["htmx:afterSettle", "htmx:historyRestore"]) document.addEventListener(event, showKeys);
showKeys();
