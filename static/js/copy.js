// Copy and print are offered only where they work.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const said = document.getElementById("copied");
    try {
      const text = fetch(button.dataset.copy).then((answer) => answer.text());
      await navigator.clipboard.writeText(await text);
      said.textContent = "Copied. You can paste it into a message or a note.";
    } catch {
      said.textContent = "Your browser did not allow copying. Save it as a file instead.";
    }
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
