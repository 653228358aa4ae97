/* Sends a form when the saving that has begun has ended. Wagtail saves a new page by itself some time after the first
   change, and a form that is sent meanwhile would make the page a second time: the first answer names the page. */
(() => {
    let saving = false;
    let held = null;

    const formOf = (event) => (event.target.matches?.("form[data-edit-form]") ? event.target : null);

    function send(form, name, value) {
        form.dataset.wAutosaveActiveValue = "false";
        if (name) {
            // The button may be disabled by now, and a disabled one is not sent.
            const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
            form.append(field);
        }
        form.requestSubmit();
    }

    document.addEventListener("w-autosave:save", (event) => {
        if (formOf(event)) saving = true;
    });

    for (const end of ["w-autosave:success", "w-autosave:error"]) {
        document.addEventListener(end, (event) => {
            const form = formOf(event);
            if (!form) return;
            saving = false;
            if (held) {
                const { name, value } = held;
                held = null;
                send(form, name, value);
            }
        });
    }

    document.addEventListener(
        "submit",
        (event) => {
            const form = formOf(event);
            if (!form || form.method !== "post") return;
            if (!saving) {
                form.dataset.wAutosaveActiveValue = "false";
                return;
            }
            event.preventDefault();
            event.stopImmediatePropagation();
            if (!held) held = { name: event.submitter?.name, value: event.submitter?.value };
        },
        true,
    );
})();
