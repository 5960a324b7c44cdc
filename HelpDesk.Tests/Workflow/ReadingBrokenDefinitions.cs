using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow;

/// <summary>Documents broken at random. The seed is fixed: what fails once fails again.</summary>
public class ReadingBrokenDefinitions
{
    private static readonly string[] Pieces =
    [
        "\"", "{", "}", "[", "]", ",", ":", "null", "true", "1e999", "-0", "\"open\"", "\"every\"", "{}", "[]", "\ud800", "\udc00", "\\u0000", "\\ud83d", "🦊",
        "\"on\": \"created\",", "\"by\": [\"agent\"],", "\"when\": {\"not\":", "\"assignee\"", "\"reply\"", "\"timer\"", "\"\": 1,", "\"1d\"", "9999999999999999999999999999999", "\n", "\0",
    ];

    [Fact]
    public void Never_throws()
    {
        var random = new Random(4711);
        var read = 0;
        for (var round = 0; round < 6000; round++)
        {
            var json = StandardWorkflow.Json;
            for (var cuts = random.Next(1, 4); cuts > 0; cuts--)
                json = Mutate(json, random);
            var (definition, faults) = DefinitionReader.Read(json);
            Assert.Equal(definition is null, !faults.IsEmpty);
            Assert.All(faults, fault => Assert.True(fault.Line >= 1 && fault.Column >= 1));
            if (definition is null)
                continue;
            read++;
            // Whatever is read without a fault can be written, read again and compiled.
            var written = DefinitionWriter.Write(definition);
            Assert.Equal(written, DefinitionWriter.Write(Support.Compile(written).Definition));
        }
        Assert.InRange(read, 10, 5000);
    }

    private static string Mutate(string json, Random random)
    {
        var tokens = Tokens(json);
        var (one, other) = (random.Next(tokens.Count), random.Next(tokens.Count));
        switch (random.Next(6))
        {
            case 0:
                tokens.RemoveAt(one);
                break;
            case 1:
                tokens.Insert(one, Pieces[random.Next(Pieces.Length)]);
                break;
            case 2:
                tokens[one] = Pieces[random.Next(Pieces.Length)];
                break;
            case 3:
                (tokens[one], tokens[other]) = (tokens[other], tokens[one]);
                break;
            case 4:
                // A name or word for another keeps the JSON whole and so gets deeper into the reader.
                var words = tokens.Where(token => token[0] == '"' && token.Length > 2).ToList();
                tokens[tokens.IndexOf(words[random.Next(words.Count)])] = words[random.Next(words.Count)];
                break;
            default:
                var cut = random.Next(json.Length);
                return json.Remove(cut, Math.Min(random.Next(1, 40), json.Length - cut));
        }
        return string.Concat(tokens);
    }

    private static List<string> Tokens(string json) =>
        [.. System.Text.RegularExpressions.Regex.Matches(json, "\"[^\"]*\"|\\s+|[^\"\\s]|\"").Select(match => match.Value)];
}
