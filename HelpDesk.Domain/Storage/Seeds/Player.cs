using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>What playing needs besides a clock.</summary>
public sealed class Stage(Writes writes, WorkflowLibrary workflows, Reactions.Reactions reactions, Reactions.ITokenSeal seal, Reactions.ReplyPause pause, AttachmentFiles files, ProductZone zone)
{
    // Here a link's token lives as long as its story.
    private static readonly Reactions.ITokenSeal Open = new NoSeal();

    /// <param name="keepTokens">True in the demo only, whose post shows links that work.</param>
    public Player PlayerOn(VirtualClock clock, bool keepTokens) =>
        new(new CommandStage(writes, workflows, reactions, seal, clock, keepTokens), files, new OfficeHours(zone.Zone), clock);

    /// <summary>For many stories: plays in memory and writes in bulk, where the workflows allow it; else like the other. Nobody else may write meanwhile.</summary>
    /// <param name="present">Up to when is played.</param>
    public async Task<Player> BulkPlayerOn(VirtualClock clock, DateTimeOffset present, bool keepTokens, CancellationToken ct)
    {
        var desk = await writes.DoAsync(async (db, cancel) =>
            await DeskInMemory.ReadAsync(db, workflows, cancel) is { } known
                ? keepTokens
                    ? new BulkDesk(known, reactions, seal, clock, keepTokens, present, new BulkRows(db))
                    : new BulkDesk(known, new Reactions.Reactions(Open, pause), Open, clock, keepTokens, present, new BulkRows(db))
                : null, OnConflict.DecideAnew, ct);
        return desk is null ? PlayerOn(clock, keepTokens) : new Player(new BulkStage(writes, desk), files, new OfficeHours(zone.Zone), clock);
    }

    private sealed class NoSeal : Reactions.ITokenSeal
    {
        public string Seal(string token) => token;

        public string? Open(string sealedToken) => sealedToken;
    }
}

/// <summary>Plays stories through the workflow on a virtual clock: what people do by their scripts, what timers do as the clock passes.</summary>
public sealed class Player
{
    private static readonly TimeSpan LastStretch = TimeSpan.FromHours(12);

    private readonly IPlayedStage stage;
    private readonly AttachmentFiles files;
    private readonly OfficeHours hours;
    private readonly VirtualClock clock;
    private readonly PriorityQueue<Func<Scene, Task>, (DateTimeOffset At, int Order)> due = new();
    private int order;

    internal Player(IPlayedStage stage, AttachmentFiles files, OfficeHours hours, VirtualClock clock) =>
        (this.stage, this.files, this.hours, this.clock) = (stage, files, hours, clock);

    /// <summary>Plays everything that happens up to an instant, in the order of time; what comes later stays undone, its timers armed.</summary>
    /// <param name="stories">In the order in which they are filed; each is asked for when its time has come.</param>
    public async Task PlayAsync(IEnumerable<Story> stories, DateTimeOffset until, IProgress<int>? filed, CancellationToken ct)
    {
        using var next = stories.GetEnumerator();
        Await(next, until);
        for (var count = 0; IsDue(until);)
            await stage.StretchAsync(async desk =>
            {
                var scene = new Scene(desk, ct);
                for (var i = 0; i < stage.Happenings && IsDue(until); i++)
                {
                    due.TryDequeue(out var happening, out var when);
                    clock.GoTo(when.At);
                    await happening!(scene);
                }
                filed?.Report(count += scene.Filed);
            }, ct);
        await stage.EndAsync(ct);

        void Await(IEnumerator<Story> next, DateTimeOffset until)
        {
            if (!next.MoveNext()) return;
            var story = next.Current;
            At(story.FiledAt, async scene =>
            {
                Await(next, until);
                await BeginAsync(scene, story, until);
            });
        }
    }

    private bool IsDue(DateTimeOffset until) => due.TryPeek(out _, out var when) && when.At <= until;

    private void At(DateTimeOffset at, Func<Scene, Task> happening) => due.Enqueue(happening, (at, order++));

    private async Task BeginAsync(Scene scene, Story story, DateTimeOffset until)
    {
        var kept = await KeepAsync(story.Files);
        if (await scene.FileAsync(story, kept) is not { } ticket) return;
        await WindAsync(scene, ticket);
        Next(ticket, story, 0, until);
    }

    private void Next(Played ticket, Story story, int index, DateTimeOffset until)
    {
        if (index == story.Beats.Length) return;
        var beat = story.Beats[index];
        At(TimeOf(beat, until), async scene =>
        {
            var kept = beat.Deed is Deed.Write write ? await KeepAsync(write.Files) : [];
            await scene.DoAsync(ticket, beat, kept);
            await WindAsync(scene, ticket);
            Next(ticket, story, index + 1, until);
        });
    }

    // Staff work by day. Towards the end they do not wait for the morning, or the story would not end as it is told.
    private DateTimeOffset TimeOf(Beat beat, DateTimeOffset until)
    {
        var now = clock.GetUtcNow();
        if (beat.BeforeNow) return until - beat.After > now ? until - beat.After : now;
        var byDay = beat.By.Is(PersonRoles.Customer) ? now + beat.After : hours.Next(now + beat.After);
        return byDay < until - LastStretch ? byDay : now + beat.After;
    }

    // The timers that the newest stay armed. Those of stays that are over lapse when they come due, as they do in life.
    private async Task WindAsync(Scene scene, Played ticket)
    {
        foreach (var (timer, at) in await scene.Desk.NewTimersAsync(ticket, scene.Ct))
            At(at, async later =>
            {
                await later.Desk.FireAsync(ticket, timer, later.Ct);
                await WindAsync(later, ticket);
            });
    }

    private async Task<ImmutableArray<StoredFile>> KeepAsync(IEnumerable<SampleFile> samples)
    {
        var kept = ImmutableArray.CreateBuilder<StoredFile>();
        foreach (var sample in samples)
        {
            using var content = new MemoryStream(sample.Content());
            if (await files.KeepAsync(content, sample.Name, sample.ContentType, default) is { } stored) kept.Add(stored);
        }
        return kept.ToImmutable();
    }
}
