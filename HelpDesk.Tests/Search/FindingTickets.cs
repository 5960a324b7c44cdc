using HelpDesk.Domain.Search;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Search;

/// <summary>One small desk whose answers are known: they are the same on every database.</summary>
public sealed class Corpus : IAsyncLifetime
{
    public TestHouse House { get; } = new();

    /// <summary>The letter by which a test calls a ticket, by its number.</summary>
    public Dictionary<long, char> Names { get; } = [];

    public async ValueTask InitializeAsync()
    {
        await House.GetCastAsync();
        await FileAsync('a', Cast.Carl, "The printer prints stripes", "Since Monday every page has grey stripes.");
        await FileAsync('b', Cast.Carl, "Größerer Bildschirm für Frau Müller", "Der Café-Automat steht im Weg.\n\nBitte in die Hauptstraße 5.");
        await FileAsync('c', Cast.Bob, "Invoice 4711 is wrong", "The amount on INV-2026-0042 should be 99.50 EUR, not 9950.");
        await FileAsync('d', Cast.Bob, "Drucker druckt nicht", "Der Drucker im 2. Stock streikt, grey smoke comes out.");
        await FileAsync('e', Cast.Carol, "打印机不工作", "打印机卡纸了，请帮忙。");
        await FileAsync('f', Cast.Carol, "Toner", "We need toner for the printer. Stripes are gone, pages are grey.");
        await FileAsync('g', Cast.Bob, "Password", "Please reset the password of Mr O’Brien: login abc_def.");
        await FileAsync('h', Cast.Carl, "Salary", "My salary slip has stripes.");
        await FileAsync('i', Cast.Bob, "Cheap printer ink", "Buy ink with stripes today");
        await House.RepliedAsync(Cast.Sasha, Number('a'), "We have cleaned the drum. Does it print well now?");
        await House.NotedAsync(Cast.Sasha, Number('a'), "canaryzebra: the printer is older than its customer admits");
        await House.ToPrivateTeamAsync(Number('h'));
        var sasha = await House.SignedInAsync(Cast.Sasha);
        await (await sasha.GetAsync($"/desk/tickets/{Number('i')}")).Form($"/desk/tickets/{Number('i')}/spam").SubmitAsync();
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();

    public long Number(char name) => Names.Single(known => known.Value == name).Key;

    public string NamesOf(IEnumerable<long> numbers) => string.Concat(numbers.Select(number => Names[number]));

    private async Task FileAsync(char name, string customer, string subject, string body) => Names[await House.FiledAsync(customer, subject, body)] = name;
}

public sealed class FindingTickets(Corpus corpus) : IClassFixture<Corpus>
{
    [Theory]
    // Words, wherever they stand; those in the subject first, then the newer ones.
    [InlineData("printer", "af")]
    [InlineData("PRINTER stripes", "af")]
    [InlineData("stripes", "af")]
    [InlineData("grey", "fda")]
    [InlineData("grey printer", "af")]
    [InlineData("drum", "a")]
    [InlineData("zebra", "")]
    [InlineData("printer invoice", "")]
    // Accents and capitals make no difference, on either side.
    [InlineData("muller", "b")]
    [InlineData("MÜLLER", "b")]
    [InlineData("grosserer", "b")]
    [InlineData("café", "b")]
    [InlineData("hauptstrasse", "b")]
    // Phrases.
    [InlineData("\"grey stripes\"", "a")]
    [InlineData("\"stripes grey\"", "")]
    [InlineData("\"printer prints stripes\"", "a")]
    [InlineData("\"stripes since\"", "")]
    [InlineData("cafe-automat", "b")]
    [InlineData("INV-2026-0042", "c")]
    [InlineData("2026-inv", "")]
    [InlineData("o'brien", "g")]
    [InlineData("99.50", "c")]
    // Beginnings.
    [InlineData("print*", "af")]
    [InlineData("druck*", "d")]
    [InlineData("dru*", "da")]
    [InlineData("\"grey str*\"", "a")]
    [InlineData("prin*", "af")]
    [InlineData("pri*", "af")]
    [InlineData("printer*", "af")]
    [InlineData("canaryzebr*", "a")]
    [InlineData("größ*", "b")]
    [InlineData("mull*", "b")]
    [InlineData("page*", "fa")]
    [InlineData("printerx*", "")]
    [InlineData("zzz*", "")]
    // Leaving out.
    [InlineData("printer -toner", "a")]
    [InlineData("grey -printer", "d")]
    [InlineData("grey -\"grey stripes\"", "fd")]
    [InlineData("grey -stri*", "d")]
    [InlineData("printer -drum", "f")]
    // Who it is from.
    [InlineData("bob", "gdc")]
    [InlineData("bob@example.com", "gdc")]
    [InlineData("birch password", "g")]
    [InlineData("acorn toner", "f")]
    // Scripts that part no words.
    [InlineData("打印机", "e")]
    [InlineData("印机", "e")]
    [InlineData("机印", "")]
    [InlineData("卡纸", "e")]
    // Notes.
    [InlineData("canaryzebra", "a")]
    [InlineData("canary*", "a")]
    public async Task At_the_desk(string typed, string found) => Assert.Equal(found, corpus.NamesOf(await corpus.House.FindsAsync(Cast.Sasha, typed)));

    [Theory]
    // A private team's ticket is found by its members and managers only; spam by nobody who does not ask for it.
    [InlineData(Cast.Sasha, "stripes", "af")]
    [InlineData(Cast.Tom, "stripes", "ahf")]
    [InlineData(Cast.Mia, "stripes", "ahf")]
    [InlineData(Cast.Ada, "stripes", "ahf")]
    [InlineData(Cast.Tom, "salary", "h")]
    [InlineData(Cast.Sasha, "salary", "")]
    [InlineData(Cast.Sasha, "ink", "")]
    public async Task By_whom(string email, string typed, string found)
    {
        Assert.Equal(found.Order(), corpus.NamesOf(await corpus.House.FindsAsync(email, typed)).Order());
        Assert.Equal(found.Order(), corpus.NamesOf(await corpus.House.IndexedAsync(email, typed, inPortal: false)).Order());
    }

    [Theory]
    [InlineData(Cast.Carl, "stripes", "ah")]
    [InlineData(Cast.Carl, "printer", "a")]
    [InlineData(Cast.Carl, "toner", "")]
    [InlineData(Cast.Carl, "drum", "a")]
    [InlineData(Cast.Carl, "canaryzebra", "")]
    [InlineData(Cast.Carl, "canary*", "")]
    [InlineData(Cast.Carl, "printer older", "")]
    [InlineData(Cast.Carl, "printer -canaryzebra", "a")]
    [InlineData(Cast.Carol, "printer", "f")]
    [InlineData(Cast.Bob, "printer", "")]
    [InlineData(Cast.Bob, "ink", "")]
    [InlineData(Cast.Bob, "grey", "d")]
    public async Task In_the_portal(string customer, string typed, string found)
    {
        Assert.Equal(found.Order(), corpus.NamesOf(await corpus.House.FindsInPortalAsync(customer, typed)).Order());
        Assert.Equal(found.Order(), corpus.NamesOf(await corpus.House.IndexedAsync(customer, typed, inPortal: true)).Order());
    }

    [Fact]
    public async Task Nobody_but_customers_has_a_portal_to_search_and_nobody_but_staff_a_desk()
    {
        Assert.Empty(await corpus.House.FindsInPortalAsync(Cast.Sasha, "printer"));
        Assert.Empty(await corpus.House.FindsAsync(Cast.Carl, "printer"));
    }

    [Fact]
    public async Task Staff_find_spam_when_they_ask_for_it_and_nothing_else_then() =>
        Assert.Equal("i", corpus.NamesOf(await corpus.House.FindsAsync(Cast.Sasha, "printer", new SearchFilter(IsSpam: true))));

    [Fact]
    public async Task A_search_is_narrowed()
    {
        Assert.Equal("af", corpus.NamesOf(await corpus.House.FindsAsync(Cast.Sasha, "printer", new SearchFilter(IsUnassigned: true))));
        Assert.Empty(await corpus.House.FindsAsync(Cast.Sasha, "printer", new SearchFilter(Phase: Phase.Closed)));
        Assert.Empty(await corpus.House.FindsAsync(Cast.Sasha, "printer", new SearchFilter(Assignee: (await corpus.House.CallerAsync(Cast.Sasha)).Id)));
        var team = (await corpus.House.TicketAsync(corpus.Number('h'))).TeamId;
        Assert.Equal("h", corpus.NamesOf(await corpus.House.FindsAsync(Cast.Tom, "stripes", new SearchFilter(Team: team))));
        Assert.Empty(await corpus.House.FindsAsync(Cast.Sasha, "stripes", new SearchFilter(Team: team)));
    }

    [Fact]
    public async Task A_number_is_a_word_of_its_ticket() =>
        Assert.Equal("c", corpus.NamesOf(await corpus.House.FindsAsync(Cast.Sasha, $"#{corpus.Number('c')} invoice")));

    [Fact]
    public async Task The_excerpt_shows_the_words_and_marks_them()
    {
        var hit = (await corpus.House.HitsAsync(Cast.Sasha, "grey stripes -toner")).Shown.Single();
        Assert.Equal("Since Monday every page has [grey] [stripes].", Written(hit.Shown));
        var note = (await corpus.House.HitsAsync(Cast.Sasha, "canaryzebra")).Shown.Single();
        Assert.True(note.IsFromNote);
        Assert.StartsWith("[canaryzebra]", Written(note.Shown), StringComparison.Ordinal);
        var carls = (await corpus.House.HitsInPortalAsync(Cast.Carl, "printer")).Shown.Single();
        Assert.False(carls.IsFromNote);
        Assert.DoesNotContain("canary", Written(carls.Shown), StringComparison.Ordinal);
        Assert.Contains("[Café]-Automat", Written((await corpus.House.HitsAsync(Cast.Sasha, "cafe")).Shown.Single().Shown), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("' OR 1=1 --")]
    [InlineData("printer' & !stripes | (x <-> y) :* \\")]
    [InlineData("NEAR(printer stripes) AND * ^printer subject:printer {subject}: -col")]
    [InlineData("printer:ABCD 'printer':*")]
    [InlineData("printer\0stripes \u0001")]
    [InlineData("😀 printer 🎉")]
    [InlineData("\ud83d printer")]
    [InlineData("%_[a-z]* printer")]
    [InlineData("printer) OR (scope : \"spam\"")]
    [InlineData("@spam printer · printer")]
    public async Task Whatever_is_typed_is_words_and_nothing_more(string typed)
    {
        if (SearchQuery.Read(typed).Query is null) return;
        foreach (var number in await corpus.House.FindsAsync(Cast.Sasha, typed)) Assert.Contains(corpus.Names[number], "abcdefg");
        foreach (var number in await corpus.House.FindsInPortalAsync(Cast.Carl, typed)) Assert.Contains(corpus.Names[number], "abh");
    }

    [Fact]
    public async Task Twenty_long_words_of_any_letters_are_looked_for_like_any_others()
    {
        var random = new Random(1);
        for (var round = 0; round < 20; round++)
        {
            var typed = string.Join(' ', Enumerable.Range(0, 20).Select(i => (i % 4) switch { 0 => "-", 1 => "\"", _ => "" } + new string([.. Enumerable.Range(0, 20).Select(_ => (char)random.Next(0x20, 0xD7FF))]).Replace(' ', 'x')));
            if (SearchQuery.Read(typed).Query is not null) Assert.Empty(await corpus.House.FindsAsync(Cast.Sasha, typed));
        }
    }

    private static string Written(Excerpt excerpt) => string.Concat(excerpt.Parts.Select(part => part.IsHit ? $"[{part.Text}]" : part.Text));
}
