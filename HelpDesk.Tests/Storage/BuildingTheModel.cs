using System.Reflection;
using System.Text.RegularExpressions;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Postgres;
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
/// After a change of the model: HELPDESK_ACCEPT=1 dotnet test -- --filter-class "*BuildingTheModel", then read the diff.
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
            Assert.Equal(Comparable(generated), Comparable(Read(path)));
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

    private static Dictionary<string, string> Read(string path) =>
        Directory.GetFiles(path, "*.cs").ToDictionary(file => Path.GetFileName(file), file => File.ReadAllText(file).ReplaceLineEndings("\n"));

    // But for the model's own id, which is another each time.
    private static Dictionary<string, string> Comparable(Dictionary<string, string> files) => files.ToDictionary(file => file.Key, file => ModelId().Replace(file.Value, ""));

    private static void Write(string path, Dictionary<string, string> generated)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        Directory.CreateDirectory(path);
        foreach (var (name, text) in generated) File.WriteAllText(Path.Combine(path, name), text);
    }

    [GeneratedRegex("modelId: new Guid\\(\"[0-9a-f-]{36}\"\\)")]
    private static partial Regex ModelId();
}
