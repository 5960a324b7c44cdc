using System.Globalization;
using HelpDesk.Domain.Accounts;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>People who do not exist, with addresses that reach nobody.</summary>
internal sealed class MadeUpPeople(Random random)
{
    private static readonly string[] First =
    [
        "Aisha", "Anders", "Bianca", "Boris", "Chen", "Clara", "David", "Diego", "Elif", "Emma", "Fatou", "Felix", "Gita", "Hanna", "Ivan", "Jana",
        "Kofi", "Lea", "Liam", "Mara", "Milan", "Nadia", "Noah", "Olga", "Pavel", "Priya", "Rosa", "Samir", "Sofia", "Tariq", "Uma", "Viktor", "Wen", "Yara", "Zoe",
    ];

    private static readonly string[] Last =
    [
        "Abebe", "Andersson", "Bauer", "Costa", "Dubois", "Eriksen", "Fischer", "García", "Haddad", "Ivanova", "Jensen", "Kowalski", "Larsen", "Martin",
        "Moreau", "Nguyen", "O’Brien", "Okoro", "Patel", "Quinn", "Rossi", "Sato", "Schmidt", "Silva", "Singh", "Tremblay", "Usman", "Virtanen", "Weber", "Yilmaz", "Zhang",
    ];

    /// <param name="number">Makes the address one of its own.</param>
    public CastMember Next(int number, PersonRoles role)
    {
        var (first, last) = (First[random.Next(First.Length)], Last[random.Next(Last.Length)]);
        return new($"{first} {last}", string.Create(CultureInfo.InvariantCulture, $"person{number}@example.org"), role, null, null, null);
    }
}
