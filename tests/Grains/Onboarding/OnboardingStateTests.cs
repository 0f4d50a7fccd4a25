using System.Collections.Immutable;
using Switchboard.Onboarding;

namespace Switchboard.Tests.Grains.Onboarding;

public sealed class OnboardingStateTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    [Fact]
    public void With_the_servers_providers_nothing_is_left_to_do()
    {
        var state = State(OnboardingModes.Bundled);

        Assert.True(state.IsReady);
        Assert.All(state.Checklist, item => Assert.True(item.IsDone));
        Assert.False(state.IsComplete);
        Assert.True((state with { CompletedAt = At }).IsComplete);
    }

    [Fact]
    public void With_ones_own_each_kind_is_needed()
    {
        var state = State(OnboardingModes.Byok);

        Assert.Equal(["anthropic.secret", "twilio.primary_id", "twilio.secret", "cartesia.secret", "deepgram.secret"], state.Missing.AsEnumerable());
        Assert.False((state with { CompletedAt = At }).IsComplete);
        Assert.Equal(["anthropic.secret"], State(OnboardingModes.Byok, "twilio", "cartesia", "deepgram").Missing.AsEnumerable());
        Assert.True(State(OnboardingModes.Byok, "anthropic", "twilio", "cartesia", "deepgram").IsReady);
        Assert.True(State(OnboardingModes.Byok, "anthropic", "exotel", "cartesia", "deepgram").IsReady);
    }

    [Fact]
    public void A_key_that_the_provider_refused_does_not_count_and_one_that_could_not_be_tried_does()
    {
        var state = State(OnboardingModes.Byok, "anthropic", "exotel", "cartesia", "deepgram");

        var refused = state with { Credentials = [.. state.Credentials.Select(c => c.Provider == "exotel" ? c with { Validation = CredentialValidation.Refused } : c)] };
        var unverified = state with { Credentials = [.. state.Credentials.Select(c => c with { Validation = CredentialValidation.Unverified })] };

        Assert.Equal(["exotel.secret"], refused.Missing.AsEnumerable());
        Assert.False(refused.IsActive("exotel"));
        Assert.True(refused.IsActive("anthropic"));
        Assert.True(unverified.IsReady);
    }

    [Fact]
    public void Keys_are_dormant_while_the_servers_are_used()
    {
        var state = State(OnboardingModes.Byok, "anthropic");

        Assert.True(state.IsActive("anthropic"));
        Assert.False(state.IsActive("deepgram"));
        Assert.False((state with { Mode = OnboardingModes.Bundled }).IsActive("anthropic"));
    }

    private static OnboardingState State(string mode, params string[] stored) => new(mode, CompletedAt: null,
        [.. stored.Select(provider => new Credential(provider, null, "****", ImmutableDictionary<string, string>.Empty, CredentialValidation.Valid, null, At, At))]);
}
