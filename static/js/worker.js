// The service worker: files of this release come from the browser, pages from the network, and without it what was
// fetched ahead.

const FILES = "files RELEASE";
const ADDRESSES = [];

async function keep() {
  const cache = await caches.open(FILES);
  await cache.addAll(ADDRESSES);
  await self.skipWaiting();
}

async function file(request) {
  const known = await caches.match(request, { ignoreVary: true });
  if (known) return known;
  const found = await fetch(request);
  if (found.ok && !found.redirected) (await caches.open(FILES)).put(request, found.clone());
  return found;
}

async function page(request) {
  try {
    return await fetch(request);
  } catch (problem) {
    const known = await caches.match(request, { ignoreVary: true });
    if (known) return known;
    if (request.mode !== "navigate") throw problem;
    return (await caches.match("/offline")) ?? Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => {
  const forget = async () => {
    for (const name of await caches.keys()) if (name.startsWith("files ") && name !== FILES) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(forget());
});
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname.startsWith("/static/")) event.respondWith(file(event.request));
  else if (event.request.mode === "navigate" || event.request.headers.get("HX-Request") === null) event.respondWith(page(event.request));
});
