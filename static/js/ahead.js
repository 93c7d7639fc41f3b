// The pages of an open quiz that this browser may need without the network: the next open ones, as they are now.

const FEW = 5;
export const stage = () => document.getElementById("stage");
const place = (address) => Number(new URL(address, location.href).pathname.split("/").pop());

export const quiz = () => stage().dataset.here.replace(/\/\d+$/, "");
export const here = () => place(stage().dataset.here);
export const open = () => stage().dataset.open.trim().split(" ").filter(Boolean).map(Number);
export const isHeld = async (address) => "caches" in window && navigator.serviceWorker?.controller && Boolean(await caches.match(address));

async function put(cache, address, page, policy) {
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy, "X-Offline": "yes" };
  // The time of a quiz goes on while its pages lie here.
  const timed = page.replace(/data-timer="(\d+)"/, (all, left) => `${all} data-until="${Date.now() + left * 1000}"`);
  await cache.put(address, new Response(timed, { headers }));
  for (const [, media] of page.matchAll(/ src="(\/decks\/[^"]+\/media\/[^"]+)"/g)) if (!(await cache.match(media))) await cache.add(media).catch(() => null);
}

async function fetchAhead(cache) {
  const found = await fetch(`${stage().dataset.ahead}?after=${here() - 1}`);
  if (!found.ok) return;
  const policy = found.headers.get("Content-Security-Policy") ?? "";
  for (const [address, page] of Object.entries(await found.json())) await put(cache, address, page, policy);
}

// Before the end of an exam an answer may be changed: its page shows the one that was given last.
async function fetchAgain(cache, address) {
  const found = await fetch(address, { cache: "no-store" });
  if (found.ok && !found.redirected) await put(cache, address, await found.text(), found.headers.get("Content-Security-Policy") ?? "");
}

let last;
async function update() {
  if (!("caches" in window) || !navigator.onLine || !stage()) return;
  const cache = await caches.open(`quiz ${quiz()}`);
  const gone = (await cache.keys()).filter(({ url }) => place(url) && !open().includes(place(url)));
  for (const request of gone) await cache.delete(request);
  const left = last;
  last = stage().dataset.here;
  if (!open().length) return;
  if (left && left !== last && open().includes(place(left))) await fetchAgain(cache, left);
  const held = new Set((await cache.keys()).map(({ url }) => place(url)));
  const next = open().filter((position) => position >= here());
  const ready = next.filter((position) => held.has(position)).length;
  if (ready < Math.min(FEW, next.length)) await fetchAhead(cache);
}

async function begin() {
  for (const name of await caches.keys()) if (name.startsWith("quiz ") && name !== `quiz ${quiz()}`) await caches.delete(name);
  await update();
}

document.addEventListener("htmx:afterSettle", () => update().catch(() => null));
begin().catch(() => null);
