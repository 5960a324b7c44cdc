using System.ComponentModel;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Accounts;

[TypeConverter(typeof(IdTypeConverter<OrganisationId>))]
public readonly record struct OrganisationId(Guid Value) : ITypedId<OrganisationId>
{
    public static OrganisationId New() => new(Guid.CreateVersion7());
    public static OrganisationId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>Where customers work. Colleagues see each other's requests only when it says so.</summary>
public sealed class Organisation
{
    private Organisation() { }

    public Organisation(string name) => (Id, Name) = (OrganisationId.New(), name.Trim());

    public OrganisationId Id { get; private set; }
    public string Name { get; private set; } = "";
    public bool SharesTickets { get; private set; }

    public void Rename(string name) => Name = name.Trim();

    public void ShareTickets(bool share) => SharesTickets = share;
}

internal sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> organisation)
    {
        organisation.Property(o => o.Name).HasMaxLength(200);
        organisation.HasIndex(o => o.Name).IsUnique();
    }
}
