using System.Text.Json;
using Switchboard.Campaigns;
using Switchboard.Files;

namespace Switchboard.Tests.Grains.Files;

/// <summary>Rows as JSON objects.</summary>
public sealed class JsonTableTests
{
    [Fact]
    public void Fields_go_by_the_same_headers_as_in_a_file()
    {
        using var table = Open("""
            [{"mobile": "+14155550120", "phone": " +14155550123 ", "name": "Ann", "age": 41, "vip": true, "tags": ["a", "b"], "none": null, "blank": " "},
             {"phone": "", "number": 9812345678, "first_name": "Bob", "last_name": "Ray"},
             {}]
            """);
        Assert.True(table.Read());
        Assert.Equal((1, "+14155550123", "Ann"), (table.Line, table.Text(AudienceColumns.Phone), AudienceColumns.NameIn(table)));
        Assert.Equal(
            [("mobile", "+14155550120"), ("age", "41"), ("vip", "true"), ("tags", """["a", "b"]""")],
            table.Others.Select(other => (other.Key, other.Value)));
        Assert.True(table.Read());
        Assert.Equal((2, "9812345678", "Bob Ray"), (table.Line, table.Text(AudienceColumns.Phone), AudienceColumns.NameIn(table)));
        Assert.Empty(table.Others);
        Assert.True(table.Read());
        Assert.Equal(("", null), (table.Text(AudienceColumns.Phone), AudienceColumns.NameIn(table)));
        Assert.False(table.Read());
    }

    [Fact]
    public void What_cannot_be_stored_is_replaced()
    {
        using var table = Open("""[{"phone": "+1415\u0000", "note": "\ud83d", "\ude00": "x"}]""");
        Assert.True(table.Read());
        Assert.Equal("+1415\uFFFD", table.Text(AudienceColumns.Phone));
        Assert.Equal([("note", "\uFFFD"), ("\uFFFD", "x")], table.Others.Select(other => (other.Key, other.Value)));
    }

    [Fact]
    public void A_row_that_is_no_object_is_refused_with_its_place()
    {
        using var table = Open("""[{"phone": "+14155550123"}, "+14155550124"]""");
        Assert.Contains("place 2", Assert.Throws<TableFileException>(() => table.CheckToEnd(10)).Message, StringComparison.Ordinal);
    }

    private static JsonTable Open(string rows) => new(JsonElement.Parse(rows), AudienceColumns.All);
}
