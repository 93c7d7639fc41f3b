// Answers that were given without the network: kept in this browser, and sent, once each, when it is back.

const PREFIX = "quizapp-kept ";
const announcer = document.getElementById("announcer");

export const keep = (address, fields) => localStorage.setItem(PREFIX + address, JSON.stringify(fields));
export const isKept = (address) => localStorage.getItem(PREFIX + address) !== null;
const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));

// The token in the form may be old by now: the page is asked for a new one, and whether it still takes an answer.
async function send(address) {
  const page = await fetch(address, { cache: "no-store" });
  if (page.headers.has("X-Offline")) throw new TypeError("offline");
  const form = new DOMParser().parseFromString(await page.text(), "text/html").querySelector('form [name="csrf_token"]');
  const fields = JSON.parse(localStorage.getItem(PREFIX + address));
  if (page.ok && form && fields) {
    const body = new URLSearchParams([...fields, ["csrf_token", form.value]]);
    const answer = await fetch(address, { method: "POST", body });
    if (answer.status >= 500) throw new TypeError("try again later");
    const taken = answer.ok && new URL(answer.url).pathname === address;
    if (!taken) document.getElementById("trouble").textContent = announcer.dataset.refused;
  }
  localStorage.removeItem(PREFIX + address);
}

async function sendAll() {
  const here = document.getElementById("stage")?.dataset.here;
  const waiting = kept();
  for (const address of waiting) await send(address);
  if (!waiting.length) return;
  announcer.textContent = announcer.dataset.sent;
  if (waiting.includes(here)) location.reload();
}

// One tab sends for all; what fails is tried again, less and less often.
let wait = 1_000;
function trySending() {
  if (!kept().length) return;
  const sending = navigator.locks ? navigator.locks.request("quizapp-kept", sendAll) : sendAll();
  sending.catch(() => setTimeout(trySending, (wait = Math.min(wait * 2, 60_000))));
}

window.addEventListener("online", trySending);
trySending();
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/worker.js").catch(() => null);
