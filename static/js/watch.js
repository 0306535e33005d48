// What reads a watch's files is large, and fetched once somebody turns to it.
for (const panel of document.querySelectorAll("#watch")) {
  const said = document.createElement("p");
  let asked = null;
  const load = () => {
    asked ??= import(panel.dataset.script).then(
      () => said.remove(),
      () => {
        asked = null;
        said.textContent = "It could not be loaded. Type the distances instead.";
      },
    );
  };
  said.setAttribute("role", "status");
  panel.append(said);
  for (const turn of ["pointerenter", "focusin", "toggle"]) panel.addEventListener(turn, load);
  panel.hidden = false;
}
