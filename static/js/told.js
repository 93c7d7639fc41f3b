// What is told of answers that were kept: on this page, on the next one, and until the learner puts it away.

const REFUSED = "quizapp-refused ";
const NEXT = "quizapp-told";
const announcer = document.getElementById("announcer");

export const say = (what) => (announcer.textContent = announcer.dataset[what]);
export const sayAfterLoad = (what) => sessionStorage.setItem(NEXT, what);

export function refuse(address, words) {
  localStorage.setItem(REFUSED + address, words);
  show(address);
}

function show(address) {
  const panel = document.querySelector("template[data-refused]").content.cloneNode(true).firstElementChild;
  panel.querySelector("[data-words]").textContent = localStorage.getItem(REFUSED + address);
  panel.querySelector("a").href = address;
  panel.querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(REFUSED + address);
    panel.remove();
    document.getElementById("main").focus();
  });
  document.getElementById("main").before(panel);
}

// The page for lost connections is kept in the language that the others speak by now.
async function keepLanguage() {
  const known = await caches.match("/offline");
  if (!known || (await known.text()).includes(`<html lang="${document.documentElement.lang}"`)) return;
  for (const name of await caches.keys()) if (name.startsWith("files ")) await (await caches.open(name)).add("/offline");
}

for (const key of Object.keys(localStorage)) if (key.startsWith(REFUSED)) show(key.slice(REFUSED.length));
const next = sessionStorage.getItem(NEXT);
if (next) {
  sessionStorage.removeItem(NEXT);
  say(next);
  const panel = document.querySelector(`template[data-${next}]`)?.content.firstElementChild.cloneNode(true);
  if (panel) document.getElementById("stage").before(panel);
}
if ("caches" in window) {
  keepLanguage().catch(() => null);
  const ended = document.querySelector("[data-ended]");
  if (ended) caches.delete(`quiz ${ended.dataset.ended}`);
}
