namespace HelpDesk.Tests.House;

/// <summary>The people of the demo, by their addresses.</summary>
public static class Cast
{
    public const string Password = "support-story";
    public const string Carl = "carl@example.com";
    public const string Carol = "carol@example.com";
    public const string Bob = "bob@example.com";
    public const string Sasha = "sasha@example.com";
    public const string Tom = "tom@example.com";
    public const string Mia = "mia@example.com";
    public const string Ada = "ada@example.com";
}
