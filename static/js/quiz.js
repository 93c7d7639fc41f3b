// Keys of a quiz: 1–9 or A–I choose, Enter answers and goes on.

const stage = () => document.getElementById("stage");
const typing = (element) => element.matches("input[type=text], textarea, select, [contenteditable]");
const pressing = (element) => element.matches("a[href], button, summary");

function place(key) {
  if (/^[1-9]$/.test(key)) return Number(key) - 1;
  return /^[a-iA-I]$/.test(key) ? key.toUpperCase().charCodeAt(0) - 65 : -1;
}

function choose(index) {
  const choice = stage()?.querySelectorAll("[data-choice]")[index];
  if (!choice) return false;
  choice.click();
  if (choice.matches("input")) choice.focus();
  return true;
}

function goOn() {
  const control = stage()?.querySelector("[data-next], [data-ask] .primary");
  control?.click();
  return Boolean(control);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  if (event.key === "Enter") {
    if (!pressing(event.target) && goOn()) event.preventDefault();
  } else if (!document.documentElement.hasAttribute("data-no-keys") && choose(place(event.key))) {
    event.preventDefault();
  }
});
