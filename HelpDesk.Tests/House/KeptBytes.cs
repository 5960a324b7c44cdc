using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HelpDesk.Tests.House;

/// <summary>The bytes of a mail, lost and found again, on either database.</summary>
internal static class KeptBytes
{
    /// <summary>Loses them, as half a restore does.</summary>
    public static async Task<byte[]> LoseAsync(this TestHouse house, string sha256)
    {
        using var bytes = new MemoryStream();
        await using (var kept = await house.Services.GetRequiredService<RawMailFiles>().OpenAsync(sha256, CancellationToken.None)) await kept.CopyToAsync(bytes);
        if (house.Services.GetService<NpgsqlDataSource>() is null)
            foreach (var file in Directory.EnumerateFiles(house.Directory, sha256, SearchOption.AllDirectories)) File.Delete(file);
        else await house.ReadAsync(async db =>
        {
            await db.Set<KeptChunk>().Where(chunk => chunk.Sha256 == sha256).ExecuteDeleteAsync();
            return await db.Set<KeptFile>().Where(file => file.Sha256 == sha256).ExecuteDeleteAsync();
        });
        return bytes.ToArray();
    }

    public static async Task FindAsync(this TestHouse house, byte[] bytes)
    {
        using var found = new MemoryStream(bytes);
        await house.Services.GetRequiredService<RawMailFiles>().KeepAsync(found, CancellationToken.None);
    }
}
