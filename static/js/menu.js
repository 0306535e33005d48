// An open part of the menu closes by itself: on Escape, on a press elsewhere, and when it is left.
const openMenus = () => document.querySelectorAll(".submenu[open]");

addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const menu of openMenus()) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});
for (const kind of ["click", "focusin"])
  addEventListener(kind, ({ target }) => {
    for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false;
  });
