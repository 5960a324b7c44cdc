using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using HelpDesk.Workflow;
using Command = System.CommandLine.Command;

namespace HelpDesk.Web.Verbs;

/// <summary><c>workflow discover</c>: a draft from the log of another desk.</summary>
internal static class DiscoverVerb
{
    /// <summary>The largest file, in bytes: some two million rows.</summary>
    private const long LargestLog = 256 * 1024 * 1024;

    public static Command Of()
    {
        var file = new Argument<string>("LOG") { Description = "The log, as CSV with a header: case, activity, time and, if known, actor." };
        var name = new Option<string>("--name") { Description = "What people call the workflow.", DefaultValueFactory = _ => new DiscoveryOptions().Name };
        var json = new Option<bool>("--json") { Description = "An object {definition, shape, fitness, remarks, leftOut, faults} instead of the draft alone." };
        var verb = new Command("discover", "Proposes a workflow from another desk's log: the draft on standard output, remarks on standard error. Status 1 if the log shows none.") { file, name, json };
        verb.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            if (Read(path) is not { } text) return DefinitionFile.Unreadable(parsed, path);
            var (rows, faults) = CsvLog.Read(text);
            var found = Discovery.Of(rows, new() { Name = parsed.GetRequiredValue(name) });
            if (parsed.GetValue(json)) parsed.InvocationConfiguration.Output.WriteLine(Printed.Json(AsJson(found, faults)));
            else Print(parsed.InvocationConfiguration, path, found, faults);
            return found.Definition is null ? 1 : 0;
        });
        return verb;
    }

    private static string? Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= LargestLog ? File.ReadAllText(path, Encoding.UTF8) : null;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static void Print(InvocationConfiguration to, string path, DiscoveredWorkflow found, ImmutableArray<RowFault> faults)
    {
        foreach (var fault in faults) to.Error.WriteLine($"{path}:{fault.Line}: {fault.Message}");
        foreach (var remark in found.Remarks) to.Error.WriteLine(remark);
        if (found.Definition is null) return;
        foreach (var one in found.LeftOut) to.Error.WriteLine(one);
        to.Error.WriteLine($"The draft explains {found.Conformance.Cases - found.Conformance.DeviatingCases} of {found.Conformance.Cases} cases fully. Prove it with: workflow check.");
        to.Output.WriteLine(Printed.Json(Draft(found.Definition)));
    }

    private static object AsJson(DiscoveredWorkflow found, ImmutableArray<RowFault> faults) => new
    {
        Definition = found.Definition is { } definition ? Draft(definition) : (JsonElement?)null,
        Shape = found.Shape.ToString().ToLowerInvariant(),
        found.Conformance.Fitness,
        found.Remarks,
        found.LeftOut,
        Faults = faults,
    };

    private static JsonElement Draft(WorkflowDefinition definition) => JsonElement.Parse(DefinitionWriter.Write(definition));
}
