using System.Globalization;

namespace HelpDesk.Workflow;

/// <summary>A length of time as a definition writes it: <c>30m</c>, <c>4h</c>, <c>2d</c>, <c>1w</c>.</summary>
/// <param name="Amount">How many; at least 1.</param>
/// <param name="Unit">Of what.</param>
public readonly record struct Span(int Amount, SpanUnit Unit)
{
    /// <summary>The minutes of the wall clock.</summary>
    internal long Minutes => Amount * Unit switch
    {
        SpanUnit.Minutes => 1L,
        SpanUnit.Hours => 60,
        SpanUnit.Days => 24 * 60,
        SpanUnit.Weeks => 7 * 24 * 60,
        _ => throw new InvalidOperationException($"{Unit} is no unit."),
    };

    /// <summary>Reads the written form: a whole number from 1 to 9,999,999 without leading zeros, and a unit.</summary>
    /// <param name="text">The text.</param>
    /// <param name="span">The length, when it is one.</param>
    public static bool TryParse(string text, out Span span)
    {
        span = default;
        if (text.Length is < 2 or > 8 || text[0] == '0' || text.AsSpan(0, text.Length - 1).ContainsAnyExceptInRange('0', '9'))
            return false;
        SpanUnit? unit = text[^1] switch { 'm' => SpanUnit.Minutes, 'h' => SpanUnit.Hours, 'd' => SpanUnit.Days, 'w' => SpanUnit.Weeks, _ => null };
        if (unit is null)
            return false;
        span = new(int.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture), unit.Value);
        return true;
    }

    /// <summary>How long it is without a calendar: days of 24 hours, weeks of 7 days.</summary>
    public TimeSpan OnTheClock => TimeSpan.FromMinutes(Minutes);

    /// <summary>This many times as long.</summary>
    public Span Times(int times) => this with { Amount = checked(Amount * times) };

    /// <inheritdoc/>
    public override string ToString() => Amount + Unit switch { SpanUnit.Minutes => "m", SpanUnit.Hours => "h", SpanUnit.Days => "d", SpanUnit.Weeks => "w", _ => throw new InvalidOperationException() };
}

/// <summary>The units of a <see cref="Span"/>.</summary>
public enum SpanUnit
{
    /// <summary>60 seconds.</summary>
    Minutes,
    /// <summary>60 minutes.</summary>
    Hours,
    /// <summary>24 hours; with a calendar one working day of it.</summary>
    Days,
    /// <summary>7 days; with a calendar as many working days as a week of it has.</summary>
    Weeks,
}
