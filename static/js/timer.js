// The time of a quiz runs down: what is filled in when it is over is sent, and the results come.

const shown = document.querySelector("[data-timer]");
const clock = shown.querySelector("[data-clock]");
const end = Number(shown.dataset.until) || Date.now() + Number(shown.dataset.timer) * 1000;
const LAST = 60;
let told = end - Date.now() <= LAST * 1000;

async function over() {
  const form = document.querySelector("[data-ask]");
  // Whether it arrives or not: the server knows the time too.
  if (form) await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
  location.assign(shown.dataset.over);
}

function tick() {
  const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
  clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  shown.classList.toggle("is-last", left <= LAST);
  if (left <= LAST && !told) {
    told = true;
    document.getElementById("announcer").textContent = shown.dataset.last;
  }
  if (left === 0) {
    clearInterval(ticking);
    over();
  }
}

const ticking = setInterval(tick, 500);
tick();
