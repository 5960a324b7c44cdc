// For everyone. Every page works without it.
import "./zone.js";
import "./times.js";
import "./drafts.js";
import "./attachments.js";
import "./submits.js";
import "./menus.js";

// What has just happened stays in view for a while, and then where the page begins.
setTimeout(() => document.querySelectorAll(".notice-page").forEach((notice) => notice.classList.add("is-past")), 12_000);

// After a refused form the reader starts at what to mend.
document.querySelector(".error-summary")?.focus();
