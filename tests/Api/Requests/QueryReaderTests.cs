using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Switchboard.Api.Doors;
using Switchboard.Api.Requests;

namespace Switchboard.Tests.Api.Requests;

public sealed class QueryReaderTests
{
    [Fact]
    public void What_is_right_is_read()
    {
        var query = Read("?limit=5&flag=1&id=01A20188-86A6-7A46-A5BB-8E3B8D54C457&word=two&phone=%2B919812345678&bare=+919812345678&at=2026-05-31T16:22:11+02:00&tag=a&tag=b&empty=");
        Assert.Equal(5, query.Int("limit", 50, 1, 100));
        Assert.Equal(50, query.Int("absent", 50, 1, 100));
        Assert.True(query.OptionalFlag("flag"));
        Assert.Equal("01a20188-86a6-7a46-a5bb-8e3b8d54c457", query.OptionalId("id"));
        Assert.Equal("two", query.OptionalOneOf("word", "one", "two"));
        Assert.Equal("+919812345678", query.OptionalPhone("phone"));
        Assert.Equal("+919812345678", query.OptionalPhone("bare"));
        Assert.Equal(new DateTimeOffset(2026, 5, 31, 14, 22, 11, TimeSpan.Zero), query.OptionalInstant("at"));
        Assert.Equal("a,b", string.Join(',', query.Texts("tag", 5, 5)));
        Assert.Null(query.OptionalText("empty", 5));
        Assert.Empty(query.Texts("absent", 5, 5));
        query.Check();
    }

    public static TheoryData<string, Action<QueryReader>, string> Faults() => new()
    {
        { "?f=1&f=2", query => query.Int("f", 1, 1, 9), "f must not be given more than once" },
        { "?f=10", query => query.Int("f", 1, 1, 9), "f must be a whole number from 1 to 9" },
        { "?f=%201", query => query.Int("f", 1, 1, 9), "f must be a whole number from 1 to 9" },
        { "?f=%D9%A1", query => query.Int("f", 1, 1, 9), "f must be a whole number from 1 to 9" },
        { "?f=x%00y", query => query.OptionalText("f", 9), "f must not contain NUL" },
        { "?f=123456", query => query.OptionalText("f", 5), "f must not have more than 5 characters" },
        { "?f=yes", query => query.OptionalFlag("f"), "f must be true or false" },
        { "?f=x", query => query.OptionalId("f"), "f must be an id" },
        { "?f=x", query => query.OptionalOneOf("f", "one", "two"), "f must be one of: one, two" },
        { "?f=12", query => query.OptionalPhone("f"), $"f {FieldRules.PhoneRule}" },
        { "?f=now", query => query.OptionalInstant("f"), $"f {FieldRules.InstantRule}" },
        { "?f=a&f=b&f=c", query => query.Texts("f", 2, 5), "f must be at most 2 texts of at most 5 characters" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_wrong_is_named(string text, Action<QueryReader> read, string expected)
    {
        var query = Read(text);
        read(query);
        var refusal = Assert.Throws<RefusedException>(query.Check).Refusal;
        Assert.Equal((RefusalKind.InvalidParameter, expected, "f"), (refusal.Kind, refusal.Message, refusal.Field));
    }

    private static QueryReader Read(string query) => new(new QueryCollection(QueryHelpers.ParseQuery(query)));
}
