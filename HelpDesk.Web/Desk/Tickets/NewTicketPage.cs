using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>The form for a caller's request.</summary>
public sealed record NewTicketPage(NewTicketForm Form, ImmutableArray<Choosable> Teams, string DefaultTeam)
{
    public string ChosenTeam => Form.Team ?? DefaultTeam;
    public string ChosenPriority => Form.Priority ?? BuiltInFields.UsualPriority;

    /// <summary>The fields in the order of the form, with the ids of their controls.</summary>
    public static ImmutableArray<(string Key, string Id)> Fields { get; } =
        [(nameof(Form.Email), "email"), (nameof(Form.Name), "name"), (nameof(Form.Subject), "subject"), (nameof(Form.Body), "body"), (nameof(Form.Priority), "priority"), (nameof(Form.Team), "team"), (nameof(Form.Files), "files")];
}
