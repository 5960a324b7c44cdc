namespace HelpDesk.Web.Backups;

/// <summary>Files and directories that are moved one after another to where nothing is, and back if one cannot be.</summary>
internal sealed class Moves
{
    private readonly Stack<(string From, string To)> done = [];

    /// <summary>Moves a directory by its name, and a file also to another disk: then it is on that one when this returns.</summary>
    /// <exception cref="IOException">Not possible. What was moved can be taken back.</exception>
    public void Move(string from, string to)
    {
        Put(from, to);
        done.Push((from, to));
        if (Directory.Exists(to)) return;
        using var moved = File.OpenHandle(to, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(moved);
    }

    public void TakeBack()
    {
        while (done.TryPop(out var move)) Put(move.To, move.From);
    }

    private static void Put(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
            return;
        }
        if (Path.Exists(to)) throw new IOException($"'{to}' is there already");
        try
        {
            File.Move(from, to);
        }
        catch when (File.Exists(from))
        {
            // To another disk it is copied, as far as there is room.
            File.Delete(to);
            throw;
        }
    }
}
