using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Accounts;

/// <summary>The one-time code that makes the first administrator. New at each start until it is used; only its hash is kept.</summary>
public sealed class SetupCode
{
    private SetupCode() { }

    public SetupCode(string hash, DateTimeOffset at) => (Id, Hash, MadeAt) = (1, hash, at);

    /// <summary>Always 1: there is at most one.</summary>
    public int Id { get; private set; }

    public string Hash { get; private set; } = "";
    public DateTimeOffset MadeAt { get; private set; }

    public void Renew(string hash, DateTimeOffset at) => (Hash, MadeAt) = (hash, at);
}

internal sealed class SetupCodeMapping : IEntityTypeConfiguration<SetupCode>
{
    public void Configure(EntityTypeBuilder<SetupCode> code) => code.Property(c => c.Hash).HasMaxLength(64);
}
