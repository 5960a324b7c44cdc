using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Reads another desk's log from CSV: a header, then a row an event, with a case, an activity, a time and perhaps an actor.</summary>
/// <remarks>
/// RFC 4180 with comma, semicolon or tab, with or without a byte-order mark. Columns are found by their names in English, German, French or Spanish.
/// Times are ISO 8601, day.month.year, day/month/year or month/day/year (what the file shows; else month first), or seconds or milliseconds since 1970; without a zone they are UTC.
/// </remarks>
public static class CsvLog
{
    private static readonly string[] CaseNames =
        ["case", "case id", "caseid", "case number", "ticket", "ticket id", "ticket number", "issue", "issue id", "issue key", "id", "number", "fall", "vorgang", "vorgangsnummer", "dossier", "numero", "caso"];
    private static readonly string[] ActivityNames =
        ["activity", "status", "state", "event", "action", "step", "concept name", "to", "to status", "new status", "aktivitat", "zustand", "ereignis", "aktion", "activite", "statut", "etat", "evenement", "actividad", "estado", "evento", "accion"];
    private static readonly string[] TimeNames =
        ["time", "timestamp", "date", "datetime", "date time", "at", "when", "created", "created at", "occurred at", "changed at", "start time", "complete timestamp", "time timestamp", "zeit", "zeitpunkt", "zeitstempel", "datum", "heure", "horodatage", "fecha", "hora"];
    private static readonly string[] ActorNames =
        ["actor", "user", "resource", "role", "by", "author", "agent", "who", "changed by", "org resource", "benutzer", "bearbeiter", "rolle", "utilisateur", "auteur", "acteur", "usuario", "autor", "recurso"];

    /// <summary>Reads a log. Never throws for bad text; what cannot be used is a fault with its line.</summary>
    public static (ImmutableArray<LogRow> Rows, ImmutableArray<RowFault> Faults) Read(string text)
    {
        var plain = text.StartsWith('\uFEFF') ? text[1..] : text;
        var table = new CsvTable(plain, CsvTable.SeparatorOf(plain));
        var records = table.Records().ToList();
        var faults = new List<RowFault>();
        var rows = records.Count == 0 ? [] : Rows(records, faults);
        if (table.OpenQuote is { } line)
            faults.Add(new(line, "A quote opens here and is never closed, so all from here on is lost; close or remove it."));
        else if (records.Count == 0)
            faults.Add(new(1, "The file is empty; write a header with case, activity, time and actor, then a row an event."));
        return ([.. rows], [.. faults.OrderBy(fault => fault.Line)]);
    }

    private static List<LogRow> Rows(List<(int Line, List<string> Fields)> records, List<RowFault> faults)
    {
        var header = records[0].Fields.ConvertAll(Folding.Fold);
        var (one, activity, time) = (Needed("case", CaseNames), Needed("activity", ActivityNames), Needed("time", TimeNames));
        var actor = Column(header, ActorNames);
        if (one < 0 || activity < 0 || time < 0)
            return [];
        var body = records.Skip(1).ToList();
        var times = new CsvTimes(CsvTimes.IsDayFirst(body.Select(record => Field(record.Fields, time))) ?? false);
        var rows = new List<LogRow>();
        foreach (var (line, fields) in body)
            if (Row(line, fields) is { } row)
                rows.Add(row);
        return rows;

        int Needed(string what, string[] names)
        {
            var column = Column(header, names);
            if (column < 0)
                faults.Add(new(records[0].Line, $"No column of the header is the {what}; name one \"{what}\"."));
            return column;
        }

        LogRow? Row(int line, List<string> fields)
        {
            if (fields.Count > header.Count && fields.Skip(header.Count).Any(extra => extra.Length > 0))
                return Bad(line, $"This row has {fields.Count} fields and the header {header.Count}; put quotes around a field that holds the separator.");
            if (Field(fields, one) is not { Length: > 0 } id)
                return Bad(line, "This row has no case; fill it in or remove the row.");
            if (Field(fields, activity) is not { Length: > 0 } name)
                return Bad(line, "This row has no activity; fill it in or remove the row.");
            if (times.Read(Field(fields, time)) is not { } at)
                return Bad(line, $"\"{Quote.Shorten(Field(fields, time), 40)}\" is no time; write one such as 2026-03-02T10:00:00Z.");
            return new(line, id, name, at, actor >= 0 && Field(fields, actor) is { Length: > 0 } who ? who : null);
        }

        LogRow? Bad(int line, string message)
        {
            faults.Add(new(line, message));
            return null;
        }
    }

    private static string Field(List<string> fields, int column) => column < fields.Count ? fields[column].Trim() : "";

    /// <summary>The first column with the best name: names stand in the order of preference.</summary>
    private static int Column(List<string> header, string[] names)
    {
        foreach (var name in names)
            if (header.IndexOf(name) is >= 0 and var column)
                return column;
        return -1;
    }
}
