// A page that comes back out of the browser's memory is asked for anew, so that answers
// that were forgotten stay forgotten.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
// A page that answers a form (with its mistakes, say) takes the place of the form, so that Back
// comes to it without asking whether to send everything again.
if ("posted" in document.body.dataset) history.replaceState(null, "", location.href);
// On paper, everything is open; and then as it was.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open])")];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
