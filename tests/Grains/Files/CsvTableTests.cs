using System.Text;
using Switchboard.Campaigns;
using Switchboard.Files;

namespace Switchboard.Tests.Grains.Files;

/// <summary>What people call CSV, and what only calls itself so.</summary>
public sealed class CsvTableTests
{
    [Theory]
    [InlineData("phone,name\n+14155550123,Ann\n+14155550124,Bob\n")]
    [InlineData("name;Phone Number\r\nAnn;+14155550123\r\nBob;+14155550124")]
    [InlineData("\uFEFFMOBILE\tFull Name\n+14155550123\tAnn\n\n \t\n+14155550124\tBob\n")]
    [InlineData("\"Phone\",\"Name\"\n\"+14155550123\",\"Ann\"\n\" +14155550124 \", Bob ,\n,,\n")]
    [InlineData("+14155550123,Ann\n+14155550124,Bob")]
    [InlineData("Ann,+14155550123\nBob,+14155550124")]
    [InlineData("मोबाइल नंबर,नाम\n+14155550123,Ann\n+14155550124,Bob\n")]
    [InlineData("phone_e164|first name|last-name\n+14155550123|Ann|\n+14155550124||Bob\n")]
    [InlineData("sep=;\nphone;name\n+14155550123;Ann\n+14155550124;Bob")]
    [InlineData("customer;email;mobile\nAnn;ann@example.com;+14155550123\nBob;;+14155550124\n")]
    public void The_same_people_are_read_from_every_form(string text)
    {
        using var table = Open(text);
        List<(string, string?)> people = [];
        while (table.Read())
            people.Add((table.Text(AudienceColumns.Phone), AudienceColumns.NameIn(table)));
        Assert.Equal([("+14155550123", "Ann"), ("+14155550124", "Bob")], people);
    }

    [Fact]
    public void Rows_know_the_line_they_begin_at_and_values_may_span_lines()
    {
        using var table = Open("phone,note\r\n+14155550123,\"one\r\ntwo, \"\"three\"\"\"\r\n\r\n+14155550124,x\r\n");
        Assert.True(table.Read());
        Assert.Equal(2, table.Line);
        Assert.Equal("one\r\ntwo, \"three\"", Assert.Single(table.Others).Value);
        Assert.True(table.Read());
        Assert.Equal(5, table.Line);
        Assert.Equal(KeyValuePair.Create("note", "x"), Assert.Single(table.Others));
        Assert.False(table.Read());
    }

    [Fact]
    public void The_most_telling_header_wins_and_the_others_are_kept_by_their_names()
    {
        using var table = Open("number,phone,,phone,City\n7,+14155550123,a,b,Pune,more\n");
        Assert.True(table.Read());
        Assert.Equal("+14155550123", table.Text(AudienceColumns.Phone));
        Assert.Equal(
            [("number", "7"), ("column_3", "a"), ("phone", "b"), ("City", "Pune"), ("column_6", "more")],
            table.Others.Select(other => (other.Key, other.Value)));
    }

    [Fact]
    public void Fifty_other_columns_of_five_hundred_characters_are_kept_and_the_rest_is_counted()
    {
        var headers = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"c{i}"));
        var values = string.Join(',', Enumerable.Range(0, 100_000).Select(i => i == 3 ? new string('x', 499) + "😀" : "v"));
        using var table = Open($"phone,{headers}\n+14155550123,{values}\n");
        Assert.True(table.Read());
        Assert.Equal(TableReader.OtherColumnsMax, table.Others.Count);
        Assert.Equal(new string('x', 499), table.Others[3].Value);
        Assert.Equal(99_950, table.IgnoredColumns);
        Assert.Equal(1, table.ShortenedValues);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\uFEFF \r\n\t\n", "is empty")]
    [InlineData("email,city\na@example.com,Pune\n", "phone, phone_e164, mobile, number")]
    [InlineData("just some words\nand more of them\n", "has no column")]
    [InlineData("phone\n\"+14155550123\n+14155550124\n", "a quote in line 2")]
    [InlineData("phone,name\n+14155550123,\"Ann\n+14155550124,\"Bob\"\n+14155550125,Cy\n", "line 2")]
    [InlineData("phone\n+1415\0\n", "a NUL in line 2")]
    public void What_cannot_be_read_is_refused_and_says_where(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<TableFileException>(() => ReadAll(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void Other_kinds_of_files_are_named()
    {
        Assert.Contains("UTF-16", Refusal([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("phone\n+14155550123\n")]), StringComparison.Ordinal);
        Assert.Contains("UTF-16", Refusal(Encoding.BigEndianUnicode.GetBytes("phone\n+14155550123\n")), StringComparison.Ordinal);
        Assert.Contains("Excel", Refusal([.. "PK\x03\x04"u8, 1, 2, 3]), StringComparison.Ordinal);
        Assert.Contains("UTF-8 in line 3", Refusal([.. "phone,name\n+14155550123,Ann\n+14155550124,Jos"u8, 0xE9, .. "\n"u8]), StringComparison.Ordinal);
        var noise = new byte[100_000];
        new Random(7).NextBytes(noise);
        Assert.NotEmpty(Refusal(noise));
    }

    [Fact]
    public void Characters_across_chunks_are_whole_and_a_line_without_an_end_is_refused()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            using var table = Open($"phone,x{new string('x', shift)}\n+14155550123,a\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"+1415555{i:D4},😀é\n")));
            Assert.Equal(40_001, table.CheckToEnd(50_000));
        }

        Assert.Contains("bytes", Refusal([.. "phone\n"u8, .. Enumerable.Repeat((byte)'7', 10 * 1024 * 1024)]), StringComparison.Ordinal);
        using var rows = Open("phone\n1\n2\n3\n");
        Assert.Contains("more than 2 rows", Assert.Throws<TableFileException>(() => rows.CheckToEnd(2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_character_at_the_end_is_refused() => Assert.Contains("UTF-8", Refusal([.. "phone\n+14155550123,"u8, 0xF0, 0x9F]), StringComparison.Ordinal);

    private static string Refusal(byte[] bytes) => Assert.Throws<TableFileException>(() => ReadAll(bytes)).Message;

    private static void ReadAll(byte[] bytes)
    {
        using var table = CsvTable.Open(new MemoryStream(bytes), AudienceColumns.All);
        table.CheckToEnd(int.MaxValue);
    }

    private static CsvTable Open(string text) => CsvTable.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), AudienceColumns.All);
}
