// Copy and print are offered only where they work. What is copied is a text at an address, or
// what stands on the page under an id. Safari copies only what it was promised while the button
// was pressed: so the clipboard is given the promise of a text, not the text after a wait.
const textOf = async (from) => {
  const answer = await fetch(from);
  if (!answer.ok || answer.redirected) throw new Error("no text"); // forgotten meanwhile, say
  return answer.text();
};
async function copy(text) {
  if (!window.ClipboardItem) return navigator.clipboard.writeText(await text);
  const blob = text.then((words) => new Blob([words], { type: "text/plain" }));
  blob.catch(() => {}); // told by write(), unless that was refused before it looked
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const said = document.getElementById("copied");
    const from = button.dataset.copy;
    const here = from.startsWith("#") && document.querySelector(from);
    try {
      await copy(here ? Promise.resolve(here.value ?? here.textContent) : textOf(from));
      said.textContent = "Copied. You can paste it into a message or a note.";
    } catch {
      said.textContent = `It could not be copied. ${here ? "Select it and copy it yourself." : "Save it as a file instead."}`;
    }
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
