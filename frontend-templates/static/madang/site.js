// What the pages can do better with scripts; without them everything is still readable and usable.

const announce = document.createElement("p");
announce.className = "unseen";
announce.setAttribute("role", "status");
document.body.append(announce);

function done(button) {
  const label = button.querySelector("span");
  const words = label.textContent;
  label.textContent = announce.textContent = button.dataset.done;
  setTimeout(() => {
    label.textContent = words;
    announce.textContent = "";
  }, 2000);
}

function reveal(selector, act) {
  for (const button of document.querySelectorAll(selector)) {
    button.hidden = false;
    button.closest("li[hidden]")?.removeAttribute("hidden");
    button.addEventListener("click", () => act(button));
  }
}

if (navigator.clipboard) {
  reveal("[data-copy]", (button) => navigator.clipboard.writeText(button.dataset.copy).then(() => done(button)));
  reveal("[data-copy-from]", (button) => {
    const source = document.getElementById(button.dataset.copyFrom);
    navigator.clipboard.writeText(source.textContent).then(() => done(button));
  });
}

// The device's own sheet offers KakaoTalk and whatever else is installed; where there is none, nothing is promised.
if (navigator.share) {
  reveal("[data-share]", ({ dataset }) =>
    navigator.share({ title: dataset.title, url: dataset.share }).catch(() => {}),
  );
}

reveal("[data-print]", () => window.print());

// Menus: one open at a time, closed by Escape, by a click elsewhere and by leaving with the keyboard.
const menus = [...document.querySelectorAll(".header details")];

function close(except) {
  for (const menu of menus) if (menu !== except) menu.open = false;
}

for (const menu of menus) {
  menu.addEventListener("toggle", () => menu.open && close(menu));
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

document.addEventListener("click", (event) => close(menus.find((menu) => menu.contains(event.target))));
document.addEventListener("keydown", (event) => {
  const open = menus.find((menu) => menu.open);
  if (event.key !== "Escape" || !open) return;
  if (open.contains(document.activeElement)) open.querySelector("summary").focus();
  close();
});

// A table wider than the screen can be scrolled with the keyboard.
for (const table of document.querySelectorAll(".table")) {
  if (table.scrollWidth <= table.clientWidth) continue;
  table.tabIndex = 0;
  table.setAttribute("role", "group");
  const caption = table.querySelector("caption");
  if (caption) table.setAttribute("aria-label", caption.textContent);
}
