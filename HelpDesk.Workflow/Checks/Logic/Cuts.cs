namespace HelpDesk.Workflow;

/// <summary>Ordered fields are cut at the constants of the definition: each constant is a point, and so is each gap that holds a value.</summary>
internal static class Cuts
{
    private const decimal Step = 1m;

    /// <summary>A number for each constant and gap, in rising order.</summary>
    public static IEnumerable<FieldValue> Numbers(FieldDefinition field, IReadOnlyList<decimal> constants) => field.Key switch
    {
        BuiltInFields.Reopenings => Whole(constants, 0, null),
        BuiltInFields.Satisfaction => Whole(constants, 1, 5),
        _ => Real(constants),
    };

    /// <summary>A date for each constant and gap, in rising order.</summary>
    public static IEnumerable<FieldValue> Dates(IReadOnlyList<DateOnly> constants) =>
        Gaps(constants.Select(date => (long)date.DayNumber).ToList(), DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber)
            .Select(day => FieldValue.Of(DateOnly.FromDayNumber((int)day)));

    /// <summary>The point of a value that is none of the representatives: the gap in which it lies.</summary>
    public static int PointOf(Domain domain, FieldValue value)
    {
        // Two neighbours enclose it; whichever of the two is no constant stands for the gap.
        for (var point = 0; point < domain.Points.Length; point++)
            if (!domain.Points[point].IsEmpty && domain.Field.Compare(value, domain.Points[point]) is < 0)
                return domain.IsGap(point) ? point : point > 0 && domain.IsGap(point - 1) ? point - 1 : -1;
        return domain.IsGap(domain.Points.Length - 1) ? domain.Points.Length - 1 : -1;
    }

    private static IEnumerable<FieldValue> Whole(IReadOnlyList<decimal> constants, long least, long? most) =>
        Gaps([.. constants.Where(number => number == decimal.Truncate(number) && Math.Abs(number) < int.MaxValue).Select(number => (long)number)], least, most ?? int.MaxValue)
            .Select(number => FieldValue.Of(number));

    private static IEnumerable<long> Gaps(List<long> constants, long least, long most)
    {
        var next = least;
        foreach (var constant in constants.Where(constant => constant >= least && constant <= most))
        {
            if (next < constant)
                yield return next;
            yield return constant;
            next = constant + 1;
        }
        if (next <= most)
            yield return next;
    }

    private static IEnumerable<FieldValue> Real(IReadOnlyList<decimal> constants)
    {
        if (constants.Count == 0)
        {
            yield return FieldValue.Of(0m);
            yield break;
        }
        if (constants[0] > decimal.MinValue + Step)
            yield return FieldValue.Of(constants[0] - Step);
        for (var at = 0; at < constants.Count; at++)
        {
            yield return FieldValue.Of(constants[at]);
            if (at + 1 < constants.Count)
            {
                var middle = constants[at] / 2 + constants[at + 1] / 2;
                if (middle > constants[at] && middle < constants[at + 1])
                    yield return FieldValue.Of(middle);
            }
            else if (constants[at] < decimal.MaxValue - Step)
                yield return FieldValue.Of(constants[at] + Step);
        }
    }
}
