using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Primitives;
using Switchboard.Api.Doors;
using Switchboard.Contacts;

namespace Switchboard.Api.Requests;

/// <summary>
/// Reads the parameters of a query as typed, validated values, as <see cref="RequestReader"/> reads a body. A parameter of an
/// endpoint's method; <see cref="Check"/> refuses the request when anything was wrong. An empty value is the same as none.
/// </summary>
public sealed class QueryReader(IQueryCollection query)
{
    private readonly FieldErrors _errors = new();

    /// <summary>Binds the query of the request.</summary>
    public static ValueTask<QueryReader> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new QueryReader(context.Request.Query));

    /// <summary>Refuses the request if a parameter was wrong.</summary>
    public void Check() => _errors.ThrowIfAny(RefusalKind.InvalidParameter);

    /// <summary>Notes a fault that the caller found.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="rule">What it must be, as the end of the sentence that begins with its name.</param>
    public void Fail(string name, string rule) => _errors.Add(name, rule);

    /// <summary>A text of at most so many characters; null when absent.</summary>
    public string? OptionalText(string name, int max)
    {
        if (Find(name) is not { } text)
            return null;
        if (text.Length <= max)
            return text;
        Fail(name, $"must not have more than {max} characters");
        return null;
    }

    /// <summary>A whole number within bounds; the fallback when absent.</summary>
    public int Int(string name, int fallback, int min, int max) => (int?)OptionalWhole(name, min, max) ?? fallback;

    /// <summary>A whole number within bounds; null when absent.</summary>
    public long? OptionalWhole(string name, long min, long max)
    {
        if (Find(name) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        Fail(name, $"must be a whole number from {min} to {max}");
        return null;
    }

    /// <summary>True or false; null when absent.</summary>
    public bool? OptionalFlag(string name)
    {
        switch (Find(name))
        {
            case null:
                return null;
            case "true" or "1":
                return true;
            case "false" or "0":
                return false;
            default:
                Fail(name, "must be true or false");
                return null;
        }
    }

    /// <summary>An id as the UUID that it stands for; null when absent.</summary>
    public string? OptionalId(string name, string? prefix = null)
    {
        if (Find(name) is not { } text)
            return null;
        var id = FieldRules.NormaliseId(text, prefix);
        if (id is null)
            Fail(name, FieldRules.IdRule);
        return id;
    }

    /// <summary>One of a few words; null when absent.</summary>
    public string? OptionalOneOf(string name, params ReadOnlySpan<string> words)
    {
        if (Find(name) is not { } text)
            return null;
        if (words.Contains(text))
            return text;
        Fail(name, $"must be one of: {string.Join(", ", words!)}");
        return null;
    }

    /// <summary>A number in E.164; null when absent. A blank is read as the plus that it was before the form's decoding.</summary>
    public string? OptionalPhone(string name)
    {
        if (Find(name) is not { } text)
            return null;
        var phone = text[0] == ' ' ? string.Concat("+", text.AsSpan(1)) : text;
        if (PhoneNumber.IsE164(phone))
            return phone;
        Fail(name, FieldRules.PhoneRule);
        return null;
    }

    /// <summary>An instant in ISO 8601; null when absent.</summary>
    public DateTimeOffset? OptionalInstant(string name)
    {
        if (Find(name) is not { } text)
            return null;
        // The plus of an offset that was not escaped arrives as a blank.
        if (FieldRules.TryInstant(text.Replace(' ', '+'), out var instant))
            return instant;
        Fail(name, FieldRules.InstantRule);
        return null;
    }

    /// <summary>
    /// The end of a period, itself included: all of a day, and of an instant its millisecond, as instants are printed with no more. Null when absent.
    /// </summary>
    /// <returns>The first instant after it.</returns>
    public DateTimeOffset? OptionalEnd(string name)
    {
        if (OptionalInstant(name) is not { } last)
            return null;
        var lasts = query[name].ToString().Length == "2026-05-31".Length ? TimeSpan.FromDays(1) : TimeSpan.FromMilliseconds(1);
        return last > DateTimeOffset.MaxValue - lasts ? DateTimeOffset.MaxValue : last + lasts;
    }

    /// <summary>A day of this century, such as 2026-05-31; null when absent.</summary>
    public DateOnly? OptionalDay(string name)
    {
        if (Find(name) is not { } text)
            return null;
        if (FieldRules.TryDay(text, out var day))
            return day;
        Fail(name, FieldRules.DayRule);
        return null;
    }

    /// <summary>A parameter that may be given several times; empty when absent.</summary>
    public ImmutableArray<string> Texts(string name, int itemsMax, int max)
    {
        var values = query[name];
        if (values.Count > itemsMax || values.Any(value => value is null || value.Length > max || !FieldRules.IsStorable(value)))
        {
            Fail(name, $"must be at most {itemsMax} texts of at most {max} characters");
            return [];
        }
        return [.. values.Where(value => value!.Length > 0)!];
    }

    private string? Find(string name)
    {
        StringValues values = query[name];
        if (values.Count > 1)
        {
            Fail(name, "must not be given more than once");
            return null;
        }
        if (string.IsNullOrEmpty(values))
            return null;
        string text = values.ToString();
        if (FieldRules.IsStorable(text))
            return text;
        Fail(name, "must not contain NUL");
        return null;
    }
}
