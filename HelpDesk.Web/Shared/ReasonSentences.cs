using System.Globalization;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Shared;

/// <summary>Why a step is off or was refused, as a sentence in the reader's language.</summary>
public sealed class ReasonSentences(Words words)
{
    public string Of(Reason reason, CompiledWorkflow workflow) => reason.Kind switch
    {
        ReasonKind.UnknownStep => words["The workflow has no such step any more. Open the ticket again to see what it offers now."],
        ReasonKind.NotFromHere => words["“{0}” cannot be taken in the state that the ticket is in now.", StepName(reason.Key, workflow)],
        ReasonKind.NotYours => words["“{0}” is not yours to take.", StepName(reason.Key, workflow)],
        ReasonKind.GuardFails when reason.Guard is { } guard => words["Only when {0}.", Of(guard, workflow)],
        ReasonKind.GuardFails => words["Its condition does not hold."],
        ReasonKind.Missing => Missing(reason.Key, workflow),
        ReasonKind.UnknownField => words["The workflow has no field “{0}”.", reason.Key ?? ""],
        ReasonKind.NotSettable => words["“{0}” cannot be set here.", FieldName(reason.Key, workflow)],
        ReasonKind.WrongValue => words["“{0}” cannot hold that value.", FieldName(reason.Key, workflow)],
        ReasonKind.StayIsOver => words["The ticket has moved on, so this timer no longer counts."],
        ReasonKind.UnknownTimer => words["The workflow has no such timer here."],
        ReasonKind.DoesNotRest => words["The workflow’s automatic steps go round in circles here. Tell a manager."],
        ReasonKind.UnknownApproval => words["The workflow asks for no such consent any more."],
        ReasonKind.NotYourApproval => words["“{0}” is for others to decide.", ApprovalName(reason.Key, workflow)],
        ReasonKind.NotAsked => words["“{0}” is decided already, or no longer needed.", ApprovalName(reason.Key, workflow)],
        ReasonKind.OwnRequest => words["You asked for “{0}” yourself: others decide it.", ApprovalName(reason.Key, workflow)],
        ReasonKind.AlreadyDecided => words["You have agreed to “{0}” already.", ApprovalName(reason.Key, workflow)],
        ReasonKind.NoStart => words["The workflow has no step that starts such a request. Tell a manager."],
        _ => throw new InvalidOperationException($"No sentence for {reason.Kind}."),
    };

    private string Missing(string? key, CompiledWorkflow workflow) => key switch
    {
        "reply" => words["Write a reply to the customer."],
        "note" => words["Write a note that says why."],
        "assignee" => words["Choose who takes it."],
        _ => words["Fill in “{0}”.", FieldName(key, workflow)],
    };

    /// <summary>A condition in words, to go on after "only when".</summary>
    public string Of(Guard guard, CompiledWorkflow workflow) => guard switch
    {
        Guard.All all => string.Join(words[" and "], all.Parts.Select(part => Of(part, workflow))),
        Guard.Any any => string.Join(words[" or "], any.Parts.Select(part => Of(part, workflow))),
        Guard.Not not => words["not ({0})", Of(not.Part, workflow)],
        Guard.Atom atom => Of(atom, workflow),
        _ => throw new InvalidOperationException("No such guard."),
    };

    private string Of(Guard.Atom atom, CompiledWorkflow workflow)
    {
        var field = FieldName(atom.Field, workflow);
        var values = string.Join(words[" or "], atom.Values.Select(value => ValueName(atom.Field, value, workflow)));
        return atom.Operator switch
        {
            GuardOperator.Is or GuardOperator.In => words["{0} is {1}", field, values],
            GuardOperator.IsNot or GuardOperator.NotIn => words["{0} is not {1}", field, values],
            GuardOperator.Less => words["{0} is less than {1}", field, values],
            GuardOperator.AtMost => words["{0} is at most {1}", field, values],
            GuardOperator.More => words["{0} is more than {1}", field, values],
            GuardOperator.AtLeast => words["{0} is at least {1}", field, values],
            GuardOperator.Empty when atom.Values is [{ Flag: false }] => words["{0} is filled in", field],
            GuardOperator.Empty => words["{0} is empty", field],
            _ => throw new InvalidOperationException($"No words for {atom.Operator}."),
        };
    }

    /// <summary>What people call a field.</summary>
    public string FieldName(string? key, CompiledWorkflow workflow) => key is null ? "" : key switch
    {
        BuiltInFields.Priority => words["Priority"],
        BuiltInFields.Reopenings => words["Reopenings"],
        BuiltInFields.Satisfaction => words["Satisfaction"],
        BuiltInFields.Assignee => words["Assignee"],
        BuiltInFields.Team => words["Team"],
        BuiltInFields.Subject => words["Subject"],
        _ => workflow.Field(key)?.Name.In(Language) ?? key,
    };

    /// <summary>A field's value as people read it: a choice by its name.</summary>
    public string ValueName(string field, FieldValue value, CompiledWorkflow workflow) =>
        field == BuiltInFields.Priority ? PriorityName(value.ToString())
        : workflow.Field(field)?.Choices.FirstOrDefault(choice => choice.Key == value.Text)?.Name.In(Language) ?? value.ToString();

    public string PriorityName(string key) => key switch
    {
        "low" => words["Low"],
        "normal" => words["Normal"],
        "high" => words["High"],
        "urgent" => words["Urgent"],
        _ => key,
    };

    /// <summary>What people call an approval.</summary>
    public static string ApprovalName(string? key, CompiledWorkflow workflow) => key is null ? "" : workflow.Approval(key)?.Name.In(Language) ?? key;

    private static string StepName(string? key, CompiledWorkflow workflow) => key is null ? "" : workflow.Step(key)?.Name.In(Language) ?? key;

    private static string Language => CultureInfo.CurrentUICulture.Name;
}
