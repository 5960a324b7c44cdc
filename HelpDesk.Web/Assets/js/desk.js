// For agents and managers, on top of site.js.
import htmx from "htmx.org/dist/htmx.esm.js";
import "./composer.js";
import "./keys.js";
import "./live.js";
import "./studio.js";
import "./undo.js";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // pages hold people's words: none is kept in the browser's storage
