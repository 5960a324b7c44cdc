using System.Collections.Immutable;
using System.CommandLine;
using HelpDesk.Workflow;
using Command = System.CommandLine.Command;

namespace HelpDesk.Web.Verbs;

/// <summary><c>workflow check</c>, <c>workflow show</c> and what else is done with a definition in a file.</summary>
internal static class WorkflowVerbs
{
    public static Command All(House house) => new("workflow", "Works on a workflow definition in a file.") { Check(), Show(), SimulateVerb.Of(), ReplayVerb.Of(house), PublishVerb.Of(house), DiscoverVerb.Of() };

    private static Command Check()
    {
        var file = new Argument<string>("FILE") { Description = "The definition, in JSON." };
        var json = new Option<bool>("--json") { Description = "An array of {code, severity, place, message, witness?, path?} instead of lines; a fault of the form has line and column." };
        var check = new Command("check", "Proves a definition: a line a finding (CODE severity place: sentence). Status 1 if there is an error.") { file, json };
        check.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var path = parsed.GetRequiredValue(file);
            if (DefinitionFile.Read(path) is not { } text) return DefinitionFile.Unreadable(parsed, path);
            var (definition, faults) = DefinitionReader.Read(text);
            // What is not well formed is not proven.
            ImmutableArray<Finding> findings = definition is null ? [] : Proof.Of(definition);
            if (parsed.GetValue(json)) output.WriteLine(Printed.Json(faults.Select(Faulty).Concat(findings.Select(Found))));
            else if (faults.IsEmpty && findings.IsEmpty) output.WriteLine($"{path}: no findings");
            else WriteLines(output, faults, findings);
            return faults.IsEmpty && findings.All(finding => finding.Severity != Severity.Error) ? 0 : 1;
        });
        return check;
    }

    private static Command Show()
    {
        var file = new Argument<string>("FILE") { Description = "The definition, in JSON." };
        var form = new Option<string>("--as") { Description = "svg: the picture; mermaid, dot: the same for the programs of these names; json: the canonical form.", Required = true };
        form.AcceptOnlyFromAmong("svg", "json", "mermaid", "dot");
        var show = new Command("show", "Prints a definition as a picture or in its canonical form.") { file, form };
        show.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            if (DefinitionFile.Read(path) is not { } text) return DefinitionFile.Unreadable(parsed, path);
            var (definition, faults) = DefinitionReader.Read(text);
            if (definition is null)
            {
                WriteLines(parsed.InvocationConfiguration.Error, faults, []);
                return 1;
            }
            parsed.InvocationConfiguration.Output.WriteLine(Shown(definition, parsed.GetRequiredValue(form)));
            return 0;
        });
        return show;
    }

    private static string Shown(WorkflowDefinition definition, string form) => form switch
    {
        "svg" => WorkflowPicture.Svg(definition, new PictureOptions("en")),
        "mermaid" => WorkflowMermaid.Write(definition).TrimEnd('\n'),
        "dot" => WorkflowDot.Write(definition).TrimEnd('\n'),
        _ => DefinitionWriter.Write(definition),
    };

    // Every fault of structure is an error.
    private static object Faulty(Fault fault) => new { fault.Code, Severity = "error", Place = fault.Path, fault.Message, fault.Line, fault.Column };

    /// <summary>A witness and a path only where the check has one.</summary>
    private static object Found(Finding finding)
    {
        var found = new Dictionary<string, object>
        {
            ["code"] = finding.Code,
            ["severity"] = Word(finding.Severity),
            ["place"] = finding.Place,
            ["message"] = finding.Message,
        };
        if (finding.Witness is { } witness)
            found["witness"] = new { witness.State, Fields = witness.Fields.ToDictionary(pair => pair.Key, pair => Value(pair.Value)), Roles = RolesOf(witness.By), Words = witness.ToString() };
        if (!finding.Path.IsEmpty) found["path"] = finding.Path;
        return found;
    }

    private static string[] RolesOf(Roles by) => [.. Enum.GetValues<Roles>().Where(role => role != Roles.None && by.HasFlag(role)).Select(role => role.ToString().ToLowerInvariant())];

    private static object? Value(FieldValue value) => value.IsEmpty ? null : value.Number ?? (object?)value.Flag ?? value.ToString();

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    internal static void WriteLines(TextWriter to, ImmutableArray<Fault> faults, ImmutableArray<Finding> findings)
    {
        DefinitionFile.WriteFaults(to, faults);
        foreach (var finding in findings) to.WriteLine($"{finding.Code} {Word(finding.Severity)} {finding.Place}: {finding.Message}");
    }
}
