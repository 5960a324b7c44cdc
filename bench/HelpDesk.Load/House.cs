namespace HelpDesk.Load;

/// <summary>The two servers that are measured side by side, and who is signed in at the product.</summary>
/// <param name="Tickets">How many were seeded.</param>
internal sealed record House(Uri Product, Uri Ceiling, Prepared Prepared, int Tickets) : IDisposable
{
    public Browser[] Agents { get; } = [.. Prepared.Agents.Select(email => new Browser(Product).SignIn(email, Setting.Password))];

    /// <summary>Customers with the tickets that they were seeded with.</summary>
    public Browser[] Readers { get; } = [.. Prepared.Customers.Take(Setting.Readers).Select(email => new Browser(Product).SignIn(email, Setting.Password))];

    /// <summary>Customers who file and answer.</summary>
    public Browser[] Writers { get; } = [.. Prepared.Customers.Skip(Setting.Readers).Select(email => new Browser(Product).SignIn(email, Setting.Password))];

    public void Dispose()
    {
        foreach (var browser in Agents.Concat(Readers).Concat(Writers)) browser.Dispose();
    }
}
