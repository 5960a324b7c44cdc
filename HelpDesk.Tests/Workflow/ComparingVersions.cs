using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow;

public class ComparingVersions
{
    private static readonly WorkflowDefinition Shipped = StandardWorkflow.Read();

    private static WorkflowDefinition With(string right, string wrong)
    {
        Assert.Contains(right, StandardWorkflow.Json, StringComparison.Ordinal);
        return Support.Compile(StandardWorkflow.Json.Replace(right, wrong, StringComparison.Ordinal)).Definition;
    }

    public static TheoryData<string, string, string, string> Sentences => new()
    {
        { "\"5d\"", "\"6d\"", "$.states.resolved.timers.close", "The timer “Close” of “Resolved” does after 6d: takes close instead of after 5d: takes close." },
        { "\"to\": \"pending\", \"by\": [\"agent\"]", "\"to\": \"pending\", \"by\": [\"agent\", \"manager\"]", "$.steps.ask", "The step “Ask the customer” is for agent and manager instead of agent." },
        { "\"requires\": [\"note\"]", "\"requires\": [\"note\", \"reply\"]", "$.steps.escalate", "The step “Escalate” asks for note and reply instead of note." },
        { "\"atLeast\": 2", "\"atLeast\": 3", "$.steps.escalate", "The step “Escalate” is on when priority is high or urgent, or reopenings is at least 3 instead of when priority is high or urgent, or reopenings is at least 2." },
        { "\"customerSees\": \"Solved\"", "\"customerSees\": \"Done\"", "$.states.resolved", "The state “Resolved” shows the customer “Done” instead of “Solved”." },
        { "\"no-answer\"], \"setBy\": [\"agent\"]", "\"no-answer\", \"moved\"], \"setBy\": [\"agent\"]", "$.fields.resolution", "The field “Resolution” offers answered, fixed, duplicate, no-answer and moved instead of answered, fixed, duplicate and no-answer." },
        { "\"workflow\": \"support\", \"name\": \"Support\"", "\"workflow\": \"support\", \"name\": { \"en\": \"Help\", \"de\": \"Hilfe\" }", "$.name", "The workflow is called de “Hilfe”, en “Help” instead of “Support”." },
        { "\"letters\": [", "\"letters\": [\"hello\", ", "$.letters", "The letter hello is listed." },
        { "\"set\": { \"resolution\": null }", "\"set\": { \"resolution\": \"fixed\" }", "$.steps.reopen", "The step “Reopen” does sets resolution to “fixed” and mails customer-replied to assignee instead of clears resolution and mails customer-replied to assignee." },
        { "\"from\": [\"resolved\"], \"to\": \"closed\"", "\"from\": { \"phase\": \"resolved\" }, \"to\": \"closed\"", "$.steps.close", "The step “Close” starts from every resolved state instead of resolved." },
        { "\"states\": {", "\"clocks\": { \"first-reply\": { \"start\": \"created\", \"target\": \"4h\" } }, \"states\": {", "$.clocks.first-reply", "The clock “First reply” is new." },
        { "\"in\": [\"high\", \"urgent\"]", "\"in\": [\"high\", \"urgent\"] } ] }, \"order\": 3, \"effects\": [ { \"mail\": \"escalated\", \"to\": \"managers\" } ] }, \"more\": { \"name\": \"More\", \"from\": [\"assigned\"], \"by\": [\"agent\"], \"when\": { \"any\": [ { \"field\": \"priority\", \"is\": \"low\"", "$.steps.more", "The step “More” is new." },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_change_is_said_in_a_sentence_with_its_place(string right, string wrong, string path, string sentence)
    {
        var changes = DefinitionDiff.Between(Shipped, With(right, wrong));
        Assert.Contains(changes, change => change.Path == path && change.Sentence == sentence);
    }

    [Fact]
    public void What_comes_the_one_way_goes_the_other()
    {
        var more = With("\"steps\": {", "\"steps\": { \"later\": { \"name\": \"Later\", \"from\": \"every\", \"by\": [\"agent\"] }, ");
        Assert.Equal((ChangeKind.Added, ChangedPart.Step, "later"), Kinds(DefinitionDiff.Between(Shipped, more)));
        Assert.Equal((ChangeKind.Removed, ChangedPart.Step, "later"), Kinds(DefinitionDiff.Between(more, Shipped)));

        static (ChangeKind, ChangedPart, string) Kinds(IEnumerable<Change> changes) => Assert.Single(changes) is var only ? (only.Kind, only.Part, only.Key) : default;
    }

    [Fact]
    public void The_order_of_buttons_and_choices_is_a_change()
    {
        var turned = Shipped with { Steps = [.. Shipped.Steps.Reverse()] };
        Assert.StartsWith("The order of the steps is close, reopen,", Assert.Single(DefinitionDiff.Between(Shipped, turned)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_meaning_gives_no_change() =>
        Assert.Empty(DefinitionDiff.Between(Shipped, With("\"from\": [\"open\"]", " \"from\" : [ \"open\" ]")));

    /// <summary>Whatever is replaced in the canonical text: if it reads, and its hash differs, some sentence says so.</summary>
    [Fact]
    public void No_difference_goes_unsaid()
    {
        var (text, dice, told) = (DefinitionWriter.Write(Support.Compile(WritingADefinition.Everything).Definition), new Random(7), 0);
        var words = text.Split('"').Where(word => word.Length > 0).Distinct().ToArray();
        var before = Support.Compile(text).Definition;
        for (var i = 0; i < 20_000; i++)
        {
            var at = dice.Next(text.Length - 12);
            var length = dice.Next(1, 12);
            var changed = string.Concat(text.AsSpan(0, at), dice.Next(2) == 0 ? words[dice.Next(words.Length)] : $"{dice.Next(9)}", text.AsSpan(at + length));
            if (DefinitionReader.Read(changed).Definition is not { } after || DefinitionWriter.Hash(after) == DefinitionWriter.Hash(before))
                continue;
            told++;
            var changes = DefinitionDiff.Between(before, after);
            Assert.NotEmpty(changes);
            Assert.All(changes, change => Assert.EndsWith(".", change.Sentence, StringComparison.Ordinal));
        }
        Assert.InRange(told, 50, 20_000);
    }
}
