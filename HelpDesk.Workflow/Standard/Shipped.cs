namespace HelpDesk.Workflow;

/// <summary>Texts that are part of this assembly.</summary>
internal static class Shipped
{
    public static string Text(string name)
    {
        using var stream = typeof(Shipped).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
