using System.Collections.Immutable;

namespace Switchboard.Onboarding;

/// <summary>What is known of a stored credential without opening it.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="PrimaryId">What names the account at the provider; null where the key alone does.</param>
/// <param name="Hint">Of the secret, as much as tells one from another: stars and its last characters.</param>
/// <param name="Extra">The further fields; none of them is secret.</param>
/// <param name="Validation">What the provider said of it.</param>
/// <param name="Error">Why it is not known to be good; null when it is.</param>
/// <param name="ValidatedAt">When the provider took it; null when it did not.</param>
/// <param name="UpdatedAt">When it was stored.</param>
public sealed record Credential(
    string Provider,
    string? PrimaryId,
    string Hint,
    ImmutableDictionary<string, string> Extra,
    CredentialValidation Validation,
    string? Error,
    DateTimeOffset? ValidatedAt,
    DateTimeOffset UpdatedAt);

/// <summary>What a provider said of a credential.</summary>
public enum CredentialValidation
{
    /// <summary>It takes it.</summary>
    Valid,

    /// <summary>It does not.</summary>
    Refused,

    /// <summary>It could not be asked, or gave no clear answer.</summary>
    Unverified,
}

/// <summary>Names of a <see cref="CredentialValidation"/>.</summary>
public static class CredentialValidationExtensions
{
    /// <summary>The name used in storage and at the doors.</summary>
    public static string ToName(this CredentialValidation validation) => validation switch
    {
        CredentialValidation.Valid => "valid",
        CredentialValidation.Refused => "refused",
        CredentialValidation.Unverified => "unverified",
        _ => throw new ArgumentOutOfRangeException(nameof(validation), validation, "not a validation"),
    };

    internal static CredentialValidation Parse(string name) => name switch
    {
        "valid" => CredentialValidation.Valid,
        "refused" => CredentialValidation.Refused,
        _ => CredentialValidation.Unverified,
    };
}

/// <summary>Makes hints of secrets.</summary>
internal static class SecretHint
{
    private const int Shown = 4;

    // Four characters of a shorter one would be too much of it.
    private const int LengthMin = 16;

    /// <summary>Stars, and of a long secret its last four characters.</summary>
    public static string Of(string secret) => secret.Length >= LengthMin ? $"****{secret[^Shown..]}" : "****";
}
