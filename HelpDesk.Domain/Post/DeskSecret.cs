using System.Security.Cryptography;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Post;

/// <summary>A secret that the desk made for itself, sealed: every node of it has the same.</summary>
public sealed class DeskSecret
{
    private DeskSecret() { }

    public DeskSecret(string name, string sealedValue) => (Name, SealedValue) = (name, sealedValue);

    public string Name { get; private set; } = "";
    public string SealedValue { get; private set; } = "";

    public void Replace(string sealedValue) => SealedValue = sealedValue;
}

/// <summary>Gives the tokens of answers their key: made at first use, and again when the keys that sealed it are gone (then old mails' tokens count no more).</summary>
public sealed class ReplyKey(Writes writes, ITokenSeal seal) : IDisposable
{
    private const string Name = "reply-tokens";
    private const int Bytes = 32;

    private readonly SemaphoreSlim one = new(1);
    private ReplyTokens? tokens;

    public async ValueTask<ReplyTokens> TokensAsync(CancellationToken ct)
    {
        if (tokens is { } known) return known;
        await one.WaitAsync(ct);
        try
        {
            return tokens ??= new(await writes.DoAsync(FindOrMakeAsync, OnConflict.DecideAnew, ct));
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<byte[]> FindOrMakeAsync(HelpDeskDb db, CancellationToken ct)
    {
        var kept = await db.DeskSecrets.SingleOrDefaultAsync(s => s.Name == Name, ct);
        if (kept is not null && seal.Open(kept.SealedValue) is { } opened) return Convert.FromHexString(opened);
        var key = RandomNumberGenerator.GetBytes(Bytes);
        var value = seal.Seal(Convert.ToHexString(key));
        if (kept is null) db.DeskSecrets.Add(new DeskSecret(Name, value));
        else kept.Replace(value);
        return key;
    }
}

internal sealed class DeskSecretMapping : IEntityTypeConfiguration<DeskSecret>
{
    public void Configure(EntityTypeBuilder<DeskSecret> secret)
    {
        secret.HasKey(s => s.Name);
        secret.Property(s => s.Name).HasMaxLength(64);
    }
}
