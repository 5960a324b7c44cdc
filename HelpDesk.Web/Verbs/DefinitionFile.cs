using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Verbs;

/// <summary>A file that a verb reads.</summary>
internal static class DefinitionFile
{
    /// <summary>The text, or as much of it as shows that it is too large; null when there is no such file.</summary>
    public static string? Read(string path)
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

    /// <summary>The definition in a file; null after its faults were printed, with the exit status.</summary>
    public static (WorkflowDefinition? Definition, int Status) Definition(ParseResult parsed, string path)
    {
        if (Read(path) is not { } text) return (null, Unreadable(parsed, path));
        var (definition, faults) = DefinitionReader.Read(text);
        WriteFaults(parsed.InvocationConfiguration.Error, faults);
        return (definition, definition is null ? 1 : 0);
    }

    public static int Unreadable(ParseResult parsed, string path)
    {
        parsed.InvocationConfiguration.Error.WriteLine($"There is no file '{path}' that can be read.");
        return StartUp.Refused;
    }

    public static void WriteFaults(TextWriter to, ImmutableArray<Fault> faults)
    {
        foreach (var fault in faults) to.WriteLine($"{fault.Code} error {fault.Path}:{fault.Line}:{fault.Column}: {fault.Message}");
    }
}
