// A list in which rows are chosen: says how many, and chooses all of the page. No words here; they come from data attributes.
(function () {
  "use strict";

  const form = document.querySelector("[data-choosing]");
  const told = form && form.querySelector("[data-chosen]");
  if (!told) return;

  const boxes = Array.from(form.querySelectorAll(".tick-box input"));

  function count() {
    const chosen = boxes.filter(function (box) { return box.checked; }).length;
    told.textContent = (chosen ? told.dataset.some : told.dataset.none).replace("{number}", chosen);
  }

  const all = form.querySelector("[data-choose-all]");
  all.hidden = false;
  all.addEventListener("click", function () {
    const isEach = boxes.every(function (box) { return box.checked; });
    boxes.forEach(function (box) { box.checked = !isEach; });
    count();
  });
  form.addEventListener("change", count);
  window.addEventListener("pageshow", count);
})();
