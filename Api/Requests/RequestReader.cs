using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Switchboard.Api.Doors;
using Switchboard.Contacts;

namespace Switchboard.Api.Requests;

/// <summary>
/// Reads the fields of a JSON object as typed, validated values. What is wrong is collected in <see cref="Errors"/> and a
/// harmless value given in its place, so that a body's shape reads top to bottom without a branch. Fields that nobody asks for are
/// ignored; a null is the same as an absent field.
/// </summary>
public sealed class RequestReader
{
    private static readonly JsonElement NoFields = JsonElement.Parse("{}");
    private static readonly JsonWriterOptions CompactJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Half of what JSON readers take by default, for it is given back inside of other objects.
    private const int ObjectDepthMax = 32;

    private readonly JsonElement _object;
    private readonly string _path;

    /// <summary>Reads an object.</summary>
    /// <param name="element">The object.</param>
    /// <param name="errors">Where faults are collected.</param>
    /// <param name="path">What stands before a field's name in its error: empty for the body itself.</param>
    public RequestReader(JsonElement element, FieldErrors errors, string path = "")
    {
        _object = element;
        _path = path;
        Errors = errors;
    }

    /// <summary>What is wrong so far, with this object and those around it.</summary>
    public FieldErrors Errors { get; }

    /// <summary>Whether the field is there, null or not.</summary>
    public bool Has(string name) => _object.TryGetProperty(name, out _);

    /// <summary>Notes a fault that the caller found.</summary>
    /// <param name="name">The field of this object.</param>
    /// <param name="rule">What it must be, as the end of the sentence that begins with its name.</param>
    public void Fail(string name, string rule) => Errors.Add(_path + name, rule);

    /// <summary>A text that must be there and, once trimmed, not empty.</summary>
    public string Text(string name, int max, int min = 1) => Required(name, OptionalText(name, max, min));

    /// <summary>A text of so many characters, trimmed; null when absent.</summary>
    public string? OptionalText(string name, int max, int min = 0)
    {
        if (RawText(name)?.Trim() is not { } text)
            return null;
        var length = LengthOf(text);
        if (length >= min && length <= max)
            return text;
        Fail(name, LengthRule(min, max, length));
        return null;
    }

    /// <summary>A text that must be there and is taken as it is, blanks and all.</summary>
    public string Secret(string name, int max, int min = 1)
    {
        var text = RawText(name);
        if (text is not null && LengthOf(text) is var length && (length < min || length > max))
        {
            Fail(name, LengthRule(min, max, length));
            return "";
        }
        return Required(name, text);
    }

    /// <summary>A mail address that must be there.</summary>
    public string Email(string name) => Required(name, OptionalEmail(name));

    /// <summary>A mail address; null when absent.</summary>
    public string? OptionalEmail(string name) => Checked(name, FieldRules.IsEmail, "must be a mail address");

    /// <summary>A number in E.164 that must be there.</summary>
    /// <param name="name">The field.</param>
    /// <param name="rule">The door's own words for what it must be.</param>
    public string Phone(string name, string rule = FieldRules.PhoneRule) => Required(name, OptionalPhone(name, rule));

    /// <summary>A number in E.164; null when absent.</summary>
    /// <param name="name">The field.</param>
    /// <param name="rule">The door's own words for what it must be.</param>
    public string? OptionalPhone(string name, string rule = FieldRules.PhoneRule) => Checked(name, PhoneNumber.IsE164, rule);

    /// <summary>A BCP 47 language tag; null when absent.</summary>
    public string? OptionalLanguage(string name) => Checked(name, LanguageTag.IsWellFormed, "must be a BCP 47 language tag — e.g. hi-IN");

    /// <summary>An id that must be there, in the door's form or as a plain UUID.</summary>
    public string Id(string name, string? prefix = null) => Required(name, OptionalId(name, prefix));

    /// <summary>An id as the UUID that it stands for; null when absent.</summary>
    public string? OptionalId(string name, string? prefix = null)
    {
        if (RawText(name) is not { } text)
            return null;
        var id = FieldRules.NormaliseId(text, prefix);
        if (id is null)
            Fail(name, FieldRules.IdRule);
        return id;
    }

    /// <summary>One of a few words that must be there.</summary>
    public string OneOf(string name, params ReadOnlySpan<string> words) => Required(name, OptionalOneOf(name, words));

    /// <summary>One of a few words; null when absent.</summary>
    public string? OptionalOneOf(string name, params ReadOnlySpan<string> words)
    {
        if (RawText(name) is not { } text)
            return null;
        if (words.Contains(text))
            return text;
        Fail(name, $"must be one of: {string.Join(", ", words!)}");
        return null;
    }

    /// <summary>An instant in ISO 8601; null when absent.</summary>
    public DateTimeOffset? OptionalInstant(string name)
    {
        if (RawText(name) is not { } text)
            return null;
        if (FieldRules.TryInstant(text, out var instant))
            return instant;
        Fail(name, FieldRules.InstantRule);
        return null;
    }

    /// <summary>A whole number that must be there.</summary>
    public long Whole(string name, long min, long max)
    {
        if (OptionalWhole(name, min, max) is { } number)
            return number;
        RequireField(name);
        return min;
    }

    /// <summary>A whole number within bounds; null when absent.</summary>
    public long? OptionalWhole(string name, long min, long max)
    {
        if (Find(name) is not { } element)
            return null;
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) && number >= min && number <= max)
            return number;
        Fail(name, $"must be a whole number from {min} to {max}");
        return null;
    }

    /// <summary>A whole number within bounds that fits an <see cref="int"/>; null when absent.</summary>
    public int? OptionalInt(string name, int min, int max) => (int?)OptionalWhole(name, min, max);

    /// <summary>A number within bounds; null when absent.</summary>
    public double? OptionalReal(string name, double min, double max)
    {
        if (Find(name) is not { } element)
            return null;
        if (element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) && number >= min && number <= max)
            return number;
        Fail(name, string.Create(CultureInfo.InvariantCulture, $"must be a number from {min} to {max}"));
        return null;
    }

    /// <summary>True or false, which must be there.</summary>
    public bool Flag(string name)
    {
        if (OptionalFlag(name) is { } flag)
            return flag;
        RequireField(name);
        return false;
    }

    /// <summary>True or false; null when absent.</summary>
    public bool? OptionalFlag(string name)
    {
        switch (Find(name)?.ValueKind)
        {
            case null:
                return null;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                Fail(name, "must be true or false");
                return null;
        }
    }

    /// <summary>A day of this century, such as 2026-05-31; null when absent.</summary>
    public DateOnly? OptionalDay(string name)
    {
        if (RawText(name) is not { } text)
            return null;
        if (FieldRules.TryDay(text, out var day))
            return day;
        Fail(name, FieldRules.DayRule);
        return null;
    }

    /// <summary>This object as a whole, for a body that is the caller's own, as compact JSON.</summary>
    /// <param name="called">What it is called when something is wrong with it.</param>
    /// <param name="bytesMax">What it may be at most, as compact JSON in UTF-8.</param>
    public string WholeObject(string called, int bytesMax) => OwnJson(called, _object, bytesMax) ?? "{}";

    /// <summary>An object of the caller's own, as compact JSON; null when absent.</summary>
    /// <param name="name">The field.</param>
    /// <param name="bytesMax">What it may be at most, as compact JSON in UTF-8.</param>
    public string? OptionalObject(string name, int bytesMax) => OptionalJson(name, JsonValueKind.Object, "must be an object", bytesMax);

    /// <summary>A list of the caller's own, of whatever it holds, as compact JSON; null when absent.</summary>
    /// <param name="name">The field.</param>
    /// <param name="bytesMax">What it may be at most, as compact JSON in UTF-8.</param>
    public string? OptionalList(string name, int bytesMax) => OptionalJson(name, JsonValueKind.Array, "must be a list", bytesMax);

    /// <summary>A nested object that must be there, to be read field by field; one that is not has none of its fields.</summary>
    public RequestReader Nested(string name)
    {
        RequireField(name);
        return OptionalNested(name) ?? new RequestReader(NoFields, Errors, $"{_path}{name}.");
    }

    /// <summary>A nested object to be read field by field; null when absent.</summary>
    public RequestReader? OptionalNested(string name)
    {
        if (Find(name) is not { } element)
            return null;
        if (element.ValueKind == JsonValueKind.Object)
            return new RequestReader(element, Errors, $"{_path}{name}.");
        Fail(name, "must be an object");
        return null;
    }

    /// <summary>A list of texts that must be there.</summary>
    public ImmutableArray<string> Texts(string name, int itemsMax, int max)
    {
        RequireField(name);
        return OptionalTexts(name, itemsMax, max) ?? [];
    }

    /// <summary>A list of texts; null when absent.</summary>
    public ImmutableArray<string>? OptionalTexts(string name, int itemsMax, int max)
    {
        if (Items(name, itemsMax) is not { } items)
            return null;
        var texts = ImmutableArray.CreateBuilder<string>(items.Count);
        foreach (var (item, place) in items)
        {
            if (item.ValueKind == JsonValueKind.String && JsonValues.Read(item) is { Length: > 0 } text && text.Length <= max)
                texts.Add(text);
            else
                Errors.Add(place, $"must be a text of 1 to {max} characters");
        }
        return texts.ToImmutable();
    }

    /// <summary>A list of objects that must be there, each to be read field by field.</summary>
    public IReadOnlyList<RequestReader> Objects(string name, int itemsMax)
    {
        if (Items(name, itemsMax) is not { } items)
        {
            RequireField(name);
            return [];
        }
        var readers = new List<RequestReader>(items.Count);
        foreach (var (item, place) in items)
        {
            if (item.ValueKind == JsonValueKind.Object)
                readers.Add(new RequestReader(item, Errors, $"{place}."));
            else
                Errors.Add(place, "must be an object");
        }
        return readers;
    }

    /// <summary>
    /// A list that must be there, of which each item is read as an object by itself: what is wrong with one is among its own <see cref="Errors"/>, and fails nothing else.
    /// </summary>
    public IReadOnlyList<RequestReader> Rows(string name, int itemsMax)
    {
        if (Items(name, itemsMax) is not { } items)
        {
            RequireField(name);
            return [];
        }
        return [.. items.Select(item => RowOf(item.Item))];

        static RequestReader RowOf(JsonElement item)
        {
            var errors = new FieldErrors();
            if (item.ValueKind == JsonValueKind.Object)
                return new RequestReader(item, errors);
            errors.Add("the row", "must be an object");
            return new RequestReader(NoFields, errors);
        }
    }

    /// <summary>What was written in a field, if it is a text at all, to name a row by; nothing is checked.</summary>
    public string? AsWritten(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } element ? JsonValues.Read(element) : null;

    private string? OptionalJson(string name, JsonValueKind kind, string rule, int bytesMax)
    {
        if (Find(name) is not { } element)
            return null;
        if (element.ValueKind != kind)
        {
            Fail(name, rule);
            return null;
        }
        return OwnJson(name, element, bytesMax);
    }

    private string? OwnJson(string name, JsonElement element, int bytesMax)
    {
        if (!JsonValues.AreStorable(element))
        {
            Fail(name, "must not contain NUL or lone surrogates");
            return null;
        }
        if (JsonValues.IsDeeperThan(element, ObjectDepthMax))
        {
            Fail(name, $"must not be nested deeper than {ObjectDepthMax} levels");
            return null;
        }
        var json = Compact(element);
        if (json.Length <= bytesMax)
            return Encoding.UTF8.GetString(json);
        Fail(name, $"must not be larger than {bytesMax} bytes");
        return null;
    }

    private List<(JsonElement Item, string Place)>? Items(string name, int itemsMax)
    {
        if (Find(name) is not { } element)
            return null;
        if (element.ValueKind != JsonValueKind.Array)
        {
            Fail(name, "must be a list");
            return null;
        }
        if (element.GetArrayLength() > itemsMax)
        {
            Fail(name, $"must not have more than {itemsMax} items");
            return null;
        }
        return [.. element.EnumerateArray().Select((item, index) => (item, $"{_path}{name}[{index}]"))];
    }

    private JsonElement? Find(string name) =>
        _object.TryGetProperty(name, out var element) && element.ValueKind != JsonValueKind.Null ? element : null;

    private string? RawText(string name)
    {
        if (Find(name) is not { } element)
            return null;
        if (element.ValueKind != JsonValueKind.String)
        {
            Fail(name, "must be a text");
            return null;
        }
        var text = JsonValues.Read(element);
        if (text is null)
            Fail(name, "must not contain NUL or lone surrogates");
        return text;
    }

    private string? Checked(string name, Func<string, bool> isValid, string rule)
    {
        if (RawText(name) is not { } text)
            return null;
        if (isValid(text))
            return text;
        Fail(name, rule);
        return null;
    }

    private string Required(string name, string? value)
    {
        if (value is null)
            RequireField(name);
        return value ?? "";
    }

    // A field that is there and wrong has had its say already.
    private void RequireField(string name)
    {
        if (Find(name) is null)
            Fail(name, FieldError.RequiredRule);
    }

    /// <summary>In characters as people count them, or nearly so: one beyond the first 65,536 is two in memory.</summary>
    private static int LengthOf(string text) => text.Length - text.Count(char.IsLowSurrogate);

    private static string LengthRule(int min, int max, int actual) => (min, actual) switch
    {
        (1, 0) => "must not be empty",
        (> 0, _) when actual < min => $"must have at least {min} characters",
        _ => $"must not have more than {max} characters",
    };

    private static ReadOnlySpan<byte> Compact(JsonElement element)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, CompactJson))
            element.WriteTo(writer);
        return buffer.WrittenSpan;
    }
}
