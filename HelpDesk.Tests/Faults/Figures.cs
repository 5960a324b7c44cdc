using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>What a fault test measured: printed beside its result, and, where bin/faults asks for it, written down for the table of docs/reliability.md.</summary>
internal static class Figures
{
    public static void Tell(ITestOutputHelper output, string fault, string figures)
    {
        output.WriteLine($"{fault}: {figures}");
        if (Environment.GetEnvironmentVariable("HELPDESK_FAULT_FIGURES") is { Length: > 0 } file)
            File.AppendAllText(file, $"{TestContext.Current.TestMethod!.MethodName}\t{figures}\n");
    }
}
