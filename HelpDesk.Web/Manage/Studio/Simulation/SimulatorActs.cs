using System.Collections.Immutable;
using HelpDesk.Web.Shared;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio.Simulation;

/// <summary>What the simulator's buttons send.</summary>
public sealed record SimulatorForm
{
    /// <summary>The story so far in its JSON form; it is judged anew each time.</summary>
    public string? Story { get; init; }

    /// <summary>What happens next: a verb, and after a colon what it is about.</summary>
    public string? Does { get; init; }

    /// <summary>Whose act it is: customer, agent or manager.</summary>
    public string? Who { get; init; }

    /// <summary>Field key to what was typed.</summary>
    public Dictionary<string, string?> Fields { get; init; } = [];

    /// <summary>The field that is edited, and its new value.</summary>
    public string? Field { get; init; }
    public string? Value { get; init; }

    public int Score { get; init; }
    public string? Name { get; init; }
}

/// <summary>Makes a form's words an act of a story.</summary>
public static class SimulatorActs
{
    private const string Assignee = "sasha";

    /// <summary>The act, or null where the form names nothing that can be played.</summary>
    /// <param name="stand">How the case stands.</param>
    public static ScenarioAct? Of(SimulatorForm form, SimulatedCase stand, CompiledWorkflow workflow)
    {
        var (verb, about) = form.Does?.Split(':', 2) is [var one, .. var rest] ? (one, rest.FirstOrDefault()) : ("", null);
        var who = form.Who switch { "customer" => Roles.Customer, "agent" => Roles.Agent, "manager" => Roles.Manager, _ => Roles.None };
        var act = ScenarioAct.Waits with { Who = who };
        return verb switch
        {
            "file" => act with { Who = Roles.Customer, Does = ScenarioVerb.File },
            "take" when who != Roles.None && workflow.Step(about ?? "") is { } step => Taking(act, step, form, workflow),
            "reply" when who is Roles.Customer or Roles.Agent => act with { Does = ScenarioVerb.Reply },
            "rate" when form.Score is >= 1 and <= 5 => act with { Who = Roles.Customer, Does = ScenarioVerb.Rate, Score = form.Score },
            "edit" when who != Roles.None && workflow.Field(form.Field ?? "") is { } field && FieldReader.Read(field, form.Value) is { } value =>
                act with { Does = ScenarioVerb.Edit, With = ImmutableSortedDictionary.Create<string, FieldValue>(StringComparer.Ordinal).Add(field.Key, value) },
            "approve" or "deny" when workflow.Approval(about ?? "") is { } approval =>
                act with { Who = One(approval.By), Person = $"voter-{stand.Played.Count}", Does = verb == "approve" ? ScenarioVerb.Approve : ScenarioVerb.Deny, Key = approval.Key },
            "close-linked" => act with { Who = Roles.None, Does = ScenarioVerb.CloseLinked },
            "finish" or "fail" when about is not null => act with { Who = Roles.None, Does = verb == "finish" ? ScenarioVerb.Finish : ScenarioVerb.Fail, Key = about },
            "wait" when Span.TryParse(about ?? "", out var span) => act with { Who = Roles.None, After = span },
            "next" when stand.NextDue is { } due => act with { Who = Roles.None, After = new Span(Math.Max(1, (int)Math.Ceiling((due - stand.Now).TotalMinutes)), SpanUnit.Minutes) },
            _ => null,
        };
    }

    /// <summary>Words that a step's form must hold are taken as written; who takes it on is Sasha.</summary>
    private static ScenarioAct Taking(ScenarioAct act, StepDefinition step, SimulatorForm form, CompiledWorkflow workflow)
    {
        var with = ImmutableSortedDictionary.CreateBuilder<string, FieldValue>(StringComparer.Ordinal);
        foreach (var required in step.Requires)
            if (required == Requirements.Assignee) with[required] = FieldValue.Of(Assignee);
            else if (!Requirements.OnlyByForm(required) && workflow.Field(required) is { } field && FieldReader.Read(field, form.Fields.GetValueOrDefault(required)) is { IsEmpty: false } value) with[required] = value;
        return act with { Does = ScenarioVerb.Take, Key = step.Key, With = with.ToImmutable(), HasReply = step.Requires.Contains(Requirements.Reply), HasNote = step.Requires.Contains(Requirements.Note) };
    }

    private static Roles One(Roles roles) => (roles & Roles.Agent) != 0 ? Roles.Agent : (roles & Roles.Manager) != 0 ? Roles.Manager : Roles.Customer;
}
