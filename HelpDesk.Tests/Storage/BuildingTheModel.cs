using System.Reflection;
using System.Text.RegularExpressions;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Postgres;
using HelpDesk.Domain.Storage.Sqlite;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Storage;

/// <summary>
/// The model of each database is generated code, so that no start has to build it.
/// After a change of the model, or of EF's or Npgsql's version: HELPDESK_ACCEPT=1 dotnet test -- --filter-class "*BuildingTheModel", then read the diff.
/// </summary>
public sealed partial class BuildingTheModel
{
    [Fact]
    public void The_generated_code_is_that_of_the_model()
    {
        using var sqlite = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite().Options);
        using var postgres = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql().Options);
        foreach (var (db, name) in new (HelpDeskDb, string)[] { (sqlite, "Sqlite"), (postgres, "Postgres") })
        {
            var path = Path.Combine(Sources.Root, "HelpDesk.Domain", "Storage", "Models", name);
            var generated = Generate(db, $"{typeof(HelpDeskDb).Namespace}.Models.{name}");
            Assert.True(generated.Count > 40, $"The model of {name} has {generated.Count} files.");
            if (Environment.GetEnvironmentVariable("HELPDESK_ACCEPT") == "1") Write(path, generated);
            var kept = Read(path);
            var differs = generated.Keys.Union(kept.Keys).Where(file => !IsSame(generated.GetValueOrDefault(file), kept.GetValueOrDefault(file))).Order(StringComparer.Ordinal);
            Assert.True(!differs.Any(), $"Not what EF makes of the model: {string.Join(", ", differs)} in {path}. Have them made anew as the summary of {nameof(BuildingTheModel)} says.");
        }
    }

    [Fact]
    public void A_context_takes_the_generated_one()
    {
        using var sqlite = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite().Options);
        using var postgres = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql().Options);
        Assert.Equal(["SqliteDbModel", "PostgresDbModel"], new HelpDeskDb[] { sqlite, postgres }.Select(db => db.Model.GetType().Name));
    }

    private static Dictionary<string, string> Generate(HelpDeskDb db, string space)
    {
        using var directory = new TempDirectory();
        var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
        // As the tool does: what the database's own package adds.
        var provider = Assembly.Load(db.GetService<IDatabaseProvider>().Name);
        var adds = provider.GetType(provider.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!.TypeName, throwOnError: true)!;
        ((IDesignTimeServices)Activator.CreateInstance(adds)!).ConfigureDesignTimeServices(services);
        using var design = services.BuildServiceProvider();
        design.GetRequiredService<ICompiledModelScaffolder>().ScaffoldModel(db.GetService<IDesignTimeModel>().Model, directory.Path, new()
        {
            ContextType = db.GetType(),
            ModelNamespace = space,
            Language = "C#",
            UseNullableReferenceTypes = true,
        });
        return Read(directory.Path);
    }

    private static Dictionary<string, string> Read(string path) => Directory.Exists(path)
        ? Directory.GetFiles(path, "*.cs").ToDictionary(file => Path.GetFileName(file), file => File.ReadAllText(file).ReplaceLineEndings("\n"))
        : [];

    // But for the model's own id, which is another each time.
    private static bool IsSame(string? one, string? other) => one is not null && other is not null && ModelId().Replace(one, "") == ModelId().Replace(other, "");

    private static void Write(string path, Dictionary<string, string> generated)
    {
        Directory.CreateDirectory(path);
        var kept = Read(path);
        foreach (var name in kept.Keys.Except(generated.Keys)) File.Delete(Path.Combine(path, name));
        foreach (var (name, text) in generated.Where(file => !IsSame(file.Value, kept.GetValueOrDefault(file.Key)))) File.WriteAllText(Path.Combine(path, name), text);
    }

    [GeneratedRegex("modelId: new Guid\\(\"[0-9a-f-]{36}\"\\)")]
    private static partial Regex ModelId();
}
