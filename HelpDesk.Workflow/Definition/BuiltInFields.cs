using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>The fields that every case has without a definition naming them.</summary>
public static class BuiltInFields
{
    /// <summary>The kind of case.</summary>
    public const string Kind = "kind";
    /// <summary>How it came in.</summary>
    public const string Channel = "channel";
    /// <summary>The subject line.</summary>
    public const string Subject = "subject";
    /// <summary>low, normal, high or urgent.</summary>
    public const string Priority = "priority";
    /// <summary>The team's id.</summary>
    public const string Team = "team";
    /// <summary>The assignee's id; empty while nobody has it.</summary>
    public const string Assignee = "assignee";
    /// <summary>The customer's id.</summary>
    public const string Customer = "customer";
    /// <summary>The organisation's id.</summary>
    public const string Organisation = "organisation";
    /// <summary>Tags.</summary>
    public const string Tags = "tags";
    /// <summary>How often the case left a resolved phase for a working one.</summary>
    public const string Reopenings = "reopenings";
    /// <summary>The survey's score, 1 to 5; empty while unanswered.</summary>
    public const string Satisfaction = "satisfaction";

    /// <summary>The priority of a request that names none.</summary>
    public const string UsualPriority = "normal";

    /// <summary>The priorities, in rising order.</summary>
    public static ImmutableArray<string> Priorities { get; } = ["low", "normal", "high", "urgent"];

    /// <summary>Those that every case has a value for: nothing may clear them.</summary>
    public static ImmutableArray<string> NeverEmpty { get; } = [Subject, Priority];

    /// <summary>All of them, with their types and who may set them by a step's form or an edit.</summary>
    public static ImmutableArray<FieldDefinition> All { get; } =
    [
        new(Kind, Text.Of("Kind"), FieldType.Text, [], Roles.Agent | Roles.Manager),
        new(Channel, Text.Of("Channel"), FieldType.Text, [], Roles.None),
        new(Subject, Text.Of("Subject"), FieldType.Text, [], Roles.Agent | Roles.Manager),
        new(Priority, Text.Of("Priority"), FieldType.Choice,
            [.. Priorities.Select(key => new Choice(key, Text.Of(char.ToUpperInvariant(key[0]) + key[1..])))],
            Roles.Customer | Roles.Agent | Roles.Manager),
        new(Team, Text.Of("Team"), FieldType.Text, [], Roles.Agent | Roles.Manager),
        new(Assignee, Text.Of("Assignee"), FieldType.Text, [], Roles.Agent | Roles.Manager),
        new(Customer, Text.Of("Customer"), FieldType.Text, [], Roles.None),
        new(Organisation, Text.Of("Organisation"), FieldType.Text, [], Roles.None),
        new(Tags, Text.Of("Tags"), FieldType.Text, [], Roles.Agent | Roles.Manager),
        new(Reopenings, Text.Of("Reopenings"), FieldType.Number, [], Roles.None),
        new(Satisfaction, Text.Of("Satisfaction"), FieldType.Number, [], Roles.None),
    ];
}
