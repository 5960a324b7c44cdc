using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Query;

namespace HelpDesk.Domain.Storage;

/// <summary>
/// Makes a lambda with parameters of a composed query. It is composed twice, each time with other made-up arguments; where one of
/// them stands in the query, the parameter goes. What was only computed from an argument would be the same for ever: then the two differ, and it is refused.
/// </summary>
internal static class Prepared
{
    /// <exception cref="InvalidOperationException">The query does not take an argument as it is.</exception>
    public static Expression<TDelegate> Of<TDelegate>(HelpDeskDb db, Delegate compose, params Type[] types)
    {
        ParameterExpression[] parameters = [.. types.Select((type, i) => Expression.Parameter(type, $"argument{i}"))];
        var (one, other) = (Composed(db, compose, parameters, 1), Composed(db, compose, parameters, 2));
        if (!ExpressionEqualityComparer.Instance.Equals(one, other))
            throw new InvalidOperationException($"A quick query must take its arguments as they are, and not choose or compute by them: {one}");
        return Expression.Lambda<TDelegate>(one, [Expression.Parameter(typeof(HelpDeskDb), "db"), .. parameters]);
    }

    public static async Task<List<TRow>> ListAsync<TRow>(IAsyncEnumerable<TRow> asked, CancellationToken ct)
    {
        var rows = new List<TRow>();
        await foreach (var row in asked.WithCancellation(ct)) rows.Add(row);
        return rows;
    }

    private static Expression Composed(HelpDeskDb db, Delegate compose, ParameterExpression[] parameters, int turn)
    {
        object[] arguments = [.. parameters.Select((parameter, i) => MadeUp(parameter.Type, turn, i))];
        var query = (IQueryable)compose.DynamicInvoke([db, .. arguments])!;
        return new WithParameters(arguments, parameters).Visit(query.Expression);
    }

    // Values that stand in no query by themselves.
    private static object MadeUp(Type type, int turn, int index) => type switch
    {
        _ when type == typeof(int) => 1_900_000_000 + 100 * turn + index,
        _ when type == typeof(long) => 1_900_000_000_000_000 + 100 * turn + index,
        // Of another length each time, so that what only counts it is refused, too.
        _ when type == typeof(List<long>) => Enumerable.Repeat(1_900_000_000_000_000L + index, turn).ToList(),
        _ when type == typeof(string) => $"made up {turn} {index}",
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(7000 + 100 * turn + index, 1, 1, 0, 0, 0, TimeSpan.Zero),
        _ when type.GetMethod("From", BindingFlags.Public | BindingFlags.Static, [typeof(Guid)]) is { } from => from.Invoke(null, [Guid.NewGuid()])!,
        _ => throw new InvalidOperationException($"A quick query takes no {type.Name}."),
    };

    private sealed class WithParameters(object[] arguments, ParameterExpression[] parameters) : ExpressionVisitor
    {
        protected override Expression VisitConstant(ConstantExpression node) => Of(node.Value, node.Type) ?? node;

        // What a lambda took from around it stands in an object of the compiler's.
        protected override Expression VisitMember(MemberExpression node) =>
            IsKnown(node, out var value) ? Of(value, node.Type) ?? Expression.Constant(value, node.Type) : base.VisitMember(node);

        // Without the context in which it was composed.
        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression root ? new EntityQueryRootExpression(root.EntityType) : base.VisitExtension(node);

        private Expression? Of(object? value, Type type)
        {
            if (value is null) return null;
            var index = Array.FindIndex(arguments, argument => argument.Equals(value));
            if (index >= 0) return parameters[index].Type == type ? parameters[index] : Expression.Convert(parameters[index], type);
            return value is IQueryable part ? Visit(part.Expression) : null;
        }

        private static bool IsKnown(MemberExpression node, out object? value)
        {
            value = null;
            object? of = null;
            if (node.Expression is ConstantExpression constant) of = constant.Value;
            else if (node.Expression is MemberExpression outer && !IsKnown(outer, out of)) return false;
            else if (node.Expression is not (null or MemberExpression)) return false;
            value = node.Member switch
            {
                FieldInfo field => field.GetValue(of),
                PropertyInfo property => property.GetValue(of),
                _ => null,
            };
            return true;
        }
    }
}
