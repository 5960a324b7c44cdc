using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Workflows.Migrating;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>What a publisher says.</summary>
public sealed record PublicationForm
{
    /// <summary>The revision of the draft that was shown.</summary>
    public int Revision { get; init; }

    public string? Reason { get; init; }
    public string? Acknowledged { get; init; }

    /// <summary>What becomes of the live tickets.</summary>
    public MigrationWay Way { get; init; } = MigrationWay.Pin;

    /// <summary>The team that tries it first; null for all.</summary>
    public TeamId? Team { get; init; }

    /// <summary>Old state key to new.</summary>
    public Dictionary<string, string?> Map { get; init; } = [];

    /// <summary>What cannot be migrated may stay on its version.</summary>
    public bool Leave { get; init; }
}
