using System.Collections.Immutable;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Shared;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>The form for a caller's request.</summary>
/// <param name="Kinds">What can be filed here.</param>
public sealed record NewTicketPage(NewTicketForm Form, ImmutableArray<Choosable> Teams, string DefaultTeam, ImmutableArray<Kind> Kinds)
{
    /// <summary>What is being filed.</summary>
    public required Kind Kind { get; init; }

    /// <summary>As whom it is filed: fields that these may not set are not asked for.</summary>
    public required Roles Roles { get; init; }

    public string ChosenTeam => Form.Team ?? DefaultTeam;
    public string ChosenPriority => Form.Priority ?? BuiltInFields.UsualPriority;

    /// <summary>The kind's own fields.</summary>
    public ImmutableArray<FieldControl> Controls(ModelStateDictionary state) => KindFields.Controls(Kind, Roles, Form.Fields, state);

    /// <summary>The fields in the order of the form, with the ids of their controls.</summary>
    public ImmutableArray<(string Key, string Id)> Fields =>
    [
        (nameof(Form.Kind), "kind"),
        (nameof(Form.Email), "email"), (nameof(Form.Name), "name"), (nameof(Form.Subject), "subject"), (nameof(Form.Body), "body"),
        .. Kind.FieldsFor(Roles).Select(FieldControl.IdOf).Select(id => (id, id)),
        (nameof(Form.Priority), "priority"), (nameof(Form.Team), "team"), (nameof(Form.Files), "files"),
    ];
}
