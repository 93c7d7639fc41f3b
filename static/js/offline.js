// An open quiz without the network: its next items are fetched ahead, and answers are kept until it is back.

import { isKept, keep } from "./kept.js";

const stage = () => document.getElementById("stage");
const quiz = () => stage().dataset.here.replace(/\/\d+$/, "");

async function fetchAhead() {
  if (!("caches" in window) || !navigator.onLine) return;
  const found = await fetch(stage().dataset.ahead);
  if (!found.ok) return;
  const policy = found.headers.get("Content-Security-Policy") ?? "";
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy, "X-Offline": "yes" };
  for (const name of await caches.keys()) if (name.startsWith("quiz ") && name !== `quiz ${quiz()}`) await caches.delete(name);
  const cache = await caches.open(`quiz ${quiz()}`);
  for (const [address, page] of Object.entries(await found.json())) await cache.put(address, new Response(page, { headers }));
}

function nextAddress() {
  const open = stage().dataset.open.trim().split(" ").filter((position) => !isKept(`${quiz()}/${position}`));
  const here = Number(stage().dataset.here.split("/").pop());
  const next = open.find((position) => position > here) ?? open.find((position) => position < here);
  return next ? `${quiz()}/${next}` : `${quiz()}/results`;
}

function showKept() {
  const words = document.querySelector("[data-kept]").content.cloneNode(true);
  words.querySelector("[data-next]").href = nextAddress();
  for (const control of stage().querySelectorAll("form :is(input, select, textarea, button)")) control.disabled = true;
  for (const part of stage().querySelectorAll(".go, .beside, .places")) part.remove();
  stage().append(words);
  stage().querySelector(".kept h2").focus();
}

document.addEventListener("htmx:sendError", (event) => {
  const { elt } = event.detail;
  const address = elt.getAttribute("hx-get");
  if (address) location.assign(address);
  if (!elt.matches("form[hx-post]") || !stage().contains(elt)) return;
  const sent = [...event.detail.requestConfig.formData.entries()];
  const go = sent.find(([name]) => name === "go")?.[1];
  const given = sent.filter(([name]) => !["csrf_token", "go"].includes(name));
  const blank = given.every(([name, value]) => ["flag", "confidence"].includes(name) || !value);
  if (blank && !go) return;
  document.getElementById("trouble").textContent = "";
  if (!blank) keep(stage().dataset.here, given);
  if (go) location.assign(`${quiz()}/${go}`);
  else showKept();
});

if (isKept(stage().dataset.here)) showKept();
fetchAhead().catch(() => null);
