using System.Text.RegularExpressions;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>A part of a definition that has a form of its own, such as <c>steps/assign</c> or <c>states/pending/timers/remind</c>.</summary>
public sealed partial record Place(string Kind, string Key, string? Timer = null)
{
    public const string States = "states";
    public const string Steps = "steps";
    public const string Fields = "fields";
    public const string Approvals = "approvals";
    public const string Clocks = "clocks";

    /// <summary>The state, for a timer of it.</summary>
    public Place Owner => this with { Timer = null };

    public override string ToString() => Timer is null ? $"{Kind}/{Key}" : $"{Kind}/{Key}/timers/{Timer}";

    /// <summary>Reads an address's <c>at</c>; null where it names no such part of the definition.</summary>
    public static Place? Read(string? at, WorkflowDefinition definition)
    {
        var place = at?.Split('/') switch
        {
            [var kind, var key] => new Place(kind, key),
            [States, var key, "timers", var timer] => new Place(States, key, timer),
            _ => null,
        };
        return place is not null && place.IsIn(definition) ? place : null;
    }

    /// <summary>The part in which a finding's JSON path lies; null for one about the whole.</summary>
    public static Place? OfPath(string path, WorkflowDefinition definition)
    {
        var match = Path().Match(path);
        return match.Success ? Read($"{match.Groups[1].Value}/{match.Groups[2].Value}{(match.Groups[3].Success ? "/timers/" + match.Groups[3].Value : "")}", definition) : null;
    }

    public bool IsIn(WorkflowDefinition definition) => Kind switch
    {
        States when Timer is { } timer => definition.States.Any(state => state.Key == Key && state.Timers.Any(t => t.Key == timer)),
        States => definition.States.Any(state => state.Key == Key),
        Steps => definition.Steps.Any(step => step.Key == Key),
        Fields => definition.Fields.Any(field => field.Key == Key),
        Approvals => definition.Approvals.Any(approval => approval.Key == Key),
        Clocks => definition.Clocks.Any(clock => clock.Key == Key),
        _ => false,
    };

    [GeneratedRegex(@"^\$\.(states|steps|fields|approvals|clocks)\.([a-z0-9-]+)(?:\.timers\.([a-z0-9-]+))?", RegexOptions.NonBacktracking)]
    private static partial Regex Path();
}
