namespace HelpDesk.Workflow;

/// <summary>Who an actor of a log is.</summary>
internal enum ActorRole
{
    /// <summary>The log does not say.</summary>
    Unknown,
    System,
    Customer,
    Agent,
    Manager,
}

/// <summary>Guesses who the actors of a log are: by their names, else by whose cases they act in.</summary>
internal sealed class ActorRoles
{
    private static readonly (ActorRole Role, string[] Words)[] Lists =
    [
        (ActorRole.System, ["system", "automat", "bot", "timer", "scheduler", "cron", "workflow", "trigger", "robot", "daemon", "sistema", "systeme", "noreply", "no reply"]),
        (ActorRole.Customer, ["customer", "client", "requester", "reporter", "end user", "enduser", "kunde", "kundin", "cliente", "demandeur", "solicitante", "citizen"]),
        (ActorRole.Manager, ["manager", "supervisor", "team lead", "leiter", "chef", "responsable", "gerente"]),
        (ActorRole.Agent, ["agent", "support", "staff", "operator", "technician", "helpdesk", "help desk", "bearbeiter", "mitarbeiter", "technicien", "tecnico", "agente"]),
    ];

    private readonly Dictionary<string, ActorRole> roles = new(StringComparer.Ordinal);

    public ActorRoles(IReadOnlyCollection<LogRow[]> cases)
    {
        foreach (var own in cases.SelectMany(one => one.Select(row => (row.Actor, Filer: one[0].Actor))).Where(pair => pair.Actor is not null).GroupBy(pair => pair.Actor!))
            // Whoever acts only in cases that they filed themselves is a customer.
            roles[own.Key] = ByName(own.Key) ?? (own.All(pair => pair.Filer == own.Key) ? ActorRole.Customer : ActorRole.Agent);
    }

    public ActorRole this[string? actor] => actor is null ? ActorRole.Unknown : roles[actor];

    private static ActorRole? ByName(string actor)
    {
        var folded = Folding.Fold(actor);
        foreach (var (role, words) in Lists)
            if (words.Any(word => Folding.Has(folded, word)))
                return role;
        return null;
    }
}
