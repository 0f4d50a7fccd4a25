using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Switchboard.Onboarding;

/// <summary>A field of a provider's credential.</summary>
/// <param name="Name">Where it goes in the body: <c>primary_id</c>, <c>secret</c> or <c>extra.</c> and a name.</param>
/// <param name="Label">What people call it.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="Pattern">The regular expression that it must match as a whole; null for none.</param>
/// <param name="Help">Where it is found, and what for.</param>
/// <param name="Options">The words that it must be one of; empty for any text.</param>
public sealed record ProviderField(string Name, string Label, bool IsRequired, string? Pattern, string Help, ImmutableArray<string> Options)
{
    /// <summary>Names the account at the provider.</summary>
    public const string PrimaryId = "primary_id";

    /// <summary>The key or token.</summary>
    public const string SecretName = "secret";

    /// <summary>Stands before the names of all other fields.</summary>
    public const string ExtraPrefix = "extra.";

    /// <summary>The most characters of any field.</summary>
    public const int LengthMax = 512;

    private static readonly TimeSpan MatchMax = TimeSpan.FromSeconds(1);

    /// <summary>Whether it is never given back.</summary>
    public bool IsSecret => Name == SecretName;

    /// <summary>How a form asks for it: <c>text</c>, <c>password</c> or <c>select</c>.</summary>
    public string Kind => IsSecret ? "password" : Options.IsEmpty ? "text" : "select";

    /// <summary>Its value in a credential; null when there is none.</summary>
    public string? Read(ProviderSecret credential)
    {
        var value = Name switch
        {
            PrimaryId => credential.PrimaryId,
            SecretName => credential.Secret,
            _ => credential.Extra.GetValueOrDefault(Name[ExtraPrefix.Length..]),
        };
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>What a value must be and is not; null when it is right.</summary>
    internal string? RuleBrokenBy(string? value) => value switch
    {
        null => IsRequired ? "is required" : null,
        _ when !Options.IsEmpty && !Options.Contains(value) => $"must be one of: {string.Join(", ", Options)}",
        _ when Pattern is not null && !Regex.IsMatch(value, $"^(?:{Pattern})\\z", RegexOptions.CultureInvariant, MatchMax) =>
            $"must match {Pattern}",
        _ => null,
    };
}
