// A link that was copied, or put into a message, counts as sent: its box is ticked, and that is
// kept at once, since the page with the address is shown only once.
const boxes = [...document.querySelectorAll("[data-sent]")];
const USED = "[data-copy], a[href^='sms:'], a[href^='mailto:']";
for (const box of boxes) {
  const place = boxes.length === 1 ? document : box.closest("tr");
  place.addEventListener("click", (event) => {
    if (!event.target.closest(USED)) return;
    box.checked = true;
    fetch(box.form.action, { method: "POST", body: new FormData(box.form), redirect: "manual" }).catch(() => {});
  });
}
