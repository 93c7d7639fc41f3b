// Shuffles the options, makes each one tappable and remembers what was chosen for the other side.
(function () {
  "use strict";
  var list = document.querySelector(".quizapp.front ol.options");
  if (!list) { return; }
  var rows = Array.prototype.slice.call(list.children);
  var texts = rows.map(function (row) { return row.textContent; });
  var state = { of: texts.join("\n"), order: rows.map(function (row, n) { return n; }), chosen: [] };

  function remember() {
    window.quizappChoice = state;
    // Some programs load the other side as a new page; where they have no storage, the back simply shows the key.
    try { window.sessionStorage.setItem("quizapp-choice", JSON.stringify(state)); } catch (missing) { return; }
  }

  function choose() {
    state.chosen = [];
    rows.forEach(function (row, n) {
      var input = row.querySelector("input");
      row.className = input.checked ? "chosen" : "";
      if (input.checked) { state.chosen.push(n); }
    });
    remember();
  }

  function shuffle(order) {
    for (var n = order.length - 1; n > 0; n--) {
      var other = Math.floor(Math.random() * (n + 1));
      var swapped = order[n];
      order[n] = order[other];
      order[other] = swapped;
    }
  }

  if (!list.classList.contains("ordered")) { shuffle(state.order); }
  state.order.forEach(function (n) {
    var label = document.createElement("label");
    var input = document.createElement("input");
    input.type = list.classList.contains("several") ? "checkbox" : "radio";
    input.name = "quizapp-choice";
    input.addEventListener("change", choose);
    label.className = "tappable"; // else a tap on a phone turns the card
    label.appendChild(input);
    while (rows[n].firstChild) { label.appendChild(rows[n].firstChild); }
    rows[n].appendChild(label);
    list.appendChild(rows[n]);
  });
  list.classList.add("live");
  remember();
})();
