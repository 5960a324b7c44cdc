using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Tests.Workflow;
using HelpDesk.Web.Portal.Tickets;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Portal;

public sealed class TellingStepsToACustomer
{
    private static readonly PersonId Sasha = PersonId.New();

    [Fact]
    public void Filing_is_not_told_because_the_message_shows_it() => Assert.Empty(Tell(Step(2, null, "open")));

    [Fact]
    public void A_new_state_is_told_in_the_customers_words_with_whoever_took_it()
    {
        var moved = Assert.IsType<Turn.Moved>(Assert.Single(Tell(Step(3, "open", "assigned", Sasha))));

        Assert.Equal(("Being worked on", "Sasha"), (moved.State, moved.With));
    }

    [Fact]
    public void Another_agent_in_the_same_state_is_told()
    {
        Assert.Equal("Sasha", Assert.IsType<Turn.Handed>(Assert.Single(Tell(Step(4, "assigned", null, Sasha)))).With);
    }

    [Fact]
    public void A_step_that_the_customer_would_not_notice_is_not_told() => Assert.Empty(Tell(Step(5, "assigned", null)));

    [Fact]
    public void Somebody_without_a_name_is_not_told() => Assert.Empty(Tell(Step(6, "assigned", null, PersonId.New())));

    private static IEnumerable<Turn> Tell(StepEvent step) =>
        Turns.Of([step], Support.Shipped, new Dictionary<PersonId, string> { [Sasha] = "Sasha" });

    private static StepEvent Step(int sequence, string? from, string? to, PersonId? assignee = null) => new(
        sequence, Support.Monday, from, to,
        assignee is { } id ? ImmutableSortedDictionary<string, FieldValue>.Empty.Add(BuiltInFields.Assignee, FieldValue.Of(id.ToString())) : ImmutableSortedDictionary<string, FieldValue>.Empty);
}
