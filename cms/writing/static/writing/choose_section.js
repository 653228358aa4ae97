/* Narrows the sections while their names are typed; without it the form asks the server for the same. */
(() => {
    const form = document.querySelector("[data-choose-section]");
    if (!form) return;
    const input = form.querySelector("input");
    input.addEventListener("input", () => {
        const asked = input.value.trim().toLowerCase();
        for (const item of document.querySelectorAll("[data-words]")) {
            item.hidden = !item.dataset.words.toLowerCase().includes(asked);
        }
        for (const section of document.querySelectorAll(".choose-section section")) {
            section.hidden = !section.querySelector("[data-words]:not([hidden])");
        }
    });
})();
