using Npgsql;

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

    /// <summary>Throws away the copies that a broken run left.</summary>
    void Tidy();

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

    public void Tidy()
    {
        foreach (var left in Directory.GetDirectories(data, "run-*")) Directory.Delete(left, recursive: true);
    }

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

/// <summary>A database for each, copied by the server, and a directory for what the product keeps beside it.</summary>
internal sealed class PostgresStore(string data, int tickets, string server) : IStore
{
    private readonly string original = $"bench_{tickets}";

    public IPlace Original => new Place(data, server, original, isKept: true);

    public IPlace Fresh()
    {
        Ask(server, $"DROP DATABASE IF EXISTS {original} WITH (FORCE)");
        Ask(server, $"CREATE DATABASE {original}");
        return Original;
    }

    public string Mark(string stage) => Path.Combine(data, $"postgresql-{tickets}.{stage}");

    public IPlace Copy() => Made($"TEMPLATE {original}");

    public IPlace Empty() => Made("");

    public void Tidy()
    {
        using var connection = Open(server);
        using var names = new NpgsqlCommand(@"SELECT datname FROM pg_database WHERE datname LIKE 'bench\_run\_%'", connection);
        var left = new List<string>();
        using (var reader = names.ExecuteReader())
            while (reader.Read()) left.Add(reader.GetString(0));
        foreach (var database in left) Ask(server, $"DROP DATABASE {database} WITH (FORCE)");
    }

    private Place Made(string how)
    {
        var name = $"bench_run_{Guid.NewGuid():N}";
        NpgsqlConnection.ClearAllPools();
        Ask(server, $"CREATE DATABASE {name} {how}");
        return new(data, server, name, isKept: false);
    }

    private static void Ask(string server, string sql)
    {
        using var connection = Open(server);
#pragma warning disable CA2100 // names of our own making
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static NpgsqlConnection Open(string server)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false, CommandTimeout = 600 }.ConnectionString);
        connection.Open();
        return connection;
    }

    private sealed class Place(string data, string server, string database, bool isKept) : IPlace
    {
        public string[] Settings => [$"--HelpDesk:DataDirectory={Path.Combine(data, database)}", "--HelpDesk:Database=PostgreSql", $"--ConnectionStrings:HelpDesk={Connection}"];

        public string Connection => new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString;

        public void Dispose()
        {
            if (isKept) return;
            Ask(server, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
            if (Directory.Exists(Path.Combine(data, database))) Directory.Delete(Path.Combine(data, database), recursive: true);
        }
    }
}
