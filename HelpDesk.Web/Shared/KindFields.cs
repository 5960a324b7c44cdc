using System.Collections.Immutable;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace HelpDesk.Web.Shared;

/// <summary>The fields of a kind in the form for a new request: read, judged, and shown again as they were typed.</summary>
public sealed class KindFields(Words words)
{
    /// <summary>The values that were filled in. What does not fit its field is a fault of the form.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Read(Kind kind, Roles roles, IReadOnlyDictionary<string, string?> typed, ModelStateDictionary state)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, FieldValue>(StringComparer.Ordinal);
        foreach (var field in kind.FieldsFor(roles))
        {
            var value = FieldReader.Read(field, typed.GetValueOrDefault(field.Key));
            if (value is { IsEmpty: true }) continue;
            if (value is { } fits && field.Fits(fits)) values[field.Key] = fits;
            else state.AddModelError(FieldControl.IdOf(field), words["Choose or write a value that “{0}” can hold.", field.Name.In(System.Globalization.CultureInfo.CurrentUICulture.Name)]);
        }
        return values.ToImmutable();
    }

    /// <summary>The controls of the form, in the definition's order.</summary>
    public static ImmutableArray<FieldControl> Controls(Kind kind, Roles roles, IReadOnlyDictionary<string, string?> typed, ModelStateDictionary state) =>
        [.. kind.FieldsFor(roles).Select(field => new FieldControl(FieldControl.IdOf(field), field, typed.GetValueOrDefault(field.Key), state[FieldControl.IdOf(field)]?.Errors.FirstOrDefault()?.ErrorMessage))];
}
