using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>What playing needs besides a clock.</summary>
public sealed class Stage(Writes writes, WorkflowLibrary workflows, Reactions.Reactions reactions, Reactions.ITokenSeal seal, AttachmentFiles files, ProductZone zone)
{
    /// <param name="keepTokens">True in the demo only, whose post shows links that work.</param>
    public Player PlayerOn(VirtualClock clock, bool keepTokens) => new(writes, workflows, reactions, seal, files, new OfficeHours(zone.Zone), clock, keepTokens);
}

/// <summary>Plays stories through the real commands on a virtual clock: what people do by their scripts, what timers do as the clock passes.</summary>
public sealed class Player(Writes writes, WorkflowLibrary workflows, Reactions.Reactions reactions, Reactions.ITokenSeal seal, AttachmentFiles files, OfficeHours hours, VirtualClock clock, bool keepTokens)
{
    // Many commands share one commit: nobody waits for an answer here.
    private const int CommandsInACommit = 250;

    private static readonly TimeSpan LastStretch = TimeSpan.FromHours(12);

    private readonly PriorityQueue<Func<Scene, Task>, (DateTimeOffset At, int Order)> due = new();
    private int order;

    /// <summary>Plays everything that happens up to an instant, in the order of time; what comes later stays undone, its timers armed.</summary>
    public async Task PlayAsync(IEnumerable<Story> stories, DateTimeOffset until, IProgress<int>? filed, CancellationToken ct)
    {
        var count = 0;
        foreach (var story in stories)
            At(story.FiledAt, scene => BeginAsync(scene, story, until));
        while (due.TryPeek(out _, out var next) && next.At <= until)
            await writes.GroupAsync(async (group, cancel) =>
            {
                var scene = new Scene(group, new TicketCommands(group, workflows, reactions, clock), workflows, seal, keepTokens, cancel);
                for (var i = 0; i < CommandsInACommit && due.TryPeek(out var happening, out var when) && when.At <= until; i++)
                {
                    due.Dequeue();
                    clock.GoTo(when.At);
                    await happening(scene);
                }
                await scene.PostAsync();
                filed?.Report(count += scene.Filed);
            }, ct);
    }

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
        foreach (var (timer, at) in await scene.NewTimersAsync(ticket))
            At(at, async later =>
            {
                await later.FireAsync(ticket, timer);
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
