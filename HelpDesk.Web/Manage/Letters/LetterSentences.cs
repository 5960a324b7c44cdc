using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Manage.Letters;

/// <summary>What letters can name, and what is wrong with one, in words.</summary>
public sealed class LetterSentences(Words words)
{
    public static IReadOnlyList<string> Fields => LetterFacts.Names;

    public string Of(LetterFault fault) => fault.Kind switch
    {
        LetterFaultKind.UnknownField => words["Paragraph {0}: letters know no “{1}”. Use one of the names below.", fault.Paragraph, fault.About],
        LetterFaultKind.UnknownTag => words["Paragraph {0}: “{1}” cannot be used here; only if, elsif, else, endif, unless and endunless.", fault.Paragraph, fault.About],
        LetterFaultKind.UnknownFilter => words["Paragraph {0}: there is no filter “{1}”; use upcase, downcase, capitalize, strip, truncate or default.", fault.Paragraph, fault.About],
        _ => words["Paragraph {0} cannot be read: what is opened in a paragraph is closed in it. It begins: {1}", fault.Paragraph, fault.About],
    };

    /// <summary>What a letter promises and does not tell.</summary>
    public string Of(PromisedWords broken) => broken switch
    {
        { What: LetterPromise.Words } => words["It is sent to bring what somebody wrote, and does not: put in {0}.", "{{ message }}"],
        { What: LetterPromise.Question, By: { } by } => words["“{0}” waits for the customer’s answer, and the letter does not say to what: put in {1} or {2}.", by, "{{ question }}", "{{ message }}"],
        { What: LetterPromise.Question } => words["It reminds of a question, and does not say which: put in {0} or {1}.", "{{ question }}", "{{ message }}"],
        { What: LetterPromise.Note } => words["“{0}” asks for a note to pass on, and the letter does not: put in {1}.", broken.By ?? "", "{{ note }}"],
        { What: LetterPromise.Number } => words["It acknowledges a request, and does not say its number: put in {0}.", "{{ number }}"],
        { What: LetterPromise.Consent } => words["It asks for consent, and does not say to what: put in {0}.", "{{ approval }}"],
        _ => words["Its link is what it is sent for, and has no words at times: write some outside of conditions."],
    };

    /// <summary>What a fact is.</summary>
    public string Field(string name) => name switch
    {
        "name" => words["the recipient's name; nothing where only the mail that it answers says it"],
        "desk" => words["whether a colleague reads it, not the customer"],
        "product" => words["what we call ourselves"],
        "number" => words["the ticket's number"],
        "subject" => words["the ticket's subject"],
        "customer" => words["the customer's name"],
        "author" => words["who did what the letter tells of; nothing for the system"],
        "yours" => words["whether the ticket is assigned to the recipient"],
        "filed" => words["when the request was filed"],
        "message" => words["what was written with it"],
        "files" => words["how many files came with it"],
        "note" => words["the note that was written with it; never in a customer's letter"],
        "question" => words["what staff wrote to the customer last, before it"],
        "approval" => words["what the recipient is asked to consent to"],
        "needs" => words["how many must consent"],
        _ => words["until when they can consent"],
    };
}
