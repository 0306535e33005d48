// "None of these" clears the others, and the others clear it. The server checks this as well.
document.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !target.checked) return;
  for (const box of document.querySelectorAll(`[name="${target.name}"]`)) {
    if (box !== target && ("alone" in target.dataset || "alone" in box.dataset)) box.checked = false;
  }
});
// A touch on the picture is a touch on the box that it stands for.
document.addEventListener("click", ({ target }) => {
  const zone = target.dataset?.zone;
  if (zone) target.closest("fieldset").querySelector(`[value="${zone}"]`).click();
});
