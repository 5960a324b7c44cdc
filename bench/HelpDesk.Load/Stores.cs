namespace HelpDesk.Load;

/// <summary>Where a database is.</summary>
internal interface IPlace : IDisposable
{
    /// <summary>The product's settings that lead there.</summary>
    string[] Settings { get; }

    string Connection { get; }
}

/// <summary>Keeps a seeded database, and makes copies of it that runs may write to.</summary>
internal interface IStore
{
    /// <summary>The database that is copied.</summary>
    IPlace Original { get; }

    /// <summary>The same, emptied.</summary>
    IPlace Fresh();

    /// <summary>A file that says how far the original is.</summary>
    string Mark(string stage);

    IPlace Copy();

    IPlace Empty();
}

/// <summary>A directory for each.</summary>
internal sealed class SqliteStore(string data, int tickets) : IStore
{
    private readonly string original = Path.Combine(data, $"sqlite-{tickets}");

    public IPlace Original { get; } = new Place(Path.Combine(data, $"sqlite-{tickets}"), isKept: true);

    public IPlace Fresh()
    {
        // What an interrupted run left is not whole.
        if (Directory.Exists(original)) Directory.Delete(original, recursive: true);
        Directory.CreateDirectory(original);
        return Original;
    }

    public string Mark(string stage) => $"{original}.{stage}";

    public IPlace Copy()
    {
        var copy = Path.Combine(data, $"run-{Guid.NewGuid():N}");
        foreach (var directory in Directory.EnumerateDirectories(original, "*", SearchOption.AllDirectories).Prepend(original)) Directory.CreateDirectory(directory.Replace(original, copy, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories)) File.Copy(file, file.Replace(original, copy, StringComparison.Ordinal));
        return new Place(copy, isKept: false);
    }

    public IPlace Empty() => new Place(Path.Combine(data, $"run-{Guid.NewGuid():N}"), isKept: false);

    private sealed class Place : IPlace
    {
        private readonly string directory;
        private readonly bool isKept;

        public Place(string directory, bool isKept)
        {
            (this.directory, this.isKept) = (directory, isKept);
            Directory.CreateDirectory(directory);
        }

        public string[] Settings => [$"--HelpDesk:DataDirectory={directory}"];

        public string Connection => $"Data Source={Path.Combine(directory, "helpdesk.db")}";

        public void Dispose()
        {
            if (!isKept) Directory.Delete(directory, recursive: true);
        }
    }
}
