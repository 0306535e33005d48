// A page that comes back out of the browser's memory is asked for anew, so that answers
// that were forgotten stay forgotten.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
// On paper, everything is open.
addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll(".tip")) one.open = true;
});
