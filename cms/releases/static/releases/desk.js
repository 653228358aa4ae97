// The page of one document at the disclosure desk: walking from finding to finding, and marking what no rule found.
// Positions count code points, as the server does: a selection in the page counts UTF-16 units and is turned into them.
(() => {
  if (document.querySelector("[data-desk-running]")) setTimeout(() => location.reload(), 3000);
  document.querySelector("form[data-desk-go-on]")?.requestSubmit();

  const root = document.querySelector("[data-desk]");
  if (!root) return;

  const links = [...root.querySelectorAll("[data-desk-go]")];
  const status = root.querySelector("[data-desk-status]");
  let current = -1;

  const go = (place) => {
    if (!links.length) return;
    current = (place + links.length) % links.length;
    const link = links[current];
    const mark = document.getElementById(`finding-${link.dataset.deskGo}`);
    root.querySelectorAll(".finding.is-current").forEach((other) => other.classList.remove("is-current"));
    if (mark) {
      mark.classList.add("is-current");
      mark.scrollIntoView({ block: "center" });
      mark.focus({ preventScroll: true });
    }
    if (status) status.textContent = `${current + 1} / ${links.length} · ${link.dataset.deskSays}`;
  };

  links.forEach((link, place) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(place);
    }),
  );
  root.querySelectorAll("[data-desk-step]").forEach((button) =>
    button.addEventListener("click", () => {
      const step = Number(button.dataset.deskStep);
      go(current < 0 && step < 0 ? -1 : current + step);
    }),
  );
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    if (event.key === "n" || event.key === "N") go(current + 1);
    if (event.key === "p" || event.key === "P") go(current < 0 ? -1 : current - 1);
  });

  const marking = root.querySelector("[data-desk-marking]");
  if (!marking) return;
  marking.hidden = false;
  const field = document.getElementById("id_added");
  const kind = marking.querySelector("select");
  const list = marking.querySelector("[data-desk-added]");
  const none = marking.querySelector("[data-desk-none]");
  let added = [];
  try {
    added = JSON.parse(field.value || "[]");
  } catch {
    added = [];
  }

  const points = (text) => Array.from(text).length;

  const selected = () => {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = range.startContainer.parentElement?.closest("[data-desk-part]");
    const end = range.endContainer.parentElement?.closest("[data-desk-part]");
    if (!start || start !== end) return null;
    const before = document.createRange();
    before.selectNodeContents(start);
    before.setEnd(range.startContainer, range.startOffset);
    const from = Number(start.dataset.deskStart) + points(before.toString());
    const text = range.toString();
    return { part: start.dataset.deskPart, start: from, end: from + points(text), kind: kind.value, text };
  };

  const show = () => {
    field.value = JSON.stringify(added.map(({ part, start, end, kind: name }) => ({ part, start, end, kind: name })));
    list.replaceChildren(
      ...added.map((place, number) => {
        const item = document.createElement("li");
        const label = [...kind.options].find((option) => option.value === place.kind)?.text ?? "";
        item.append(`${place.text ?? ""} (${label}) `);
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button button-small button-secondary";
        button.textContent = list.dataset.deskRemove;
        button.addEventListener("click", () => {
          added.splice(number, 1);
          show();
        });
        item.append(button);
        return item;
      }),
    );
  };

  const mark = marking.querySelector("[data-desk-mark]");
  // Pressing the button must not end the selection that it is about.
  mark.addEventListener("mousedown", (event) => event.preventDefault());
  mark.addEventListener("click", () => {
    const place = selected();
    none.hidden = Boolean(place);
    if (place) {
      added.push(place);
      show();
    }
  });
  show();
})();
