using HelpDesk.Domain.Search;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Shared;

/// <summary>What search says of what somebody typed.</summary>
public sealed class SearchSentences(Words words)
{
    public string Of(SearchFault fault) => fault switch
    {
        SearchFault.TooLong => words["That is too long to look for. Keep it within {0} characters.", SearchQuery.LongestText],
        SearchFault.TooManyTerms => words["Those are too many words. {0} are enough to find a ticket.", SearchQuery.MostTerms],
        SearchFault.NoWord => words["Type a word: there is no letter and no digit in that."],
        SearchFault.OnlyExcluded => words["That says only what to leave out. Add a word to look for."],
        SearchFault.ShortPrefix => words["Write at least {0} letters before the star.", SearchQuery.ShortestPrefix],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
