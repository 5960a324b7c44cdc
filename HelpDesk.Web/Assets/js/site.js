// For everyone. Every page works without it.
import "./zone.js";
import "./times.js";
import "./drafts.js";
import "./attachments.js";
import "./submits.js";
import "./menus.js";

// After a refused form the reader starts at what to mend.
document.querySelector(".error-summary")?.focus();
