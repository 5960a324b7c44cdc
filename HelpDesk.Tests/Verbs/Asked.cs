using HelpDesk.Tests.House;
using HelpDesk.Web.Verbs;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Tests.Verbs;

/// <summary>A verb that needs no database, asked of the program in this process.</summary>
internal static class Asked
{
    public static async Task<Ran> OfAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        await using var nothing = new ServiceCollection().BuildServiceProvider();
        var status = await Verb.In(words)!.RunAsync(nothing, output, error);
        return new(status, output.ToString(), error.ToString());
    }
}
