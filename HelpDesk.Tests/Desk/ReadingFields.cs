using HelpDesk.Web.Shared;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Desk;

public sealed class ReadingFields
{
    [Theory]
    [InlineData(FieldType.Number, "12.5", "12.5")]
    [InlineData(FieldType.Number, "twelve", null)]
    [InlineData(FieldType.Flag, "true", "true")]
    [InlineData(FieldType.Flag, "on", null)]
    [InlineData(FieldType.Date, "2026-03-02", "2026-03-02")]
    [InlineData(FieldType.Date, "2.3.2026", null)]
    [InlineData(FieldType.Text, "  a word ", "a word")]
    [InlineData(FieldType.Choice, "fixed", "fixed")]
    [InlineData(FieldType.Number, "  ", "")]
    public void A_form_s_text_becomes_a_value_of_the_field_s_type(FieldType type, string sent, string? value) =>
        Assert.Equal(value, FieldReader.Read(new("f", Text.Of("F"), type, [], Roles.Agent), sent)?.ToString());
}
