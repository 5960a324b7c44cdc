using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>1: it names what the product does not have. Within the file the reader finds the same as faults.</summary>
internal sealed record UnknownReference() : Check(1, "unknown-reference",
    ("no-letter", Severity.Error), ("no-survey", Severity.Error), ("no-calendar", Severity.Error), ("no-workflow", Severity.Error), ("no-webhook", Severity.Error))
{
    internal override IEnumerable<Finding> Find(Ground ground) => ground.Stock is not { } stock ? [] :
    [
        .. Missing("letter", ground.Definition.Letters, stock.Letters),
        .. Missing("survey", ground.Definition.Surveys, stock.Surveys),
        .. Missing("calendar", ground.Definition.Calendars, stock.Calendars),
        .. Missing("workflow", ground.Definition.Workflows, stock.Workflows.Add(ground.Definition.Key)),
        .. Missing("webhook", ground.Definition.Webhooks, stock.Webhooks),
    ];

    private IEnumerable<Finding> Missing(string what, ImmutableArray<string> named, ImmutableHashSet<string> had) =>
        from key in named
        where !had.Contains(key)
        select Found($"no-{what}", $"$.{what}s[{named.IndexOf(key)}]", $"There is no {what} {DefinitionWords.Quoted(key)} here; make it first, or name another.");
}
