using System.Collections.Immutable;
using Switchboard.Identity;

namespace Switchboard.Api.Doors;

/// <summary>A request that is not carried out, and why; written in the shape of the door it came in by.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Message">The same for people.</param>
public sealed record Refusal(RefusalKind Kind, string Message) : IResult
{
    /// <summary>The field or parameter at fault, when it is one.</summary>
    public string? Field { get; init; }

    /// <summary>Everything found wrong with the fields; empty when the fault is elsewhere.</summary>
    public ImmutableArray<FieldError> Errors { get; init; } = [];

    /// <summary>What a validator found, as sentences, where that is more than the message; empty otherwise.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>A machine-readable code of the door's own, in place of the one it has for <see cref="Kind"/>.</summary>
    public string? Code { get; init; }

    /// <summary>A status in place of the one that the door has for <see cref="Kind"/>.</summary>
    public int? Status { get; init; }

    /// <summary>When to come again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The permissions that were missing.</summary>
    public Permissions Required { get; init; }

    /// <summary>Fields that do not hold what they must.</summary>
    public static Refusal Invalid(RefusalKind kind, ImmutableArray<FieldError> errors) =>
        new(kind, errors[0].ToString()) { Field = errors[0].Field, Errors = errors };

    /// <summary>One field that does not hold what it must.</summary>
    /// <param name="field">Its name as the caller wrote it.</param>
    /// <param name="rule">What it must be, as the end of the sentence that begins with its name.</param>
    public static Refusal InvalidField(string field, string rule) =>
        Invalid(RefusalKind.InvalidField, [new FieldError(field, rule)]);

    /// <summary>There is no such thing that this tenant could see.</summary>
    public static Refusal NotFound(string message) => new(RefusalKind.NotFound, message);

    /// <summary>The state of the thing does not allow it.</summary>
    public static Refusal Conflict(string message) => new(RefusalKind.Conflict, message);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => RefusalWriter.WriteAsync(httpContext, this);
}

/// <summary>What is wrong with a field.</summary>
/// <param name="Field">Its name, with the path to it when it is nested: <c>rows[3].phone</c>.</param>
/// <param name="Rule">What it must be, as the end of the sentence that begins with its name.</param>
public readonly record struct FieldError(string Field, string Rule)
{
    /// <summary>The rule that a field breaks by not being there.</summary>
    public const string RequiredRule = "is required";

    /// <summary>Whether the field is not there at all; doors differ in whether that is another status than a wrong value.</summary>
    public bool IsMissing => Rule == RequiredRule;

    /// <summary>The sentence.</summary>
    public override string ToString() => $"{Field} {Rule}";
}
