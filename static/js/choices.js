// "None of these" clears the others, and the others clear it. The server checks this as well.
document.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !target.checked) return;
  for (const box of document.querySelectorAll(`[name="${target.name}"]`)) {
    if (box !== target && ("alone" in target.dataset || "alone" in box.dataset)) box.checked = false;
  }
});
// A touch on the picture ticks the place that it stands for, and the side that it lies on. Another
// touch takes it back.
document.addEventListener("click", ({ target }) => {
  const { zone, side } = target.dataset ?? {};
  if (!zone) return;
  const form = target.closest("form");
  const place = form.querySelector(`[value="${zone}"]`);
  const chosen = form.querySelector('[name="pain_side"]:checked')?.value;
  const other = side === "left" ? "right" : "left";
  const choose = (value) => form.querySelector(`[name="pain_side"][value="${value}"]`)?.click();
  if (!side) place.click();
  else if (place.checked && chosen === "both") choose(other);
  else if (place.checked && chosen !== other) place.click();
  else {
    if (!place.checked) place.click();
    choose(chosen === other || chosen === "both" ? "both" : side);
  }
});
