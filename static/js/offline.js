// An open quiz without the network: its items come from what was fetched ahead, and answers are kept until it is back.

import { here, isHeld, open, quiz, stage } from "./ahead.js";
import { isKept, keep } from "./kept.js";
import { sayAfterLoad } from "./told.js";

// Where it goes on: the next open item that this browser has, or else where the quiz ends.
async function nextAddress() {
  const left = open().filter((position) => position !== here() && !isKept(`${quiz()}/${position}`));
  const order = [...left.filter((position) => position > here()), ...left.filter((position) => position < here())];
  for (const position of order) if (await isHeld(`${quiz()}/${position}`)) return `${quiz()}/${position}`;
  return `${quiz()}/results`;
}

async function showKept() {
  const words = document.querySelector("template[data-kept]").content.cloneNode(true);
  for (const control of stage().querySelectorAll("form :is(input, select, textarea, button)")) control.disabled = true;
  for (const part of stage().querySelectorAll(".go, .beside, .places")) part.remove();
  const next = words.querySelector("[data-next]");
  if (await isHeld("/offline")) next.href = await nextAddress();
  else next.closest(".go").remove();
  stage().append(words);
  stage().querySelector(".kept h2").focus();
}

// What was answered, in the words of the page.
function wordsOf(form, fields) {
  const word = ([name, value]) => {
    const field = [...form.elements].find((each) => each.name === name && (each.value === value || each.type === "text"));
    const label = (field?.labels?.[0] ?? field)?.textContent.trim();
    if (field?.tagName === "SELECT") return `${label}: ${field.selectedOptions[0].text}`;
    return field?.type === "text" ? value : label;
  };
  return fields.filter(([name, value]) => value && !["flag", "confidence"].includes(name)).map(word).join("; ");
}

async function keepAnswer(form, sent) {
  const go = sent.find(([name]) => name === "go")?.[1];
  const fields = sent.filter(([name]) => !["csrf_token", "go"].includes(name));
  const words = wordsOf(form, fields);
  if (!words && !go) return;
  document.getElementById("trouble").textContent = "";
  if (words) keep(stage().dataset.here, { fields, words });
  if (!go || !(await isHeld(`${quiz()}/${go}`))) return showKept();
  if (words) sayAfterLoad("kept");
  location.assign(`${quiz()}/${go}`);
}

document.addEventListener("htmx:sendError", async ({ detail: { elt, requestConfig } }) => {
  const address = elt.getAttribute("hx-get");
  if (address && (await isHeld(address))) location.assign(address);
  if (elt.matches("form[hx-post]") && stage().contains(elt)) await keepAnswer(elt, [...requestConfig.formData.entries()]);
});
if (isKept(stage().dataset.here)) showKept();
