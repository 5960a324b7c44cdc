using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.House;

/// <summary>Other workflows for the house, published as the product does it.</summary>
internal static class Publishing
{
    /// <summary>The standard workflow with some things replaced becomes the version that new tickets are filed under.</summary>
    public static async Task PublishAsync(this TestHouse house, params (string Right, string Wrong)[] edits)
    {
        var json = StandardWorkflow.Json;
        foreach (var (right, wrong) in edits)
        {
            Assert.Contains(right, json, StringComparison.Ordinal);
            json = json.Replace(right, wrong, StringComparison.Ordinal);
        }
        await house.PublishJsonAsync(json);
    }

    /// <summary>A whole definition is published.</summary>
    public static async Task PublishJsonAsync(this TestHouse house, string json)
    {
        await house.GetCastAsync();
        var came = await house.Services.GetRequiredService<WorkflowPublishing>().PublishAsync(json, LetterTexts.HasLetter, null, CancellationToken.None);
        Assert.True(came is Publication.Published, $"{came} {string.Join(" ", came switch { Publication.Refused refused => refused.Findings.Select(f => f.Message), Publication.Faulty faulty => faulty.Faults.Select(f => f.Message), _ => [] })}");
    }
}
