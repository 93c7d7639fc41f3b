// Answers that were given without the network: kept in this browser, and sent, once each, when it is back.

import { refuse, say, sayAfterLoad } from "./told.js";

const PREFIX = "quizapp-kept ";

export const keep = (address, answer) => localStorage.setItem(PREFIX + address, JSON.stringify(answer));
export const isKept = (address) => localStorage.getItem(PREFIX + address) !== null;
const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
const here = () => document.getElementById("stage")?.dataset.here;

// What a server that is just starting, busy or out of reach says is no answer: the same is tried again.
async function ask(address, how) {
  const response = await fetch(address, how);
  if (response.status >= 500 || response.status === 429 || response.headers.has("X-Offline")) throw new TypeError("later");
  return response;
}

// The token in the form may be old by now: the page is asked for a new one, and whether it still takes an answer.
async function send(address) {
  const answer = JSON.parse(localStorage.getItem(PREFIX + address));
  const page = await ask(address, { cache: "no-store" });
  const form = new DOMParser().parseFromString(await page.text(), "text/html").querySelector('form [name="csrf_token"]');
  if (!isKept(address)) return; // another tab sent it, which this one hears of a moment later
  let taken = false;
  if (page.ok && form) {
    const body = new URLSearchParams([...answer.fields, ["csrf_token", form.value]]);
    const told = await ask(address, { method: "POST", body });
    taken = told.ok && /\/\d+$/.test(new URL(told.url).pathname);
  }
  if (!taken) refuse(address, answer.words);
  localStorage.removeItem(PREFIX + address);
}

function goOn() {
  for (const panel of document.querySelectorAll(".kept")) panel.remove();
  sayAfterLoad("sent");
  location.reload();
}

async function sendAll() {
  const waiting = kept();
  for (const address of waiting) await send(address);
  if (waiting.includes(here())) goOn();
  else if (waiting.length) say("sent");
}

// One tab sends for all, and the others hear of it; what fails is tried again, less and less often.
let wait = 1_000;
function trySending() {
  if (!kept().length) return;
  const sending = navigator.locks ? navigator.locks.request("quizapp-kept", sendAll) : sendAll();
  sending.catch(() => setTimeout(trySending, (wait = Math.min(wait * 2, 60_000))));
}

window.addEventListener("storage", ({ key, newValue }) => key === PREFIX + here() && newValue === null && goOn());
window.addEventListener("online", trySending);
trySending();
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/worker.js").catch(() => null);
