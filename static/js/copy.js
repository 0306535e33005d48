// Copy and print are offered only where they work. What is copied is a text at an address, or
// what stands on the page under an id.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const said = document.getElementById("copied");
    const from = button.dataset.copy;
    const here = from.startsWith("#") && document.querySelector(from);
    try {
      const text = here ? here.value ?? here.textContent : await (await fetch(from)).text();
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied. You can paste it into a message or a note.";
    } catch {
      said.textContent = `Your browser did not allow copying. ${here ? "Select it and copy it yourself." : "Save it as a file instead."}`;
    }
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
