using System.ComponentModel;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Accounts;

[TypeConverter(typeof(IdTypeConverter<TeamId>))]
public readonly record struct TeamId(Guid Value) : ITypedId<TeamId>
{
    public static TeamId New() => new(Guid.CreateVersion7());
    public static TeamId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>Agents who share a queue. A private team's tickets are seen by its members and managers only.</summary>
public sealed class Team
{
    private readonly List<TeamMember> members = [];

    private Team() { }

    public Team(string name, bool isPrivate, bool isDefault)
    {
        Id = TeamId.New();
        Rename(name, isPrivate);
        IsDefault = isDefault;
    }

    public TeamId Id { get; private set; }
    public string Name { get; private set; } = "";
    public bool IsPrivate { get; private set; }

    /// <summary>Tickets go here unless their form says otherwise. Exactly one team is the default one.</summary>
    public bool IsDefault { get; private set; }

    public IReadOnlyList<TeamMember> Members => members;

    public void Rename(string name, bool isPrivate) => (Name, IsPrivate) = (name.Trim(), isPrivate);

    public void BeDefault(bool isDefault) => IsDefault = isDefault;

    public void Admit(PersonId person)
    {
        if (members.All(member => member.PersonId != person))
            members.Add(new TeamMember(Id, person));
    }

    public void Dismiss(PersonId person) => members.RemoveAll(member => member.PersonId == person);

    /// <summary>Makes these people, and no others, its members.</summary>
    public void Staff(IReadOnlyCollection<PersonId> people)
    {
        members.RemoveAll(member => !people.Contains(member.PersonId));
        foreach (var person in people) Admit(person);
    }
}

/// <summary>A person in a team.</summary>
public sealed class TeamMember
{
    private TeamMember() { }

    public TeamMember(TeamId team, PersonId person) => (TeamId, PersonId) = (team, person);

    public TeamId TeamId { get; private set; }
    public PersonId PersonId { get; private set; }
}

internal sealed class TeamMapping : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> team)
    {
        team.Property(t => t.Name).HasMaxLength(100);
        team.HasIndex(t => t.Name).IsUnique();
        team.HasMany(t => t.Members).WithOne().HasForeignKey(m => m.TeamId);
        team.Navigation(t => t.Members).HasField("members");
    }
}

internal sealed class TeamMemberMapping : IEntityTypeConfiguration<TeamMember>
{
    public void Configure(EntityTypeBuilder<TeamMember> member)
    {
        member.ToTable("TeamMembers");
        member.HasKey(m => new { m.TeamId, m.PersonId });
        member.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId);
    }
}
