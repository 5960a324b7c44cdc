using System.ComponentModel;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Accounts;

[TypeConverter(typeof(IdTypeConverter<PersonId>))]
public readonly record struct PersonId(Guid Value) : ITypedId<PersonId>
{
    public static PersonId New() => new(Guid.CreateVersion7());
    public static PersonId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();

    // The database's order, for the page after a row.
    public static bool operator <(PersonId a, PersonId b) => a.Value < b.Value;
    public static bool operator >(PersonId a, PersonId b) => a.Value > b.Value;
}

/// <summary>What a person may be here. None includes another, but an administrator does what a manager does.</summary>
[Flags]
public enum PersonRoles
{
    None = 0,
    Customer = 1,
    Agent = 2,
    Manager = 4,
    Administrator = 8,
}

/// <summary>Somebody with an address: a customer, an agent, a manager, an administrator, or several of these.</summary>
public sealed partial class Person : IdentityUser<PersonId>
{
    private Person() { }

    public Person(string name, string email, PersonRoles roles, DateTimeOffset at)
    {
        Id = PersonId.New();
        Name = name.Trim();
        UserName = Email = email.Trim();
        NormalizedUserName = NormalizedEmail = Normal(email);
        Roles = roles;
        CreatedAt = at;
        LockoutEnabled = true;
        SecurityStamp = Guid.NewGuid().ToString("N");
    }

    public string Name { get; private set; } = "";
    public PersonRoles Roles { get; private set; }
    public OrganisationId? OrganisationId { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>IANA zone in which this person reads dates, or null for the product's.</summary>
    public string? TimeZone { get; private set; }

    /// <summary>Language tag in which this person reads pages and mails, or null for the product's.</summary>
    public string? Language { get; private set; }

    /// <summary>Since when mails to this address come back for good; null while they arrive, as far as we know.</summary>
    public DateTimeOffset? UndeliverableSince { get; private set; }

    public bool IsDisabled => DisabledAt is not null;
    public bool IsStaff => (Roles & (PersonRoles.Agent | PersonRoles.Manager | PersonRoles.Administrator)) != 0;

    public void Rename(string name) => Name = name.Trim();

    public void Read(string? timeZone, string? language) => (TimeZone, Language) = (timeZone, language);

    public void Join(OrganisationId? organisation) => OrganisationId = organisation;

    /// <summary>Gives other roles. Every session ends, because the security stamp changes.</summary>
    public void TakeRoles(PersonRoles roles)
    {
        if (roles == Roles) return;
        Roles = roles;
        EndSessions();
    }

    /// <summary>A mail to this address came back for good.</summary>
    public void BeUndeliverable(DateTimeOffset at) => UndeliverableSince ??= at;

    /// <summary>The address works (again): somebody wrote from it, or set it anew.</summary>
    public void BeDeliverable() => UndeliverableSince = null;

    public void Disable(DateTimeOffset at)
    {
        DisabledAt ??= at;
        EndSessions();
    }

    public void Enable()
    {
        DisabledAt = null;
        EndSessions();
    }

    /// <summary>Makes every cookie, and every link mailed for confirmation or reset, void.</summary>
    public void EndSessions() => SecurityStamp = Guid.NewGuid().ToString("N");
}

public static class PersonRolesWords
{
    /// <summary>The roles as the workflow knows them: an administrator does what a manager does.</summary>
    public static Roles ForWorkflow(this PersonRoles roles) =>
        (Roles)((int)roles & 7) | (roles.HasFlag(PersonRoles.Administrator) ? Roles.Manager : Roles.None);
}

public static class PersonQueries
{
    public static IQueryable<Person> Active(this IQueryable<Person> people) => people.Where(p => p.DisabledAt == null);
    public static IQueryable<Person> Agents(this IQueryable<Person> people) => people.Active().Where(p => (p.Roles & PersonRoles.Agent) != 0);
    public static IQueryable<Person> Managers(this IQueryable<Person> people) => people.Active().Where(p => (p.Roles & (PersonRoles.Manager | PersonRoles.Administrator)) != 0);
    public static IQueryable<Person> Customers(this IQueryable<Person> people) => people.Active().Where(p => (p.Roles & PersonRoles.Customer) != 0);
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("People");
        person.Property(p => p.Id).ValueGeneratedNever();
        person.Property(p => p.Name).HasMaxLength(200);
        person.Property(p => p.TimeZone).HasMaxLength(64);
        person.Property(p => p.Language).HasMaxLength(16);
        person.HasIndex(p => p.NormalizedEmail).IsUnique();
        person.HasIndex(p => new { p.Name, p.Id });
        // Among tens of thousands of customers the few who work at the desk: each of its pages lists them.
        person.HasIndex(p => p.Name, "IX_People_Agents").HasFilter("\"DisabledAt\" IS NULL AND \"Roles\" & 2 <> 0");
        person.HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}
