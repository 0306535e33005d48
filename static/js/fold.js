// On a phone what is long and seldom read is folded; on paper it stands open.
const isNarrow = matchMedia("(max-width: 29.99rem)");
for (const one of document.querySelectorAll("[data-fold]")) {
  const fold = () => (one.open = !isNarrow.matches);
  fold();
  isNarrow.addEventListener("change", fold);
  addEventListener("beforeprint", () => (one.open = true));
  addEventListener("afterprint", fold);
}
