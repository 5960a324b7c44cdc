using HelpDesk.Domain.Accounts;
using Xunit;
using static HelpDesk.Domain.Accounts.PersonRoles;

namespace HelpDesk.Tests.Manage;

public sealed class LookingAfterPeople
{
    [Theory]
    [InlineData(Manager, Customer)]
    [InlineData(Manager, Agent)]
    [InlineData(Manager, Customer | Agent)]
    [InlineData(Manager | Agent, Agent)]
    [InlineData(Administrator, Manager)]
    [InlineData(Administrator, Administrator | Agent)]
    public void Managers_look_after_customers_and_agents_and_administrators_after_everybody(PersonRoles by, PersonRoles person)
    {
        Assert.Equal(StaffAnswer.Done, StaffRules.OnLookingAfter(by, person));
        Assert.Equal(StaffAnswer.Done, StaffRules.OnGiving(by, person));
    }

    [Theory]
    [InlineData(Manager, Manager)]
    [InlineData(Manager, Administrator)]
    [InlineData(Manager, Agent | Manager)]
    [InlineData(Agent, Customer)]
    [InlineData(Customer, Customer)]
    [InlineData(None, Customer)]
    public void Nobody_else_looks_after_anybody(PersonRoles by, PersonRoles person)
    {
        Assert.Equal(StaffAnswer.AdministratorsOnly, StaffRules.OnLookingAfter(by, person));
        Assert.Equal(StaffAnswer.AdministratorsOnly, StaffRules.OnGiving(by, person));
    }

    [Theory]
    [InlineData(Agent, Agent | Manager)]
    [InlineData(Agent, Administrator)]
    [InlineData(Manager, Agent)]
    [InlineData(Agent | Manager, Agent)]
    public void A_manager_neither_gives_nor_takes_the_roles_of_managers_and_administrators(PersonRoles person, PersonRoles wanted) =>
        Assert.Equal(StaffAnswer.AdministratorsOnly, StaffRules.OnChanging(Manager, person, wanted, isYourself: false));

    [Theory]
    [InlineData(Administrator, Administrator | Agent)]
    [InlineData(Administrator | Agent, Agent)]
    [InlineData(Manager, Administrator)]
    public void Nobody_changes_their_own_roles(PersonRoles person, PersonRoles wanted) =>
        Assert.Equal(StaffAnswer.NotYourself, StaffRules.OnChanging(person, person, wanted, isYourself: true));

    [Fact]
    public void An_administrator_changes_their_own_name_and_keeps_the_roles() =>
        Assert.Equal(StaffAnswer.Done, StaffRules.OnChanging(Administrator, Administrator, Administrator, isYourself: true));

    [Theory]
    [InlineData(None)]
    [InlineData((PersonRoles)16)]
    [InlineData(Agent | (PersonRoles)32)]
    public void No_role_and_unknown_roles_are_refused(PersonRoles wanted) =>
        Assert.Equal(StaffAnswer.NoRole, StaffRules.OnGiving(Administrator, wanted));
}
