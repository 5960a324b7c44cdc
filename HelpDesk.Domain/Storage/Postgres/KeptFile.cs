using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.Postgres;

/// <summary>A file that the database keeps.</summary>
public sealed class KeptFile
{
    private KeptFile() { }

    /// <summary>The hash of its bytes, in lower-case hex.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>In bytes.</summary>
    public long Size { get; private set; }
}

/// <summary>A part of a kept file. Written and read past the context, a part at a time.</summary>
public sealed class KeptChunk
{
    /// <summary>How many bytes every part but the last has.</summary>
    public const int MostBytes = 256 * 1024;

    private KeptChunk() { }

    public string Sha256 { get; private set; } = "";

    /// <summary>0, 1, 2 … within the file.</summary>
    public int Number { get; private set; }

    public byte[] Bytes { get; private set; } = [];
}

internal static class KeptFileMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<KeptFile>(file =>
        {
            file.ToTable("KeptFiles");
            file.HasKey(f => f.Sha256);
            file.Property(f => f.Sha256).HasMaxLength(64);
        });
        builder.Entity<KeptChunk>(chunk =>
        {
            chunk.ToTable("KeptChunks");
            chunk.HasKey(c => new { c.Sha256, c.Number });
            chunk.Property(c => c.Sha256).HasMaxLength(64);
            chunk.HasOne<KeptFile>().WithMany().HasForeignKey(c => c.Sha256);
        });
    }
}
