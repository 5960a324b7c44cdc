namespace HelpDesk.Workflow;

/// <summary>One form for one number: 2, 2.0 and 2e0 are written and hashed alike.</summary>
internal static class Numbers
{
    /// <summary>The same number without trailing zeros.</summary>
    public static decimal Plain(decimal number) => number == 0 ? 0 : number / 1.0000000000000000000000000000m;
}
