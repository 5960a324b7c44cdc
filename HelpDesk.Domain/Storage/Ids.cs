using System.ComponentModel;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HelpDesk.Domain.Storage;

/// <summary>A typed id around a version-7 Guid, made where the thing is made.</summary>
public interface ITypedId<TSelf> where TSelf : struct, ITypedId<TSelf>
{
    Guid Value { get; }
    static abstract TSelf From(Guid value);
}

/// <summary>How the database keeps a typed id.</summary>
internal sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Made(value))
    where TId : struct, ITypedId<TId>
{
    // An expression tree cannot call a static abstract member itself.
    private static TId Made(Guid value) => TId.From(value);
}

/// <summary>How Identity reads a typed id from a cookie's text.</summary>
public sealed class IdTypeConverter<TId> : TypeConverter where TId : struct, ITypedId<TId>
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        Guid.TryParse(value as string, out var id) ? TId.From(id) : null;

    public override object? ConvertTo(ITypeDescriptorContext? context, CultureInfo? culture, object? value, Type destinationType) =>
        value is TId id ? id.Value.ToString() : null;
}
