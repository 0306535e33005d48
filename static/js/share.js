// Sharing is offered where the phone has a share sheet. The text is asked for as soon as a finger
// comes near, as a sheet opens only while the press is fresh.
for (const button of document.querySelectorAll("[data-share]")) {
  let text;
  const ask = () => (text ??= fetch(button.dataset.share).then((answer) => {
    if (!answer.ok || answer.redirected) throw new Error("no text");
    return answer.text();
  }));
  const askEarly = () => ask().catch(() => (text = undefined)); // asked again by the click
  button.hidden = !navigator.share;
  button.addEventListener("pointerdown", askEarly);
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ text: await ask() });
    } catch (error) {
      if (error.name === "AbortError") return; // they thought better of it
      document.getElementById("copied").textContent = "It could not be shared. Copy it instead.";
    }
  });
}
