using System.Runtime.CompilerServices;
using HelpDesk.Domain.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HelpDesk.Domain.Storage;

/// <summary>
/// A query that is asked again and again: composed and translated once for each model, where a query that is composed anew each
/// time costs several times what the database takes for it. It is made of the same parts as any other
/// (<see cref="Prepared"/> finds its arguments in what they made); what they decide by an argument, such as by somebody's roles, needs a query for each case.
/// A process has one model for each kind of database, so the contexts that ask are all configured by <see cref="SqliteDb.Use"/> or <see cref="Postgres.PostgresDb.Use"/>.
/// </summary>
public sealed class QuickQuery<T, TRow>(Func<HelpDeskDb, T, IQueryable<TRow>> compose)
{
    private readonly ConditionalWeakTable<IModel, Func<HelpDeskDb, T, IAsyncEnumerable<TRow>>> translated = [];

    public Task<List<TRow>> ListAsync(HelpDeskDb db, T argument, CancellationToken ct) =>
        Prepared.ListAsync(translated.GetValue(db.Model, _ => EF.CompileAsyncQuery(Prepared.Of<Func<HelpDeskDb, T, IQueryable<TRow>>>(db, compose, typeof(T))))(db, argument), ct);
}

/// <inheritdoc cref="QuickQuery{T, TRow}"/>
public sealed class QuickQuery<TRow>(Func<HelpDeskDb, IQueryable<TRow>> compose)
{
    private readonly ConditionalWeakTable<IModel, Func<HelpDeskDb, IAsyncEnumerable<TRow>>> translated = [];

    public Task<List<TRow>> ListAsync(HelpDeskDb db, CancellationToken ct) =>
        Prepared.ListAsync(translated.GetValue(db.Model, _ => EF.CompileAsyncQuery(Prepared.Of<Func<HelpDeskDb, IQueryable<TRow>>>(db, compose)))(db), ct);
}

/// <inheritdoc cref="QuickQuery{T, TRow}"/>
public sealed class QuickQuery<T1, T2, TRow>(Func<HelpDeskDb, T1, T2, IQueryable<TRow>> compose)
{
    private readonly ConditionalWeakTable<IModel, Func<HelpDeskDb, T1, T2, IAsyncEnumerable<TRow>>> translated = [];

    public Task<List<TRow>> ListAsync(HelpDeskDb db, T1 one, T2 two, CancellationToken ct) =>
        Prepared.ListAsync(translated.GetValue(db.Model, _ => EF.CompileAsyncQuery(Prepared.Of<Func<HelpDeskDb, T1, T2, IQueryable<TRow>>>(db, compose, typeof(T1), typeof(T2))))(db, one, two), ct);
}

/// <inheritdoc cref="QuickQuery{T, TRow}"/>
public sealed class QuickQuery<T1, T2, T3, TRow>(Func<HelpDeskDb, T1, T2, T3, IQueryable<TRow>> compose)
{
    private readonly ConditionalWeakTable<IModel, Func<HelpDeskDb, T1, T2, T3, IAsyncEnumerable<TRow>>> translated = [];

    public Task<List<TRow>> ListAsync(HelpDeskDb db, T1 one, T2 two, T3 three, CancellationToken ct) =>
        Prepared.ListAsync(translated.GetValue(db.Model, _ => EF.CompileAsyncQuery(Prepared.Of<Func<HelpDeskDb, T1, T2, T3, IQueryable<TRow>>>(db, compose, typeof(T1), typeof(T2), typeof(T3))))(db, one, two, three), ct);
}

/// <inheritdoc cref="QuickQuery{T, TRow}"/>
public sealed class QuickQuery<T1, T2, T3, T4, TRow>(Func<HelpDeskDb, T1, T2, T3, T4, IQueryable<TRow>> compose)
{
    private readonly ConditionalWeakTable<IModel, Func<HelpDeskDb, T1, T2, T3, T4, IAsyncEnumerable<TRow>>> translated = [];

    public Task<List<TRow>> ListAsync(HelpDeskDb db, T1 one, T2 two, T3 three, T4 four, CancellationToken ct) =>
        Prepared.ListAsync(translated.GetValue(db.Model, _ => EF.CompileAsyncQuery(Prepared.Of<Func<HelpDeskDb, T1, T2, T3, T4, IQueryable<TRow>>>(db, compose, typeof(T1), typeof(T2), typeof(T3), typeof(T4))))(db, one, two, three, four), ct);
}
