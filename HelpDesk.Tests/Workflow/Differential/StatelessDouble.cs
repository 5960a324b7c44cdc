using HelpDesk.Workflow;
using Stateless;

namespace HelpDesk.Tests.Workflow.Differential;

/// <summary>
/// The same definition as a Stateless machine: it holds the state and judges each transition. Guards are read here by an
/// interpreter of their own, over the definition's records and nothing compiled.
/// </summary>
internal sealed class StatelessDouble
{
    private const string Nowhere = "(nowhere)";

    private readonly WorkflowDefinition definition;
    private readonly StateMachine<string, string> machine;
    private readonly Dictionary<string, FieldDefinition> fields;
    private string state = Nowhere;
    private Roles by;

    public StatelessDouble(WorkflowDefinition definition)
    {
        this.definition = definition;
        fields = BuiltInFields.All.Concat(definition.Fields).ToDictionary(field => field.Key);
        machine = new(() => state, next => state = next);
        foreach (var from in definition.States.Select(one => one.Key).Prepend(Nowhere))
            foreach (var step in definition.Steps.Where(step => Starts(step, from)))
                Configure(machine.Configure(from), from, step);
    }

    public string? State => state == Nowhere ? null : state;

    public Dictionary<string, FieldValue> Values { get; private set; } = [];

    public void Begin(Dictionary<string, FieldValue> values) => (state, Values) = (Nowhere, values);

    public bool Take(string step, Roles roles, IReadOnlyDictionary<string, FieldValue> form)
    {
        var before = Save();
        by = roles;
        var asked = definition.Steps.First(one => one.Key == step);
        if ((asked.By & roles) == 0 || !machine.CanFire(step) || form.Any(pair => !asked.Requires.Contains(pair.Key) || !MaySet(pair.Key, pair.Value, roles)))
            return Restore(before);
        if (asked.Requires.Any(required => required is not (Requirements.Reply or Requirements.Note) && (form.TryGetValue(required, out var given) ? given : Get(required)).IsEmpty))
            return Restore(before);
        Fire(step, form);
        return Rests() || Restore(before);
    }

    public bool Happens(TriggerKind kind) => Follow(new(kind), mustStart: state == Nowhere);

    public bool Timer(string step)
    {
        var before = Save();
        if (!Applies(step))
            return false;
        Fire(step);
        return Rests() || Restore(before);
    }

    public bool Edit(string field, FieldValue value, Roles roles)
    {
        var before = Save();
        if (!MaySet(field, value, roles))
            return false;
        var changed = Get(field) != value;
        Values[field] = value;
        return (!changed || Choose(new(TriggerKind.FieldChanged, field)) | true) && Rests() || Restore(before);
    }

    private bool Follow(Trigger trigger, bool mustStart)
    {
        var before = Save();
        if (!Choose(trigger) && mustStart)
            return Restore(before);
        return Rests() || Restore(before);
    }

    private bool Choose(Trigger trigger)
    {
        foreach (var step in definition.Steps.Where(step => step.On.Contains(trigger)).OrderBy(step => step.Order ?? int.MaxValue))
            if (Applies(step.Key))
            {
                Fire(step.Key);
                return true;
            }
        return false;
    }

    private bool Applies(string step) =>
        machine.CanFire(step) && definition.Steps.First(one => one.Key == step).Requires.All(required => !Get(required).IsEmpty);

    private bool Rests()
    {
        for (var turn = 0; turn < definition.States.Length; turn++)
            if (!Choose(new(TriggerKind.Automatic)))
                return true;
        return !definition.Steps.Any(step => step.On.Contains(new(TriggerKind.Automatic)) && Applies(step.Key));
    }

    /// <summary>The guard is judged before the form's values are the case's.</summary>
    private void Fire(string key, IReadOnlyDictionary<string, FieldValue>? form = null)
    {
        var from = definition.States.FirstOrDefault(one => one.Key == state);
        machine.Fire(key);
        foreach (var (field, value) in form ?? new Dictionary<string, FieldValue>())
            Values[field] = value;
        var step = definition.Steps.First(one => one.Key == key);
        Set(step.Effects);
        if (step.To is null)
            return;
        var to = definition.States.First(one => one.Key == state);
        if (from is { Phase: Phase.Resolved or Phase.Closed } && to.Phase is not (Phase.Resolved or Phase.Closed))
            Values[BuiltInFields.Reopenings] = FieldValue.Of((Get(BuiltInFields.Reopenings).Number ?? 0) + 1);
        Set(to.Effects);
    }

    private void Set(IEnumerable<Effect> effects)
    {
        foreach (var (key, value) in effects.OfType<Effect.Set>().SelectMany(set => set.Values))
            Values[key] = value;
    }

    private void Configure(StateMachine<string, string>.StateConfiguration at, string from, StepDefinition step)
    {
        bool Guard() => (step.By == Roles.None || (step.By & by) != 0) && (step.When is null || Holds(step.When));
        if (step.To is null)
            at.InternalTransitionIf(step.Key, _ => Guard(), _ => { });
        else if (step.To == from)
            at.PermitReentryIf(step.Key, Guard);
        else
            at.PermitIf(step.Key, step.To, Guard);
    }

    private bool Starts(StepDefinition step, string from) => step.From switch
    {
        Source.Nowhere => from == Nowhere,
        Source.States list => list.Keys.Contains(from),
        Source.InPhase some => definition.States.Any(one => one.Key == from && one.Phase == some.Phase),
        _ => definition.States.Any(one => one.Key == from && one.Phase != Phase.Closed),
    };

    private bool Holds(Guard guard) => guard switch
    {
        Guard.All all => all.Parts.All(Holds),
        Guard.Any any => any.Parts.Any(Holds),
        Guard.Not not => !Holds(not.Part),
        Guard.Atom atom => Holds(atom, Get(atom.Field)),
        _ => throw new InvalidOperationException(),
    };

    private bool Holds(Guard.Atom atom, FieldValue value) => atom.Operator switch
    {
        GuardOperator.Is => value == atom.Values[0],
        GuardOperator.IsNot => value != atom.Values[0],
        GuardOperator.In => atom.Values.Any(one => one == value),
        GuardOperator.NotIn => atom.Values.All(one => one != value),
        GuardOperator.Empty => value.IsEmpty == (atom.Values[0].Flag == true),
        GuardOperator.Less => !value.IsEmpty && Rank(atom, value) < Rank(atom, atom.Values[0]),
        GuardOperator.AtMost => !value.IsEmpty && Rank(atom, value) <= Rank(atom, atom.Values[0]),
        GuardOperator.More => !value.IsEmpty && Rank(atom, value) > Rank(atom, atom.Values[0]),
        GuardOperator.AtLeast => !value.IsEmpty && Rank(atom, value) >= Rank(atom, atom.Values[0]),
        _ => throw new InvalidOperationException(),
    };

    private decimal Rank(Guard.Atom atom, FieldValue value) =>
        value.Number ?? fields[atom.Field].Choices.Select((choice, at) => (choice.Key, at)).First(pair => pair.Key == value.Text).at;

    private bool MaySet(string field, FieldValue value, Roles roles) =>
        (fields[field].SetBy & roles) != 0 && (value.IsEmpty ? field is not (BuiltInFields.Priority or BuiltInFields.Subject) : true);

    private FieldValue Get(string field) => Values.GetValueOrDefault(field);

    private (string, Dictionary<string, FieldValue>) Save() => (state, new(Values));

    private bool Restore((string State, Dictionary<string, FieldValue> Values) before)
    {
        (state, Values) = before;
        return false;
    }
}
