using System.Collections.Immutable;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Limits;
using Switchboard.Api.Requests;
using Switchboard.Identity;
using Switchboard.Onboarding;
using Switchboard.Secrets;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Whose providers a workspace works with: <c>onboarding/*</c>. Scopes as everywhere at this door: read, write, and admin to delete.</summary>
internal static class OnboardingRoutes
{
    // Each one is a request to a provider; nobody tries keys out in numbers from here.
    private static readonly RateLimit CredentialLimit = RateLimit.PerMinute("onboarding-credentials", 30, RateLimitScope.Tenant);

    private static readonly Refusal NoMasterKey = new(
        RefusalKind.Unavailable,
        $"Provider credentials cannot be stored: {MasterKeys.CurrentSetting} is not set on this server (base64 of {MasterKeys.Length} bytes).")
    {
        Code = "MASTER_KEY_NOT_SET",
    };

    public static void Map(IEndpointRouteBuilder api)
    {
        var onboarding = api.MapGroup("/onboarding").WithTags("Onboarding");
        onboarding.MapGet("/providers", ListProviders).Public()
            .WithSummary("The providers that a workspace can bring")
            .WithDescription("Each with the fields of its credential, for building a form: where a field goes in the body, what it must match, whether it is secret.")
            .Answers(StatusCodes.Status200OK, OnboardingExamples.Providers);
        onboarding.MapGet("/status", GetStatus).Requires(Permissions.AllRead)
            .WithSummary("How far the workspace is")
            .WithDescription("The mode, what is known of every provider, and what is left to do. No answer holds a secret.")
            .Answers(StatusCodes.Status200OK, OnboardingExamples.Status);
        onboarding.MapPut("/mode", PutMode).Requires(Permissions.AllWrite)
            .WithSummary("Choose whose providers are used")
            .WithDescription("`bundled`: the server's; keys that are stored stay and are not used. `byok`: the workspace's own.")
            .Takes(OnboardingExamples.Mode)
            .Answers(StatusCodes.Status200OK, OnboardingExamples.Status);
        MapCredentials(onboarding);
        onboarding.MapPost("/complete", Complete).Requires(Permissions.AllWrite)
            .WithSummary("Say that the onboarding is done")
            .WithDescription("Refused while fields are missing in the mode `byok`; the message and `missing` in the status name them.")
            .Answers(StatusCodes.Status200OK, OnboardingExamples.Complete)
            .Refuses(NotReady(["anthropic.secret", "deepgram.secret"]));
    }

    private static void MapCredentials(IEndpointRouteBuilder onboarding)
    {
        var credentials = onboarding.MapGroup("/credentials/{provider}");
        credentials.MapPut("", PutCredential).Requires(Permissions.AllWrite).Limited(CredentialLimit)
            .WithSummary("Store a credential")
            .WithDescription("""
                Asks the provider whether it takes the credential, and stores it encrypted, with the answer. `validated` is false, and `error` says why, when the
                provider refuses the key or cannot be reached within 5 seconds. Stored in place of the one before; never given back.
                """)
            .Takes(OnboardingExamples.Credential)
            .Answers(StatusCodes.Status200OK, OnboardingExamples.Saved)
            .Refuses(Refusal.InvalidField("primary_id", "is required"), NoMasterKey);
        credentials.MapDelete("", DeleteCredential).Requires(Permissions.Admin)
            .WithSummary("Remove a credential")
            .WithDescription("The onboarding is incomplete from then on.")
            .Answers(StatusCodes.Status200OK, OnboardingExamples.Deleted);
    }

    private static IResult ListProviders() => Answer.Ok(new ProviderListResponse(ProviderCatalogue.All.Select(ProviderBody.Of)));

    private static async Task<IResult> GetStatus(Caller caller, Onboardings onboardings) =>
        Answer.Ok(OnboardingStatusResponse.Of(await onboardings.GetAsync(caller.TenantId)));

    private static async Task<IResult> PutMode(Body<OnboardingModeRequest> body, Caller caller, Onboardings onboardings) =>
        Answer.Ok(OnboardingStatusResponse.Of(await onboardings.ChooseAsync(caller.TenantId, body.Value.Mode)));

    private static async Task<IResult> PutCredential(
        string provider, Body<CredentialRequest> body, Caller caller, Onboardings onboardings, CancellationToken cancellationToken)
    {
        if (ProviderCatalogue.Find(provider) is not { } known)
            return UnknownProvider();
        if (!onboardings.CanStoreCredentials)
            return NoMasterKey;
        var secret = body.Value.ToSecret();
        ImmutableArray<FieldError> faults = [.. known.Faults(secret).Select(fault => new FieldError(fault.Field, fault.Rule))];
        return faults.IsEmpty
            ? Answer.Ok(CredentialSavedResponse.Of(await onboardings.SaveAsync(caller.TenantId, known, secret, cancellationToken)))
            : Refusal.Invalid(RefusalKind.InvalidField, faults);
    }

    private static async Task<IResult> DeleteCredential(string provider, Caller caller, Onboardings onboardings)
    {
        if (ProviderCatalogue.Find(provider) is not { } known)
            return UnknownProvider();
        return await onboardings.DeleteAsync(caller.TenantId, known)
            ? Answer.Ok(new CredentialDeletedResponse(known.Name, Complete: false))
            : Refusal.NotFound($"There is no credential for {known.DisplayName}.");
    }

    private static async Task<IResult> Complete(Caller caller, Onboardings onboardings)
    {
        var state = await onboardings.CompleteAsync(caller.TenantId);
        return state.IsReady ? Answer.Ok(OnboardingStatusResponse.Of(state)) : NotReady(state.Missing);
    }

    private static Refusal UnknownProvider() =>
        Refusal.NotFound($"There is no such provider; there are {string.Join(", ", ProviderCatalogue.All.Select(provider => provider.Name))}.");

    private static Refusal NotReady(ImmutableArray<string> missing) =>
        Refusal.Conflict($"The onboarding is not ready; still missing: {string.Join(", ", missing)}.") with
        {
            Code = "ONBOARDING_NOT_READY",
            Field = missing.Length == 1 ? missing[0] : null,
        };
}
