using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Tests.Workflow.Drafts;

/// <summary>Definitions at random, the same for the same seed. The reader accepts each; whether it makes sense is for the checks to say.</summary>
internal sealed class RandomDefinitions
{
    private static readonly Roles[] Hands = [Roles.Agent, Roles.Agent, Roles.Manager, Roles.Customer, Roles.Agent | Roles.Manager, Roles.Customer | Roles.Agent];

    private readonly Random dice;
    private readonly int states;
    private readonly ImmutableArray<FieldDefinition> fields;
    private readonly bool hasApproval;

    private RandomDefinitions(int seed, int states)
    {
        (dice, this.states) = (new(seed), states);
        fields = [.. Enumerable.Range(0, dice.Next(3)).Select(Field)];
        hasApproval = dice.Next(5) == 0;
    }

    /// <summary>Up to five states, nine steps and two fields, so that every case of it can be tried.</summary>
    public static WorkflowDefinition Small(int seed)
    {
        var random = new RandomDefinitions(seed, 2 + new Random(~seed).Next(4));
        return random.Make(1 + random.dice.Next(8), sane: random.dice.Next(3) == 0);
    }

    /// <summary>As many states and steps as asked for.</summary>
    public static WorkflowDefinition Sized(int seed, int states, int steps) => new RandomDefinitions(seed, states).Make(steps - 1, sane: false);

    /// <summary>As a manager would draw it, only larger: by hand from a few states onward or back, a third with a condition, each waiting state heard and timed, and a way to close from everywhere.</summary>
    public static WorkflowDefinition Realistic(int seed, int states, int steps)
    {
        var dice = new Random(seed);
        FieldDefinition[] fields =
        [
            .. Enumerable.Range(0, 4).Select(at => new FieldDefinition($"kind-{at}", Text.Of($"Kind {at}"), FieldType.Choice, [.. Enumerable.Range(0, 5).Select(choice => new Choice($"c{choice}", Text.Of($"C{choice}")))], Roles.Agent)),
            .. Enumerable.Range(0, 3).Select(at => new FieldDefinition($"flag-{at}", Text.Of($"Flag {at}"), FieldType.Flag, [], Roles.Agent)),
            new("sum", Text.Of("Sum"), FieldType.Number, [], Roles.Agent),
        ];
        ImmutableArray<StateDefinition> places = [.. Enumerable.Range(0, states).Select(Place)];
        var made = ImmutableArray.CreateBuilder<StepDefinition>();
        made.Add(Blank("start") with { From = new Source.Nowhere(), To = "s0", On = [new(TriggerKind.Created)] });
        made.Add(Blank("end") with { From = new Source.Every(), To = $"s{states - 1}", By = Roles.Agent, Requires = [Requirements.Reply] });
        made.Add(Blank("give-up") with { From = new Source.InPhase(Phase.Pending), To = $"s{states - 1}", On = [new(TriggerKind.Timer)], Effects = [new Effect.Mail("letter", Recipient.Customer)] });
        made.Add(Blank("heard") with { From = new Source.InPhase(Phase.Pending), To = "s1", On = [new(TriggerKind.CustomerReplied)] });
        made.Add(Blank("back") with { From = new Source.InPhase(Phase.Resolved), To = "s1", On = [new(TriggerKind.CustomerReplied)] });
        for (var at = 1; at < states - 1; at++)
            made.Add(OneStep($"to-{at}", at - 1, at) with { When = null });
        for (var at = 0; made.Count < steps; at++)
            made.Add(OneStep($"t{at}", dice.Next(states - 1), dice.Next(states - 1)));
        return new("realistic", Text.Of("Realistic"), [], [], ["letter"], [], [], [.. fields], [], [], [], places, made.ToImmutable());

        StateDefinition Place(int at)
        {
            var phase = at == states - 1 ? Phase.Closed : at == 0 ? Phase.Open : (at % 5) switch { 0 => Phase.Pending, 1 => Phase.Assigned, 2 => Phase.OnHold, 3 => Phase.Assigned, _ => at > states / 2 ? Phase.Resolved : Phase.Assigned };
            return new($"s{at}", Text.Of($"State {at}"), phase, Text.Of($"State {at}"), [], phase == Phase.Pending ? [new("give-up", new(7, SpanUnit.Days), null, 1, "give-up", [])] : []);
        }

        StepDefinition OneStep(string key, int from, int to) => Blank(key) with
        {
            From = new Source.States([.. new[] { from, (from + 1) % (states - 1) }.Distinct().Take(1 + dice.Next(2)).Order().Select(state => $"s{state}")]),
            To = $"s{to}",
            By = dice.Next(3) == 0 ? Roles.Agent | Roles.Manager : Roles.Agent,
            When = dice.Next(3) > 0 ? null : new Guard.All([.. Enumerable.Range(0, 1 + dice.Next(3)).Select(_ => OneAtom())]),
            Requires = [Requirements.Reply],
        };

        Guard OneAtom() => dice.Next(3) switch
        {
            0 => new Guard.Atom($"kind-{dice.Next(4)}", GuardOperator.In, [FieldValue.Of($"c{dice.Next(3)}"), FieldValue.Of("c3")]),
            1 => new Guard.Atom($"flag-{dice.Next(3)}", GuardOperator.Is, [FieldValue.Of(true)]),
            _ => new Guard.Atom("sum", GuardOperator.AtLeast, [FieldValue.Of(10m * dice.Next(5))]),
        };
    }

    private WorkflowDefinition Make(int steps, bool sane)
    {
        ImmutableArray<StepDefinition> made =
        [
            Start("start", null),
            .. Enumerable.Range(0, steps).Select(Step),
            .. sane ? Sane() : [],
        ];
        return new(
            "random", Text.Of("Random"), [], ["rating"], ["letter"], [], [], fields, [],
            hasApproval ? [new("consent", Text.Of("Consent"), Roles.Manager, 1, [], null, null)] : [], [],
            [.. Enumerable.Range(0, states).Select(at => State(at, made))], made);
    }

    /// <summary>What a sensible manager adds: the desk can always end a case, and a customer is always heard.</summary>
    private IEnumerable<StepDefinition> Sane()
    {
        yield return Blank("end") with { From = new Source.Every(), To = Closed, By = Roles.Agent, Requires = [Requirements.Reply] };
        yield return Blank("heard") with { From = new Source.InPhase(Phase.Pending), To = "s0", On = [new(TriggerKind.CustomerReplied)], Order = 9 };
        yield return Blank("back") with { From = new Source.InPhase(Phase.Resolved), To = "s0", On = [new(TriggerKind.CustomerReplied)], Order = 9 };
    }

    private string Closed => $"s{states - 1}";

    private static StepDefinition Blank(string key) => new(key, Text.Of(key), new Source.Every(), null, [], Roles.None, null, [], [], null);

    private StepDefinition Start(string key, Guard? when) =>
        Blank(key) with { From = new Source.Nowhere(), To = $"s{dice.Next(Math.Max(1, states - 1))}", On = [new(TriggerKind.Created)], When = when, Effects = Effects() };

    private StepDefinition Step(int at)
    {
        var key = $"t{at}";
        if (dice.Next(12) == 0)
            return Start(key, Guard(1)) with { Order = dice.Next(2) == 0 ? dice.Next(3) : null };
        var on = dice.Next(2) == 0 ? [] : Triggers();
        return Blank(key) with
        {
            From = dice.Next(8) switch { 0 => new Source.Every(), 1 => new Source.InPhase((Phase)dice.Next(6)), _ => new Source.States([.. Enumerable.Range(0, states).Where(_ => dice.Next(states) == 0).Append(dice.Next(states)).Distinct().Order().Select(state => $"s{state}")]) },
            To = dice.Next(5) == 0 ? null : $"s{dice.Next(states)}",
            On = on,
            By = on.IsEmpty ? Hands[dice.Next(Hands.Length)] : Roles.None,
            When = dice.Next(2) == 0 ? null : Guard(2),
            Requires = Requires(on.IsEmpty),
            Effects = Effects(),
            Order = on.IsEmpty || dice.Next(2) == 0 ? null : dice.Next(4),
        };
    }

    private ImmutableArray<Trigger> Triggers() => [.. Enumerable.Range(0, 1 + dice.Next(2)).Select(_ => OneTrigger()).Distinct()];

    private Trigger OneTrigger() => dice.Next(hasApproval ? 9 : 7) switch
    {
        0 or 1 => new(TriggerKind.CustomerReplied),
        2 => new(TriggerKind.AgentReplied),
        3 => new(TriggerKind.SurveyAnswered),
        4 => fields.Length > 0 ? new(TriggerKind.FieldChanged, fields[dice.Next(fields.Length)].Key) : new(TriggerKind.FieldChanged, BuiltInFields.Priority),
        5 => new(TriggerKind.Timer),
        6 => new(TriggerKind.Automatic),
        7 => new(TriggerKind.ApprovalGranted, "consent"),
        _ => new(TriggerKind.ApprovalDenied, "consent"),
    };

    private ImmutableArray<string> Requires(bool byHand)
    {
        string[] some = [.. fields.Select(field => field.Key), .. byHand ? [Requirements.Reply, Requirements.Note] : Array.Empty<string>()];
        return [.. some.Where(_ => dice.Next(6) == 0)];
    }

    private ImmutableArray<Effect> Effects() => [.. Enumerable.Range(0, dice.Next(3)).Select(_ => OneEffect())];

    private Effect OneEffect() => dice.Next(6) switch
    {
        0 => new Effect.Mail("letter", (Recipient)dice.Next(3)),
        1 => new Effect.Survey("rating"),
        2 when hasApproval => new Effect.Approval("consent"),
        _ when fields.Length > 0 && fields[dice.Next(fields.Length)] is var field => new Effect.Set(ImmutableSortedDictionary<string, FieldValue>.Empty.Add(field.Key, dice.Next(4) == 0 ? FieldValue.None : Value(field))),
        _ => new Effect.Mail("letter", Recipient.Team),
    };

    private FieldDefinition Field(int at)
    {
        var key = $"f{at}";
        var setBy = dice.Next(2) == 0 ? Roles.None : Hands[dice.Next(Hands.Length)];
        return dice.Next(3) switch
        {
            0 => new(key, Text.Of(key), FieldType.Choice, [.. new[] { "x", "y", "z" }.Take(2 + dice.Next(2)).Select(choice => new Choice(choice, Text.Of(Keys(choice))))], setBy),
            1 => new(key, Text.Of(key), FieldType.Flag, [], setBy),
            _ => new(key, Text.Of(key), FieldType.Number, [], setBy),
        };
    }

    private static string Keys(string key) => char.ToUpperInvariant(key[0]) + key[1..];

    private FieldValue Value(FieldDefinition field) => field.Type switch
    {
        FieldType.Choice => FieldValue.Of(field.Choices[dice.Next(field.Choices.Length)].Key),
        FieldType.Flag => FieldValue.Of(dice.Next(2) == 0),
        _ => FieldValue.Of((decimal)dice.Next(3)),
    };

    private Guard Guard(int depth)
    {
        if (depth == 0 || dice.Next(3) == 0)
            return Atom();
        var parts = Enumerable.Range(0, 1 + dice.Next(2)).Select(_ => Guard(depth - 1)).ToImmutableArray();
        return dice.Next(5) switch { 0 => new Guard.Not(parts[0]), < 3 => new Guard.All(parts), _ => new Guard.Any(parts) };
    }

    private Guard.Atom Atom()
    {
        var field = fields.Length == 0 || dice.Next(6) == 0 ? BuiltInFields.All.First(one => one.Key == BuiltInFields.Priority) : fields[dice.Next(fields.Length)];
        if (dice.Next(5) == 0)
            return new Guard.Atom(field.Key, GuardOperator.Empty, [FieldValue.Of(dice.Next(2) == 0)]);
        var values = Enumerable.Range(0, 1 + dice.Next(2)).Select(_ => Value(field)).Distinct().ToImmutableArray();
        return dice.Next(field.Type == FieldType.Flag ? 4 : 8) switch
        {
            0 => new Guard.Atom(field.Key, GuardOperator.Is, [values[0]]),
            1 => new Guard.Atom(field.Key, GuardOperator.IsNot, [values[0]]),
            2 => new Guard.Atom(field.Key, GuardOperator.In, values),
            3 => new Guard.Atom(field.Key, GuardOperator.NotIn, values),
            4 => new Guard.Atom(field.Key, GuardOperator.Less, [values[0]]),
            5 => new Guard.Atom(field.Key, GuardOperator.AtMost, [values[0]]),
            6 => new Guard.Atom(field.Key, GuardOperator.More, [values[0]]),
            _ => new Guard.Atom(field.Key, GuardOperator.AtLeast, [values[0]]),
        };
    }

    private StateDefinition State(int at, ImmutableArray<StepDefinition> steps)
    {
        var key = $"s{at}";
        var phase = at == states - 1 ? Phase.Closed : (Phase)dice.Next(5);
        var state = new StateDefinition(key, Text.Of($"State {at}"), phase, Text.Of($"State {at}"), dice.Next(6) == 0 ? Effects() : [], []);
        var timed = steps.Where(step => step.On.Contains(new(TriggerKind.Timer)) && step.From.Includes(state)).ToList();
        return state with
        {
            Timers = [.. timed.Where(_ => dice.Next(3) > 0).Select((step, timer) => new TimerDefinition($"timer-{timer}", new(1 + dice.Next(9), SpanUnit.Days), null, 1, step.Key, []))],
        };
    }
}
