using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HelpDesk.Domain.Storage;

/// <summary>What holds for every entity.</summary>
internal static class Conventions
{
    /// <summary>Every typed id of this assembly is kept as its Guid.</summary>
    public static void TypedIds(ModelConfigurationBuilder configuration)
    {
        foreach (var id in typeof(HelpDeskDb).Assembly.GetTypes().Where(IsTypedId))
            configuration.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));
        configuration.Properties<ImmutableSortedDictionary<string, FieldValue>>().HaveConversion<FieldsConverter, FieldsComparer>();
        configuration.Properties<ImmutableSortedDictionary<string, ClockState>>().HaveConversion<ClocksConverter, ClocksComparer>();
    }

    /// <summary>Ids are made in constructors: a thing added to a tracked parent is new, although its key is set. Where the database makes one, the mapping says so.</summary>
    public static void KeysAreMadeByUs(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => e.ClrType.Assembly == typeof(HelpDeskDb).Assembly))
            foreach (var property in entity.FindPrimaryKey()?.Properties ?? [])
                if (((IConventionProperty)property).GetValueGeneratedConfigurationSource() != ConfigurationSource.Explicit) property.ValueGenerated = ValueGenerated.Never;
    }

    private static bool IsTypedId(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITypedId<>));
}

/// <summary>Instants as microseconds since 1970 in UTC: sortable and comparable where the database has no such type.</summary>
internal sealed class MicrosecondsConverter() : ValueConverter<DateTimeOffset, long>(
    at => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
    microseconds => new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + microseconds * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero));

/// <summary>A ticket's field values as one JSON object; absent means empty.</summary>
internal sealed class FieldsConverter() : ValueConverter<ImmutableSortedDictionary<string, FieldValue>, string>(
    fields => Write(fields), json => Read(json))
{
    private static string Write(ImmutableSortedDictionary<string, FieldValue> fields) =>
        JsonSerializer.Serialize(fields.ToDictionary(f => f.Key, f => f.Value switch
        {
            { IsEmpty: true } => null,
            { Number: { } number } => (object)number,
            { Flag: { } flag } => flag,
            { Date: { } date } => new Dictionary<string, string> { ["date"] = date.ToString("O", CultureInfo.InvariantCulture) },
            var text => text.Text,
        }));

    private static ImmutableSortedDictionary<string, FieldValue> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToImmutableSortedDictionary(f => f.Name, f => f.Value.ValueKind switch
        {
            JsonValueKind.Null => FieldValue.None,
            JsonValueKind.Number => FieldValue.Of(f.Value.GetDecimal()),
            JsonValueKind.True or JsonValueKind.False => FieldValue.Of(f.Value.GetBoolean()),
            JsonValueKind.Object => FieldValue.Of(DateOnly.Parse(f.Value.GetProperty("date").GetString()!, CultureInfo.InvariantCulture)),
            _ => FieldValue.Of(f.Value.GetString()),
        }, StringComparer.Ordinal);
    }
}

internal sealed class FieldsComparer() : ValueComparer<ImmutableSortedDictionary<string, FieldValue>>(
    (a, b) => ReferenceEquals(a, b) || (a != null && b != null && a.SequenceEqual(b)),
    fields => fields.Aggregate(0, (hash, field) => HashCode.Combine(hash, field.Key, field.Value)),
    fields => fields);
