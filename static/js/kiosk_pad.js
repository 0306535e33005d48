// Numbers by finger: a step less and more beside each number, and one pad of digits for the number
// that was touched last, or that a page begins with. Whoever has a keyboard types as everywhere.
let field;

function equip() {
  field = undefined;
  const boxes = document.querySelectorAll(".measure input, [data-pad] input:not([type=hidden])");
  for (const box of boxes) {
    if (box.inputMode !== "decimal") box.dataset.whole = ""; // a number of something, or a code
    box.inputMode = "none"; // no keyboard of the device's own over the page
    if (box.closest(".measure")) addSteps(box);
  }
  const first = document.querySelector("main .question input");
  if ([...boxes].includes(first)) use(first);
}

const fromTemplate = (id) => part(id).content.firstElementChild.cloneNode(true);

function addSteps(box) {
  const less = fromTemplate("less"), more = fromTemplate("more");
  for (const key of [less, more]) key.setAttribute("aria-controls", box.id);
  box.before(less);
  box.after(more);
}

function use(box) {
  if (box === field) return;
  field?.closest(".question").classList.remove("has-pad");
  field = box;
  const question = box.closest(".question"), pad = document.querySelector(".pad") ?? fromTemplate("pad");
  question.classList.add("has-pad");
  question.append(pad);
  pad.querySelector("[data-key='.']").disabled = "whole" in box.dataset;
}

function write(box, value) {
  box.value = value.slice(0, 40);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function step(box, by) {
  const [, now, behind] = /^\s*(\d*[.,]?\d*)(.*)$/.exec(box.value); // "2 min" keeps its word
  write(box, String(Math.max(0, (Number(now.replace(",", ".")) || 0) + by)) + behind);
}

function press(key) {
  if (key === "back") return write(field, field.value.slice(0, -1));
  if (key === "." && /[.,]/.test(field.value)) return undefined;
  return write(field, field.value + key);
}

document.addEventListener("click", ({ target }) => {
  const { step: by, key } = target.closest("button")?.dataset ?? {};
  if (by) {
    const box = part(target.closest("button").getAttribute("aria-controls"));
    use(box);
    step(box, Number(by));
  }
  if (key) press(key);
});
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".measure input, [data-pad] input")) use(target);
});
document.addEventListener("input", ({ target }) => {
  const said = target === field && document.querySelector(".pad [role=status]");
  if (said && field.type !== "password") said.textContent = field.value;
});
document.addEventListener("shown", equip);
equip();
