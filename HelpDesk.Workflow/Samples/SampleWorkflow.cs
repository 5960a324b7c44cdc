using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A workflow that is shipped as an example and as a start for one's own, with stories about it.</summary>
/// <param name="Key">The workflow's key.</param>
/// <param name="Json">Its JSON form.</param>
/// <param name="Scenarios">Stories about it, as JSON (<see cref="ScenarioReader"/>).</param>
public sealed record SampleWorkflow(string Key, string Json, ImmutableArray<string> Scenarios)
{
    private const string Folder = "samples/";
    private const string Story = ".scenario.json";

    /// <summary>All of them, by key: files <c>KEY.json</c> with stories <c>KEY.NAME.scenario.json</c>.</summary>
    public static ImmutableArray<SampleWorkflow> All { get; } = Load();

    /// <summary>Reads the definition; each call gives an equal one.</summary>
    /// <exception cref="InvalidOperationException">It has faults, which a test rules out.</exception>
    public WorkflowDefinition Read() => DefinitionReader.Read(Json) is ({ } definition, _)
        ? definition
        : throw new InvalidOperationException($"The sample {Key} has faults.");

    private static ImmutableArray<SampleWorkflow> Load()
    {
        var names = typeof(SampleWorkflow).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        return
        [
            .. from name in names
               where !name.EndsWith(Story, StringComparison.Ordinal)
               let key = name[Folder.Length..^".json".Length]
               select new SampleWorkflow(key, Shipped.Text(name), [.. names.Where(story => story.StartsWith($"{Folder}{key}.", StringComparison.Ordinal) && story.EndsWith(Story, StringComparison.Ordinal)).Select(Shipped.Text)]),
        ];
    }
}
