using System.Text;
using Switchboard.Api.Doors;
using Switchboard.Api.Requests;

namespace Switchboard.Tests.Api.Requests;

public sealed class RequestReaderTests
{
    [Fact]
    public void What_is_right_is_read()
    {
        var errors = new FieldErrors();
        var fields = Read(
            """
            {"name":"  Ann ","secret":" pw ","email":"ann@example.com","phone":"+919812345678","id":"call_01A2018886A67A46A5BB8E3B8D54C457",
             "word":"two","at":"2026-05-31T16:22:11.5+02:00","day":"2026-05-31","n":7,"flag":false,"object":{"b" : [1e400, "é"]},
             "tags":["a","b"],"rows":[{"x":1},{"x":2}],"nested":{"deep":{"x":3}},"gone":null}
            """,
            errors);
        Assert.Equal("Ann", fields.Text("name", 10));
        Assert.Equal(" pw ", fields.Secret("secret", 10));
        Assert.Equal("ann@example.com", fields.Email("email"));
        Assert.Equal("+919812345678", fields.Phone("phone"));
        Assert.Equal("01a20188-86a6-7a46-a5bb-8e3b8d54c457", fields.Id("id", "call_"));
        Assert.Equal("two", fields.OneOf("word", "one", "two"));
        Assert.Equal(new DateTimeOffset(2026, 5, 31, 14, 22, 11, 500, TimeSpan.Zero), fields.OptionalInstant("at"));
        Assert.Equal(new DateTimeOffset(2026, 5, 31, 0, 0, 0, TimeSpan.Zero), fields.OptionalInstant("day"));
        Assert.Equal(7, fields.Whole("n", 1, 7));
        Assert.False(fields.OptionalFlag("flag"));
        Assert.Equal("""{"b":[1e400,"é"]}""", fields.OptionalObject("object", 100));
        Assert.Equal("a,b", string.Join(',', fields.OptionalTexts("tags", 2, 1)!.Value));
        Assert.Equal([1, 2], fields.Objects("rows", 2).Select(row => row.Whole("x", 0, 9)));
        Assert.Equal(3, fields.Nested("nested").OptionalNested("deep")!.Whole("x", 0, 9));
        Assert.Null(fields.OptionalText("gone", 10));
        Assert.True(fields.Has("gone"));
        Assert.False(fields.Has("absent"));
        Assert.Null(fields.OptionalObject("absent", 10));
        Assert.False(errors.Any);
    }

    public static TheoryData<string, Action<RequestReader>, string> Faults() => new()
    {
        { "{}", fields => fields.Text("f", 5), "f is required" },
        { """{"f":null}""", fields => fields.Text("f", 5), "f is required" },
        { """{"f":" "}""", fields => fields.Text("f", 5), "f must not be empty" },
        { """{"f":"123456"}""", fields => fields.Text("f", 5), "f must not have more than 5 characters" },
        { """{"f":"123"}""", fields => fields.Secret("f", 9, 5), "f must have at least 5 characters" },
        { """{"f":1}""", fields => fields.Text("f", 5), "f must be a text" },
        { """{"f":"\u0000"}""", fields => fields.OptionalText("f", 5), "f must not contain NUL or lone surrogates" },
        { """{"f":"\udc00\ud800"}""", fields => fields.OptionalText("f", 5), "f must not contain NUL or lone surrogates" },
        { """{"f":"ann@"}""", fields => fields.Email("f"), "f must be a mail address" },
        { """{"f":"ann@example.com\r\nBcc: x@example.com"}""", fields => fields.Email("f"), "f must be a mail address" },
        { """{"f":"9812345678"}""", fields => fields.Phone("f"), $"f {FieldRules.PhoneRule}" },
        { """{"f":"call_x"}""", fields => fields.Id("f", "call_"), "f must be an id" },
        { """{"f":"01a2018886a67a46a5bb8e3b8d54c457"}""", fields => fields.Id("f", "call_"), "f must be an id" },
        { """{"f":"three"}""", fields => fields.OneOf("f", "one", "two"), "f must be one of: one, two" },
        { """{"f":"31.05.2026"}""", fields => fields.OptionalInstant("f"), $"f {FieldRules.InstantRule}" },
        { """{"f":8}""", fields => fields.Whole("f", 1, 7), "f must be a whole number from 1 to 7" },
        { """{"f":1.5}""", fields => fields.OptionalInt("f", 1, 7), "f must be a whole number from 1 to 7" },
        { """{"f":1e999}""", fields => fields.OptionalWhole("f", 1, 7), "f must be a whole number from 1 to 7" },
        { """{"f":"true"}""", fields => fields.OptionalFlag("f"), "f must be true or false" },
        { """{"f":[]}""", fields => fields.OptionalObject("f", 9), "f must be an object" },
        { """{"f":{"a":"123"}}""", fields => fields.OptionalObject("f", 10), "f must not be larger than 10 bytes" },
        { """{"f":{"a":["\ud800"]}}""", fields => fields.OptionalObject("f", 99), "f must not contain NUL or lone surrogates" },
        { """{"f":{"\u0000":1}}""", fields => fields.OptionalObject("f", 99), "f must not contain NUL or lone surrogates" },
        { """{"f":["a",7]}""", fields => fields.OptionalTexts("f", 5, 5), "f[1] must be a text of 1 to 5 characters" },
        { """{"f":["a","b","c"]}""", fields => fields.OptionalTexts("f", 2, 5), "f must not have more than 2 items" },
        { """{"f":{}}""", fields => fields.OptionalTexts("f", 2, 5), "f must be a list" },
        { "{}", fields => fields.Objects("f", 2), "f is required" },
        { """{"f":[{},[]]}""", fields => fields.Objects("f", 2), "f[1] must be an object" },
        { """{"f":[{},{"g":"x"}]}""", fields => fields.Objects("f", 2)[1].OptionalFlag("g"), "f[1].g must be true or false" },
        { """{"f":{"g":{"h":0}}}""", fields => fields.Nested("f").Nested("g").Text("h", 5), "f.g.h must be a text" },
        { "{}", fields => fields.Nested("f").Nested("g"), "f is required" },
        { """{"f":5}""", fields => fields.Nested("f"), "f must be an object" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_wrong_is_named(string body, Action<RequestReader> read, string expected)
    {
        var errors = new FieldErrors();
        read(Read(body, errors));
        var refusal = Assert.Throws<RefusedException>(() => errors.ThrowIfAny(RefusalKind.InvalidField)).Refusal;
        Assert.Equal(expected, refusal.Message);
        Assert.Equal(expected[..expected.IndexOf(' ', StringComparison.Ordinal)], refusal.Field);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_a_flood_of_them_is_cut()
    {
        var errors = new FieldErrors();
        var fields = Read($$"""{"rows":[{{string.Join(',', Enumerable.Repeat("1", 1000))}}]}""", errors);
        fields.Text("name", 5);
        fields.Objects("rows", 1000);
        var refusal = Assert.Throws<RefusedException>(() => errors.ThrowIfAny(RefusalKind.InvalidField)).Refusal;
        Assert.Equal("name", refusal.Errors[0].Field);
        Assert.Equal("rows[0]", refusal.Errors[1].Field);
        Assert.Equal(50, refusal.Errors.Length);
    }

    [Fact]
    public void A_name_that_is_no_text_is_malformed() =>
        Assert.Equal(
            RefusalKind.MalformedBody,
            Assert.Throws<RefusedException>(() => Read("""{"\ud800":1,"f":2}""", new FieldErrors()).OptionalInt("f", 1, 9)).Refusal.Kind);

    private static RequestReader Read(string body, FieldErrors errors) =>
        new(JsonBody.Parse(Encoding.UTF8.GetBytes(body)).RootElement, errors);
}
