// A page that comes back out of the browser's memory is asked for anew, so that answers
// that were forgotten stay forgotten.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
// A page that answers a form (with its mistakes, say) takes the place of the form, so that Back
// comes to it without asking whether to send everything again.
if ("posted" in document.body.dataset) history.replaceState(null, "", location.href);
// On paper, everything is open.
addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll(".tip")) one.open = true;
});
