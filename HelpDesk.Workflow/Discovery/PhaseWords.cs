namespace HelpDesk.Workflow;

/// <summary>What the words of a status or of an action say, in English, German, French and Spanish, without accents.</summary>
internal static class PhaseWords
{
    /// <summary>The first list with a word that begins like one of the name decides.</summary>
    private static readonly (Phase Phase, string[] Words)[] Lists =
    [
        (Phase.OnHold, ["on hold", "hold", "third party", "vendor", "supplier", "suspend", "block", "zuruckgestellt", "lieferant", "blockiert", "fournisseur", "proveedor", "bloque"]),
        (Phase.Pending, ["wait", "await", "pending", "ask", "need info", "more info", "wart", "ruckfrage", "rueckfrage", "en attente", "attente", "attend", "en espera", "esper", "pendiente", "pregunt"]),
        (Phase.Assigned,
        [
            "reopen", "re open", "assign", "reassign", "in progress", "progress", "work", "take", "accept", "start work", "review", "triage", "investigat",
            "in bearbeitung", "bearbeit", "zugewies", "zuweis", "wieder", "en cours", "rouv", "reouv", "attribu", "en curso", "en proceso", "asign", "reabr", "reabiert",
        ]),
        (Phase.Closed, ["close", "withdraw", "cancel", "reject", "archiv", "declin", "geschlossen", "schliess", "stornier", "abgelehnt", "ferme", "clos", "clotur", "annul", "cerra", "cierre", "rechaz"]),
        (Phase.Resolved, ["resolv", "solv", "fix", "done", "complet", "finish", "gelost", "losen", "geloest", "erledig", "fertig", "resolu", "resou", "termine", "traite", "resuelt", "solucion", "termin"]),
        (Phase.Open, ["new", "open", "creat", "start", "submit", "receiv", "regist", "file", "todo", "to do", "backlog", "neu", "offen", "eingang", "erstell", "nouve", "ouvert", "ouvr", "cree", "recu", "nuev", "abiert", "abr", "recib"]),
    ];

    /// <summary>How a status is put, rather than an action.</summary>
    private static readonly string[] Statuses =
    [
        "open", "new", "in progress", "in review", "waiting", "awaiting", "pending", "on hold", "resolved", "solved", "closed", "done", "assigned", "completed", "cancelled", "canceled",
        "rejected", "todo", "to do", "backlog", "reopened", "blocked", "triaged",
        "offen", "neu", "in bearbeitung", "wartet", "warten", "wartend", "gelost", "geloest", "erledigt", "geschlossen", "zugewiesen", "abgelehnt",
        "nouveau", "ouvert", "en cours", "en attente", "resolu", "ferme", "clos", "assigne", "annule",
        "nuevo", "abierto", "en curso", "en proceso", "en espera", "pendiente", "resuelto", "cerrado", "asignado",
    ];

    public static Phase? Guess(string name)
    {
        var folded = Folding.Fold(name);
        foreach (var (phase, words) in Lists)
            if (words.Any(word => Folding.Has(folded, word)))
                return phase;
        return null;
    }

    public static bool IsStatus(string name)
    {
        var folded = Folding.Fold(name);
        return Statuses.Any(word => folded == word || folded.StartsWith(word + " ", StringComparison.Ordinal));
    }
}
