/* Starts the editor's widgets from data. Wagtail starts them by scripts in the page, which the editor's policy refuses;
   cms.core.editor_policy turns those into elements that name one of the functions below and give its arguments. */
(() => {
    const KNOWN = /^(init(Date|Time|DateTime)Chooser|InlinePanel|MultipleChooserPanel|[A-Z][A-Za-z]*Chooser)$/;

    function start(element) {
        const name = element.dataset.init;
        const make = KNOWN.test(name) ? window[name] : undefined;
        if (typeof make !== "function" || element.dataset.initDone) return;
        element.dataset.initDone = "true";
        const values = JSON.parse(element.textContent);
        if (name.startsWith("init")) make(...values);
        else new make(...values);
    }

    function startAll(root) {
        if (root.matches?.("script[data-init]")) start(root);
        root.querySelectorAll?.("script[data-init]").forEach(start);
    }

    function begin() {
        startAll(document);
        new MutationObserver((changes) => {
            for (const change of changes) change.addedNodes.forEach(startAll);
        }).observe(document.body, { childList: true, subtree: true });
    }

    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
    else begin();
})();
