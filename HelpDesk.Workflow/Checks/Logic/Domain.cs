namespace HelpDesk.Workflow;

/// <summary>
/// The values of one field, cut into points that no guard of the definition can tell apart. Each point has a value that
/// stands for it and that a case may really have; a set of points is a mask.
/// </summary>
internal sealed class Domain
{
    /// <summary>A mask has as many bits; a field that needs more is not analysed.</summary>
    public const int MostPoints = 64;

    private readonly IReadOnlySet<FieldValue> constants;

    /// <param name="field">The field.</param>
    /// <param name="constants">What guards compare it with.</param>
    /// <param name="points">No value first, if it may have none; ordered ones rising; the text that stands for every other last.</param>
    public Domain(FieldDefinition field, IReadOnlySet<FieldValue> constants, FieldValue[] points)
    {
        (Field, this.constants, Points) = (field, constants, points);
        All = points.Length == MostPoints ? ulong.MaxValue : (1UL << points.Length) - 1;
        Empty = points[0].IsEmpty ? 1UL : 0;
    }

    public FieldDefinition Field { get; }
    public FieldValue[] Points { get; }

    /// <summary>Every point.</summary>
    public ulong All { get; }

    /// <summary>The point of a field without a value; none for a field that always has one.</summary>
    public ulong Empty { get; }

    /// <summary>Whether somebody, or the product, may give it any other value between two steps.</summary>
    public bool IsFree => Field.SetBy != Roles.None || Field.Key is BuiltInFields.Reopenings or BuiltInFields.Satisfaction;

    /// <summary>Whether a case may be filed with any value of it, though nobody changes it later.</summary>
    public bool IsGiven => Field.Key is BuiltInFields.Channel or BuiltInFields.Customer or BuiltInFields.Organisation;

    /// <summary>The points for which an atom is true.</summary>
    public ulong Of(Guard.Atom atom)
    {
        var mask = 0UL;
        for (var point = 0; point < Points.Length; point++)
            if (AtomMeaning.Holds(atom, Field, Points[point]))
                mask |= 1UL << point;
        return mask;
    }

    /// <summary>Whether a point stands for more than its own value.</summary>
    public bool IsGap(int point) => !Points[point].IsEmpty && !constants.Contains(Points[point]);

    /// <summary>The point of a value; -1 for one that a case cannot have.</summary>
    public int PointOf(FieldValue value)
    {
        for (var point = 0; point < Points.Length; point++)
            if (Points[point] == value)
                return point;
        return Field.Type switch
        {
            FieldType.Number => Cuts.PointOf(this, value),
            FieldType.Date => Cuts.PointOf(this, value),
            // The last one stands for every other text.
            FieldType.Text or FieldType.LongText => Points.Length - 1,
            _ => -1,
        };
    }
}
