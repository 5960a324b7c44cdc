using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>A small attachment made in code: a text, or a picture of a window with a message in it.</summary>
/// <param name="Text">The content of a text file; null for a picture.</param>
public sealed record SampleFile(string Name, string? Text)
{
    private const int Width = 480;
    private const int Height = 270;
    private const byte Paper = 0, Bar = 1, Line = 2, Alarm = 3, Desktop = 4;

    private static readonly byte[] Palette = [252, 252, 253, 58, 84, 120, 176, 186, 199, 200, 60, 50, 214, 222, 230];

    public string ContentType => Text is null ? "image/png" : "text/plain";

    public byte[] Content() => Text is null ? Png() : Encoding.UTF8.GetBytes(Text);

    private static byte[] Png()
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 3);
        Chunk(png, "IHDR", header);
        Chunk(png, "PLTE", Palette);
        Chunk(png, "IDAT", Pixels());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static byte[] Pixels()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            for (var y = 0; y < Height; y++)
            {
                zlib.WriteByte(0);
                for (var x = 0; x < Width; x++) zlib.WriteByte(Colour(x, y));
            }
        return packed.ToArray();
    }

    private static byte Colour(int x, int y) => (x, y) switch
    {
        ( < 40 or >= 440, _) or (_, < 30 or >= 240) => Desktop,
        (_, < 56) => Bar,
        ( >= 64 and < 104, >= 84 and < 124) => Alarm,
        ( >= 124 and < 410, >= 84 and < 92) or ( >= 124 and < 380, >= 104 and < 112) or ( >= 124 and < 300, >= 124 and < 132) => Line,
        ( >= 340 and < 416, >= 196 and < 220) => Bar,
        _ => Paper,
    };

    private static void Chunk(Stream png, string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        png.Write(number);
    }

    // The checksum that PNG asks for: CRC-32 of ISO 3309.
    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var unit in bytes)
        {
            crc ^= unit;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }
        return ~crc;
    }
}
