namespace HelpDesk.Ceiling;

/// <summary>Who somebody is: the product knows it from the session.</summary>
internal sealed record Known(object Id, object Name, string Email);

/// <summary>Everybody by address.</summary>
internal static class People
{
    public static async Task<Dictionary<string, Known>> ReadAsync(Lane lane) =>
        (await lane.RowsAsync("""SELECT "Id", "Name", "Email" FROM "People" WHERE "Email" IS NOT NULL""")).ToDictionary(row => (string)row[2], row => new Known(row[0], row[1], (string)row[2]));
}
