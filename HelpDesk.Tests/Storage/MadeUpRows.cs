using System.Collections.Immutable;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HelpDesk.Tests.Storage;

/// <summary>Rows with values that nobody would think of, no two alike, for what has to write rows of any kind.</summary>
internal sealed class MadeUpRows
{
    private int made;

    /// <summary>A value for each property that is not made by the database.</summary>
    /// <param name="withAll">Also for those that need none.</param>
    public Dictionary<string, object?> Values(IEntityType entity, bool withAll) =>
        entity.GetProperties().Where(property => property.ValueGenerated == ValueGenerated.Never)
            .ToDictionary(property => property.Name, property => withAll || !property.IsNullable ? Value(property.ClrType) : null);

    /// <summary>Another value each time.</summary>
    public object Value(Type type)
    {
        made++;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) return Enum.GetValues(type).Cast<object>().ElementAt(made % Enum.GetValues(type).Length);
        if (type == typeof(bool)) return made % 2 == 0;
        if (type == typeof(int)) return made;
        if (type == typeof(long)) return 5_000_000_000L + made;
        if (type == typeof(double)) return made + 0.25;
        if (type == typeof(string)) return $"Nr. {made}, “größer” ⚙";
        if (type == typeof(TimeSpan)) return TimeSpan.FromSeconds(made);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 3, 1, 7, 30, 0, TimeSpan.Zero).AddMicroseconds(made);
        if (type == typeof(DateOnly)) return new DateOnly(2026, 3, 1).AddDays(made);
        if (type == typeof(Guid)) return new Guid(made, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8);
        if (type == typeof(byte[])) return new byte[] { 0, 255, (byte)made, (byte)(made >> 8) };
        if (type == typeof(ImmutableSortedDictionary<string, FieldValue>)) return ImmutableSortedDictionary<string, FieldValue>.Empty.Add("nr", FieldValue.Of(made));
        if (type == typeof(ImmutableSortedDictionary<string, ClockState>))
            return ImmutableSortedDictionary<string, ClockState>.Empty.Add("answer", new(ClockStatus.Running, (DateTimeOffset)Value(typeof(DateTimeOffset)), TimeSpan.Zero, null, false, null, null, null));
        if (type.GetMethod("From", [typeof(Guid)]) is { } from) return from.Invoke(null, [Value(typeof(Guid))])!;
        throw new InvalidOperationException($"Nobody has said what a {type} may be here.");
    }

    /// <summary>One that differs from what was there before.</summary>
    public object Other(Type type, object? before)
    {
        object value;
        do value = Value(type); while (value.Equals(before));
        return value;
    }
}
