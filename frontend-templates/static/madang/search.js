// Finding: / goes to the box, and words are suggested while they are typed. Without scripts the boxes are plain forms.

const boxes = [...document.querySelectorAll(".find-text")];
const PAUSE = 150;
const LEAST = 1;

// The box of the page itself comes before the one in its header.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("main .find-main .find-text") ?? boxes[0];
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// A page has one place that says what has changed; site.js, which runs before this, has made it.
const announce = document.querySelector("p.unseen[role=status]");

// A combobox with a list (ARIA Authoring Practices): the keyboard stays in the box, the chosen option is named by it.
function combobox(box) {
  const list = document.createElement("div");
  list.id = `${box.id}-suggestions`;
  list.className = "find-suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.suggestions);
  list.hidden = true;
  box.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", list.id);

  let typed = box.value;
  let at = -1;
  let waiting = 0;
  let asked = null;

  function close() {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    announce.textContent = "";
  }

  function stop() {
    clearTimeout(waiting);
    asked?.abort();
    close();
  }

  function choose(number) {
    const options = [...list.children];
    at = number;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    box.value = at < 0 ? typed : options[at].dataset.text;
    if (at < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }

  function show(suggestions) {
    list.replaceChildren(
      ...suggestions.map((text, place) => {
        const option = document.createElement("div");
        option.id = `${list.id}-${place}`;
        option.dataset.text = text;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = text;
        return option;
      }),
    );
    if (!suggestions.length) return close();
    at = -1;
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    box.removeAttribute("aria-activedescendant");
    announce.textContent = box.dataset.suggested.replace("%d", suggestions.length);
  }

  async function ask() {
    const text = box.value.trim();
    if (text.length < LEAST) return close();
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal });
      const found = answer.ok ? await answer.json() : { suggestions: [] };
      // What has come too late is of a text that is not there any more.
      if (!signal.aborted && document.activeElement === box) show(found.suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  box.addEventListener("input", () => {
    typed = box.value;
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });

  box.addEventListener("keydown", (event) => {
    // Enter and arrows of an input method are its own.
    if (event.isComposing) return;
    const { length } = list.children;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      box.value = typed;
      stop();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && list.hidden) {
      ask();
    } else if (event.key === "ArrowDown" && length) {
      event.preventDefault();
      choose(at + 1 < length ? at + 1 : -1);
    } else if (event.key === "ArrowUp" && length) {
      event.preventDefault();
      choose(at < 0 ? length - 1 : at - 1);
    } else if (event.key === "Enter" || event.key === "Tab") {
      stop();
    }
  });

  box.addEventListener("blur", stop);
  // The box keeps the focus, so that the click comes before the list is closed.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    box.value = option.dataset.text;
    stop();
    box.form.requestSubmit();
  });
}

boxes.forEach(combobox);

// What narrows is a sheet on a narrow screen, which an address opens: #narrowing. While it is open, nothing below it can be
// reached, and Escape leads back to where it was opened.
const sheet = document.querySelector("[data-sheet]");

function beside(element) {
  const others = [...element.parentElement.children].filter((other) => other !== element);
  return element.parentElement === document.body ? others : [...others, ...beside(element.parentElement)];
}

function layer(sheet) {
  const narrow = matchMedia(sheet.dataset.sheet);
  const opener = document.querySelector(`a[href="#${sheet.id}"]`);
  const closer = sheet.querySelector(`.${sheet.id}-close`);
  const below = beside(sheet);
  let isOpen = false;

  function turn() {
    const wasOpen = isOpen;
    isOpen = narrow.matches && location.hash === `#${sheet.id}`;
    if (isOpen === wasOpen) return;
    for (const one of below) one.inert = isOpen;
    if (isOpen) {
      sheet.setAttribute("role", "dialog");
      sheet.setAttribute("aria-modal", "true");
      sheet.focus();
    } else {
      sheet.removeAttribute("role");
      sheet.removeAttribute("aria-modal");
      opener.focus();
    }
  }

  function close(event) {
    event.preventDefault();
    // Replaced, so that going back does not open it again.
    location.replace(closer.hash);
  }

  addEventListener("hashchange", turn);
  narrow.addEventListener("change", turn);
  closer.addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (isOpen && event.key === "Escape" && !event.isComposing) close(event);
  });
  document.addEventListener("click", (event) => {
    if (isOpen && !sheet.contains(event.target)) close(event);
  });
  turn();
}

if (sheet) layer(sheet);

// What is searched for, and which place of the list was opened, is counted without who: the receipt is the same for all.
const results = document.querySelector("[data-receipt]");

function tell(more) {
  const { receipt, count } = results.dataset;
  navigator.sendBeacon(count, new URLSearchParams({ receipt, ...more }));
}

function shown() {
  // Who comes back to a page, or loads it again, searches for nothing new.
  const [visit] = performance.getEntriesByType("navigation");
  if (visit?.type === "navigate") tell();
}

if (results) {
  const opened = new Set();
  const open = (event) => {
    const position = event.target.closest("h3 a") && event.target.closest("[data-position]")?.dataset.position;
    if (!position || opened.has(position) || event.button > 1) return;
    opened.add(position);
    tell({ position });
  };
  results.addEventListener("click", open);
  results.addEventListener("auxclick", open);
  if (document.prerendering) document.addEventListener("prerenderingchange", shown, { once: true });
  else shown();
}
