using System.Collections.Immutable;
using Switchboard.Onboarding;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The document's examples of onboarding.</summary>
internal static class OnboardingExamples
{
    private static readonly DateTimeOffset At = new(2026, 5, 25, 7, 30, 45, TimeSpan.Zero);

    private static readonly Credential Stored = new(
        ProviderNames.Anthropic, PrimaryId: null, "****x9Qw", ImmutableDictionary<string, string>.Empty, CredentialValidation.Valid, Error: null, At, At);

    private static readonly OnboardingState State = new(OnboardingModes.Byok, CompletedAt: null, [Stored]);

    public static readonly OnboardingModeRequest Mode = new(OnboardingModes.Byok);
    public static readonly CredentialRequest Credential = new(PrimaryId: null, "sk-ant-your-key", Extra: null);

    public static readonly ProviderListResponse Providers = new([ProviderBody.Of(ProviderCatalogue.Find(ProviderNames.Exotel)!)]);
    public static readonly OnboardingStatusResponse Status = OnboardingStatusResponse.Of(State);
    public static readonly CredentialSavedResponse Saved = CredentialSavedResponse.Of(Stored);
    public static readonly CredentialDeletedResponse Deleted = new(ProviderNames.Anthropic, Complete: false);

    public static readonly OnboardingStatusResponse Complete =
        OnboardingStatusResponse.Of(State with { Mode = OnboardingModes.Bundled, CompletedAt = At });
}
