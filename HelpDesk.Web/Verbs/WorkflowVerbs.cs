using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Command = System.CommandLine.Command;

namespace HelpDesk.Web.Verbs;

/// <summary><c>workflow check</c> and <c>workflow show</c>: a definition in a file, without a database.</summary>
internal static class WorkflowVerbs
{
    public static Command All() => new("workflow", "Works on a workflow definition in a file.") { Check(), Show() };

    private static Command Check()
    {
        var file = new Argument<string>("FILE") { Description = "The definition, in JSON." };
        var json = new Option<bool>("--json") { Description = "An array of {code, severity, place, message, line, column} instead of lines." };
        var check = new Command("check", "Proves a definition: a line a finding (CODE severity place: sentence). Status 1 if there is an error.") { file, json };
        check.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var path = parsed.GetRequiredValue(file);
            if (Read(path) is not { } text) return Unreadable(parsed, path);
            var faults = DefinitionReader.Read(text).Faults;
            if (parsed.GetValue(json)) output.WriteLine(Printed.Json(faults.Select(Finding)));
            else if (faults.IsEmpty) output.WriteLine($"{path}: no findings");
            else WriteLines(output, faults);
            return faults.IsEmpty ? 0 : 1;
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
            if (Read(path) is not { } text) return Unreadable(parsed, path);
            var (definition, faults) = DefinitionReader.Read(text);
            if (definition is null)
            {
                WriteLines(parsed.InvocationConfiguration.Error, faults);
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

    /// <summary>The text, or as much of it as shows that it is too large; null when there is no such file.</summary>
    private static string? Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8);
            var text = new char[DefinitionReader.LargestDocument + 1];
            return new string(text, 0, reader.ReadBlock(text));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static int Unreadable(ParseResult parsed, string path)
    {
        parsed.InvocationConfiguration.Error.WriteLine($"There is no file '{path}' that can be read.");
        return StartUp.Refused;
    }

    // Every fault of structure is an error.
    private static object Finding(Fault fault) => new { fault.Code, Severity = "error", Place = fault.Path, fault.Message, fault.Line, fault.Column };

    private static void WriteLines(TextWriter to, ImmutableArray<Fault> faults)
    {
        foreach (var fault in faults) to.WriteLine($"{fault.Code} error {fault.Path}:{fault.Line}:{fault.Column}: {fault.Message}");
    }
}
