using System.Collections.Immutable;
using Switchboard.Api.Requests;
using Switchboard.Onboarding;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The providers that a workspace can bring accounts of its own at.</summary>
public sealed record ProviderListResponse(IEnumerable<ProviderBody> Providers);

/// <summary>A provider.</summary>
/// <param name="Id">What it is called in requests.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Category"><c>llm</c>, <c>telephony</c>, <c>tts</c> or <c>stt</c>.</param>
/// <param name="DocsUrl">Where its keys are explained.</param>
/// <param name="Fields">What its credential consists of.</param>
public sealed record ProviderBody(string Id, string Name, string Category, string DocsUrl, IEnumerable<ProviderFieldBody> Fields)
{
    internal static ProviderBody Of(Provider provider) =>
        new(provider.Name, provider.DisplayName, provider.Category, provider.DocsUrl, provider.Fields.Select(ProviderFieldBody.Of));
}

/// <summary>A field of a credential.</summary>
/// <param name="Name">Where it goes in the body of a credential: <c>primary_id</c>, <c>secret</c>, or <c>extra.</c> and its name in <c>extra</c>.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Kind"><c>text</c>, <c>password</c> or <c>select</c>.</param>
/// <param name="Required">Whether it must be given.</param>
/// <param name="Secret">Whether it is never given back.</param>
/// <param name="Pattern">The regular expression that it must match as a whole; null for none.</param>
/// <param name="Options">The words that it must be one of; null for any text.</param>
/// <param name="Help">Where it is found.</param>
public sealed record ProviderFieldBody(
    string Name, string Label, string Kind, bool Required, bool Secret, string? Pattern, IEnumerable<string>? Options, string Help)
{
    internal static ProviderFieldBody Of(ProviderField field) => new(
        field.Name, field.Label, field.Kind, field.IsRequired, field.IsSecret, field.Pattern, field.Options.IsEmpty ? null : field.Options, field.Help);
}

/// <summary>Chooses whose providers the workspace works with.</summary>
/// <param name="Mode"><c>bundled</c> or <c>byok</c>.</param>
public sealed record OnboardingModeRequest(string Mode) : IRequestBody<OnboardingModeRequest>
{
    /// <inheritdoc/>
    public static OnboardingModeRequest Read(RequestReader fields) =>
        new(fields.OneOf("mode", OnboardingModes.Bundled, OnboardingModes.Byok));
}

/// <summary>A credential to store; the provider's fields say which parts it wants. What it does not want is left out.</summary>
/// <param name="PrimaryId">What names the account at the provider.</param>
/// <param name="Secret">The key or token.</param>
/// <param name="Extra">The provider's further fields.</param>
public sealed record CredentialRequest(string? PrimaryId, string Secret, IReadOnlyDictionary<string, string>? Extra) : IRequestBody<CredentialRequest>
{
    /// <inheritdoc/>
    public static CredentialRequest Read(RequestReader fields) => new(
        fields.OptionalText("primary_id", ProviderField.LengthMax),
        fields.Secret("secret", ProviderField.LengthMax),
        fields.OptionalNested("extra") is { } extra ? ReadExtra(extra) : null);

    /// <summary>Says nothing of the secret.</summary>
    public override string ToString() => "(a credential)";

    internal ProviderSecret ToSecret() => new(PrimaryId, Secret, Extra?.ToImmutableDictionary() ?? []);

    private static Dictionary<string, string> ReadExtra(RequestReader extra)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in ProviderCatalogue.ExtraNames)
        {
            if (extra.OptionalText(name, ProviderField.LengthMax) is { Length: > 0 } value)
                values[name] = value;
        }

        return values;
    }
}

/// <summary>A credential was stored.</summary>
/// <param name="Saved">Always true.</param>
/// <param name="Validated">Whether the provider takes it.</param>
/// <param name="Error">Why it is not known to be good; null when it is.</param>
/// <param name="Credential">What is stored, without the secret.</param>
public sealed record CredentialSavedResponse(bool Saved, bool Validated, string? Error, CredentialBody Credential)
{
    internal static CredentialSavedResponse Of(Credential credential) =>
        new(Saved: true, credential.Validation == CredentialValidation.Valid, credential.Error, CredentialBody.Of(credential));
}

/// <summary>A stored credential.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="PrimaryId">What names the account at the provider.</param>
/// <param name="SecretHint">Stars, and the last characters of a long secret.</param>
/// <param name="Extra">The provider's further fields.</param>
/// <param name="ValidatedAt">When the provider took it; null when it did not.</param>
/// <param name="UpdatedAt">When it was stored.</param>
public sealed record CredentialBody(
    string Provider, string? PrimaryId, string SecretHint, IReadOnlyDictionary<string, string> Extra, DateTimeOffset? ValidatedAt, DateTimeOffset UpdatedAt)
{
    internal static CredentialBody Of(Credential credential) => new(
        credential.Provider, credential.PrimaryId, credential.Hint, credential.Extra, credential.ValidatedAt, credential.UpdatedAt);
}

/// <summary>A credential was removed.</summary>
/// <param name="Deleted">The provider's id.</param>
/// <param name="Complete">Whether the onboarding is still done: it is not.</param>
public sealed record CredentialDeletedResponse(string Deleted, bool Complete);

/// <summary>How far a workspace is.</summary>
/// <param name="Mode"><c>bundled</c> or <c>byok</c>.</param>
/// <param name="Complete">Whether somebody said that it is done, and it still is.</param>
/// <param name="CompletedAt">When; null when nobody has, or a credential was removed since.</param>
/// <param name="Ready">Whether it could be completed.</param>
/// <param name="Missing">The fields that are still to be given: the provider's id, a dot, the field's name.</param>
/// <param name="Checklist">What there is to do.</param>
/// <param name="Providers">Every provider, stored or not.</param>
public sealed record OnboardingStatusResponse(
    string Mode,
    bool Complete,
    DateTimeOffset? CompletedAt,
    bool Ready,
    IEnumerable<string> Missing,
    IEnumerable<ChecklistItemBody> Checklist,
    IEnumerable<ProviderStatusBody> Providers)
{
    internal static OnboardingStatusResponse Of(OnboardingState state) => new(
        state.Mode,
        state.IsComplete,
        state.CompletedAt,
        state.IsReady,
        state.Missing,
        state.Checklist.Select(item => new ChecklistItemBody(item.Name, item.IsDone, item.Missing, item.Help)),
        ProviderCatalogue.All.Select(provider => ProviderStatusBody.Of(provider, state)));
}

/// <summary>Something to do.</summary>
/// <param name="Item">The category of providers that it is about.</param>
/// <param name="Done">Whether it is done.</param>
/// <param name="Missing">The fields that are still to be given.</param>
/// <param name="Help">What to do.</param>
public sealed record ChecklistItemBody(string Item, bool Done, IEnumerable<string> Missing, string Help);

/// <summary>What is known of the workspace at a provider.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="Category">What it does.</param>
/// <param name="State"><c>missing</c>, <c>valid</c>, <c>refused</c>, or <c>unverified</c> where the provider could not be asked.</param>
/// <param name="Active">Whether calls use it now; a stored key is dormant in the mode <c>bundled</c>.</param>
/// <param name="Error">Why it is not known to be good; null when it is, or there is none.</param>
/// <param name="Credential">What is stored; null for nothing.</param>
public sealed record ProviderStatusBody(string Provider, string Category, string State, bool Active, string? Error, CredentialBody? Credential)
{
    internal static ProviderStatusBody Of(Provider provider, OnboardingState state)
    {
        var credential = state.Find(provider.Name);
        return new ProviderStatusBody(
            provider.Name, provider.Category, credential?.Validation.ToName() ?? "missing", state.IsActive(provider.Name), credential?.Error,
            credential is null ? null : CredentialBody.Of(credential));
    }
}
