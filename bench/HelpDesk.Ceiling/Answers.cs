using System.Globalization;

namespace HelpDesk.Ceiling;

/// <summary>From the path to the work and back: as many bytes as the product's answer has.</summary>
internal sealed class Answers(IDatabase database, Dictionary<string, Known> people)
{
    private const int HeadBytes = 130;
    private static readonly byte[] Filling = [.. Enumerable.Repeat((byte)'x', 4 * 1024 * 1024)];

    public async Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (context.Request.Path == "/ready") return;
        var by = people[query["by"]!];
        var rows = context.Request.Path.Value switch
        {
            "/queue" => await database.ReadAsync(lane => Pages.QueueAsync(lane, by, database.At(DateTimeOffset.UtcNow))),
            "/ticket" => await database.ReadAsync(lane => Pages.TicketAsync(lane, by, Number(query))),
            "/mine" => await database.ReadAsync(lane => Pages.MineAsync(lane, by)),
            "/search" => await database.ReadAsync(lane => Pages.SearchAsync(database, lane, by, query["word"]!)),
            "/file" => await WriteAsync(context, (lane, words) => Writes.FileAsync(database, lane, by, words)),
            "/reply" => await WriteAsync(context, (lane, words) => Writes.ReplyAsync(database, lane, by, Number(query), words)),
            "/step" => await WriteAsync(context, (lane, words) => Writes.StepAsync(database, lane, by, Number(query), query["to"]!, words)),
            var path => throw new InvalidOperationException($"There is no {path}."),
        };
        // Found nothing: then it is no ceiling.
        if (rows == 0) throw new InvalidOperationException($"{context.Request.Path}{context.Request.QueryString} found nothing.");
        var bytes = Math.Max(1, int.Parse(query["bytes"]!, CultureInfo.InvariantCulture) - HeadBytes);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = bytes;
        await context.Response.Body.WriteAsync(Filling.AsMemory(0, bytes));
    }

    private async Task<int> WriteAsync(HttpContext context, Func<Lane, string, Task<int>> write)
    {
        using var reader = new StreamReader(context.Request.Body);
        var words = await reader.ReadToEndAsync();
        return await database.WriteAsync(lane => write(lane, words));
    }

    private static long Number(IQueryCollection query) => long.Parse(query["number"]!, CultureInfo.InvariantCulture);
}
