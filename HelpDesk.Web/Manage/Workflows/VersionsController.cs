using System.Collections.Immutable;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Workflows;

/// <summary>A version of a workflow beside another of its versions.</summary>
public sealed class VersionsController(HelpDeskDb db, WorkflowLibrary library) : ManageController
{
    /// <param name="number">The version.</param>
    /// <param name="against">The one that it is held against; without it the one before.</param>
    [HttpGet("/manage/workflows/{key}/versions/{number:int}")]
    public async Task<IActionResult> Show(string key, int number, int? against, CancellationToken ct)
    {
        var all = await db.WorkflowVersions.AsNoTracking().Where(v => v.Workflow == key).OrderByDescending(v => v.Number).Select(v => new VersionChoice(v.Id, v.Number, v.PublishedAt, v.Reason)).ToListAsync(ct);
        if (all.Find(v => v.Number == number) is not { } one) return NotFound();
        var other = against is { } wanted ? all.Find(v => v.Number == wanted) : all.Find(v => v.Number < number) ?? one;
        if (other is null) return NotFound();
        // The earlier is always the left one: sentences say what became of it.
        var (before, after) = other.Number <= one.Number ? (other, one) : (one, other);
        return View("Version", new VersionPage(key, one, other, all, (await library.GetAsync(db, before.Id, ct)).Compiled.Definition, (await library.GetAsync(db, after.Id, ct)).Compiled.Definition, before.Number, after.Number));
    }
}

public sealed record VersionChoice(WorkflowVersionId Id, int Number, DateTimeOffset At, string? Reason);

/// <summary>Two versions.</summary>
/// <param name="Before">The earlier of them.</param>
public sealed record VersionPage(string Key, VersionChoice One, VersionChoice Other, IReadOnlyList<VersionChoice> All, WorkflowDefinition Before, WorkflowDefinition After, int BeforeNumber, int AfterNumber)
{
    public ImmutableArray<Change> Changes { get; } = DefinitionDiff.Between(Before, After);
}
