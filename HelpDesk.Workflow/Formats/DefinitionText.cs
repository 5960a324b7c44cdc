using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>One writing of one definition: the mirror of <see cref="DefinitionParser"/>.</summary>
internal sealed class DefinitionText
{
    private readonly CanonicalJson json = new();

    public string Write(WorkflowDefinition definition) => json.Map(() =>
    {
        Key("workflow", definition.Key);
        Text("name", definition.Name);
        KeyList("calendars", definition.Calendars);
        KeyList("surveys", definition.Surveys);
        KeyList("letters", definition.Letters);
        KeyList("workflows", definition.Workflows);
        KeyList("webhooks", definition.Webhooks);
        MapOf("fields", definition.Fields, field => field.Key, Field);
        MapOf("clocks", definition.Clocks, clock => clock.Key, Clock);
        MapOf("approvals", definition.Approvals, approval => approval.Key, Approval);
        MapOf("tasks", definition.Tasks, task => task.Key, Task);
        json.Name("states").Map(() => Entries(definition.States, state => state.Key, State));
        json.Name("steps").Map(() => Entries(definition.Steps, step => step.Key, Step));
    }).ToString();

    private void Field(FieldDefinition field)
    {
        Text("name", field.Name);
        Key("type", Vocabulary.FieldTypes.Word(field.Type));
        ListOf("choices", field.Choices, Choice);
        RoleList("setBy", field.SetBy);
    }

    private void Choice(Choice choice)
    {
        if (choice.Name.Equals(Workflow.Text.Of(Keys.Words(choice.Key))))
            json.Text(choice.Key);
        else
            json.Map(() =>
            {
                Key("key", choice.Key);
                Text("name", choice.Name);
            });
    }

    private void Clock(ClockDefinition clock)
    {
        Name(clock.Key, clock.Name);
        Points("start", clock.Start);
        Points("stop", clock.Stop);
        ListOf("target", clock.Targets, Target);
        Key("calendar", clock.Calendar);
        ListOf("pausedIn", clock.PausedIn, phase => json.Text(Vocabulary.Phases.Word(phase)));
    }

    private void Points(string name, ImmutableArray<ClockPoint> points)
    {
        if (points.Length == 1)
            Point(json.Name(name), points[0]);
        else
            ListOf(name, points, point => Point(json, point));
    }

    private void Point(CanonicalJson json, ClockPoint point)
    {
        if (point is ClockPoint.On on)
            Trigger(json, on.Trigger);
        else if (point is ClockPoint.Entering entering)
            json.Map(() => Key("phase", Vocabulary.Phases.Word(entering.Phase)));
    }

    private void Target(ClockTarget target) => json.Map(() =>
    {
        if (target.When is { } guard)
            Guard(json.Name("when"), guard);
        Key("within", target.Within.ToString());
    });

    private void Approval(ApprovalDefinition approval)
    {
        Name(approval.Key, approval.Name);
        RoleList("by", approval.By);
        if (approval.Needs != 1)
            json.Name("needs").Number(approval.Needs);
        KeyList("protects", approval.Protects);
        Key("within", approval.Within?.ToString());
        Key("calendar", approval.Calendar);
    }

    private void Task(TaskDefinition task)
    {
        Name(task.Key, task.Name);
        Key("lease", task.Lease.ToString());
        Key("heartbeat", task.Heartbeat.ToString());
        Key("timeOut", task.TimeOut.ToString());
        if (task.Tries != 1)
            json.Name("tries").Number(task.Tries);
        if (task.BackOff != new Span(1, SpanUnit.Minutes))
            Key("backOff", task.BackOff.ToString());
    }

    private void State(StateDefinition state)
    {
        Text("name", state.Name);
        Key("phase", Vocabulary.Phases.Word(state.Phase));
        if (!state.CustomerSees.Equals(state.Name))
            Text("customerSees", state.CustomerSees);
        ListOf("effects", state.Effects, Effect);
        MapOf("timers", state.Timers, timer => timer.Key, Timer);
    }

    private void Timer(TimerDefinition timer)
    {
        Key("after", timer.After.ToString());
        if (timer.Anchor != TimerAnchor.Entry)
            Key("anchor", Vocabulary.Anchors.Word(timer.Anchor));
        Key("calendar", timer.Calendar);
        if (timer.Repeat != 1)
            json.Name("repeat").Number(timer.Repeat);
        Key("step", timer.Step);
        ListOf("effects", timer.Effects, Effect);
    }

    private void Step(StepDefinition step)
    {
        Text("name", step.Name);
        From(step.From);
        Key("to", step.To);
        On(step.On);
        if (step.Template is { } template)
            json.Name("template").Map(() => Template(template));
        RoleList("by", step.By);
        if (step.When is { } guard)
            Guard(json.Name("when"), guard);
        KeyList("requires", step.Requires);
        ListOf("effects", step.Effects, Effect);
        if (step.Order is { } order)
            json.Name("order").Number(order);
    }

    private void Template(CaseTemplate template)
    {
        Key("subject", template.Subject);
        Key("message", template.Message);
        if (!template.Values.IsEmpty)
            Values("fields", template.Values);
    }

    private void From(Source from)
    {
        switch (from)
        {
            case Source.Every:
                Key("from", "every");
                break;
            case Source.InPhase some:
                json.Name("from").Map(() => Key("phase", Vocabulary.Phases.Word(some.Phase)));
                break;
            case Source.States list:
                json.Name("from").List(list.Keys, json.Text);
                break;
        }
    }

    private void On(ImmutableArray<Trigger> on)
    {
        if (on.Length == 1)
            Trigger(json.Name("on"), on[0]);
        else
            ListOf("on", on, trigger => Trigger(json, trigger));
    }

    private static void Trigger(CanonicalJson json, Trigger trigger)
    {
        if (trigger.Key is { } key)
            json.Map(() => json.Name(Vocabulary.KeyedTriggers.Word(trigger.Kind)).Text(key));
        else
            json.Text(Vocabulary.Triggers.Word(trigger.Kind));
    }

    private static void Guard(CanonicalJson json, Guard guard) => json.Map(() =>
    {
        switch (guard)
        {
            case Guard.All all:
                json.Name("all").List(all.Parts, part => Guard(json, part));
                break;
            case Guard.Any any:
                json.Name("any").List(any.Parts, part => Guard(json, part));
                break;
            case Guard.Not not:
                Guard(json.Name("not"), not.Part);
                break;
            case Guard.Atom atom:
                json.Name("field").Text(atom.Field);
                json.Name(Vocabulary.Operators.Word(atom.Operator));
                if (atom.Operator is GuardOperator.In or GuardOperator.NotIn)
                    json.List(atom.Values, json.Value);
                else
                    json.Value(atom.Values[0]);
                break;
        }
    });

    private void Effect(Effect effect) => json.Map(() =>
    {
        switch (effect)
        {
            case Workflow.Effect.Mail mail:
                Key("mail", mail.Letter);
                Key("to", Vocabulary.Recipients.Word(mail.To));
                break;
            case Workflow.Effect.Survey survey:
                Key("survey", survey.Key);
                break;
            case Workflow.Effect.Set set:
                Values("set", set.Values);
                break;
            case Workflow.Effect.Assign assign:
                Key("assign", Vocabulary.Strategies.Word(assign.Strategy));
                break;
            case Workflow.Effect.Clock clock:
                Key("clock", clock.Key);
                Key("do", Vocabulary.ClockActs.Word(clock.Act));
                break;
            case Workflow.Effect.Note note:
                Text("note", note.Words);
                break;
            case Workflow.Effect.Approval approval:
                Key("approval", approval.Key);
                break;
            case Workflow.Effect.Case other:
                Key("case", other.Workflow);
                Key("subject", other.Subject);
                break;
            case Workflow.Effect.Webhook webhook:
                Key("webhook", webhook.Key);
                break;
            case Workflow.Effect.Task task:
                Key("task", task.Key);
                break;
        }
    });

    private void Values(string name, ImmutableSortedDictionary<string, FieldValue> values) => json.Name(name).Map(() =>
    {
        foreach (var (field, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.Name(field).Value(value);
    });

    /// <summary>Left out where it says what the key says.</summary>
    private void Name(string key, Text name)
    {
        if (!name.Equals(Workflow.Text.Of(Keys.Words(key))))
            Text("name", name);
    }

    private void Text(string name, Text text)
    {
        json.Name(name);
        if (text.ByLanguage is { Count: 1 } && text.ByLanguage.TryGetValue("", out var plain))
            json.Text(plain);
        else
            json.Map(() =>
            {
                foreach (var (language, words) in text.ByLanguage.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    json.Name(language).Text(words);
            });
    }

    private void Key(string name, string? key)
    {
        if (key is not null)
            json.Name(name).Text(key);
    }

    private void KeyList(string name, ImmutableArray<string> keys) => ListOf(name, keys, json.Text);

    private void RoleList(string name, Roles roles) =>
        ListOf(name, [.. Vocabulary.Roles.Where(role => roles.HasFlag(role.Value)).Select(role => role.Key)], json.Text);

    private void ListOf<T>(string name, ImmutableArray<T> items, Action<T> write)
    {
        if (!items.IsEmpty)
            json.Name(name).List(items, write);
    }

    private void MapOf<T>(string name, ImmutableArray<T> items, Func<T, string> key, Action<T> members)
    {
        if (!items.IsEmpty)
            json.Name(name).Map(() => Entries(items, key, members));
    }

    private void Entries<T>(ImmutableArray<T> items, Func<T, string> key, Action<T> members)
    {
        foreach (var item in items)
            json.Name(key(item)).Map(() => members(item));
    }
}
