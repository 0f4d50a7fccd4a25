using System.Text.Json;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cualify;

/// <summary>What becomes of a call to each of the simulator's numbers (contract, section 6), as this door shows it.</summary>
public sealed class SimulatorTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("+12025550100", "completed", 30, "interested", "positive")]
    [InlineData("+12025550104", "completed", 12, null, null)]
    [InlineData("+12025550106", "completed", 8, "do_not_call", null)]
    // 10 s of talk, the 60 s that it waits for a decision, and 5 s more.
    [InlineData("+12025550107", "completed", 75, "declined", null)]
    [InlineData("+12025550111", "completed", 30, "interested", "positive")]
    [InlineData("+12025550112", "completed", 142, "demo_booked", null)]
    public async Task An_answered_call_completes_after_its_conversation(string to, string status, int seconds, string? intent, string? sentiment)
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);

        var call = await client.EndOfAsync(await client.PlaceAsync(to));

        Assert.Equal(status, call.Str("status"));
        Assert.Equal(seconds, call.Int("duration_sec"));
        // 12 cents a minute, rounded up.
        Assert.Equal((seconds * 12 + 59) / 60, call.Int("credits_debited_paise"));
        Assert.NotNull(call.Str("recording_url"));
        Assert.Equal("disclosure-played", call.GetProperty("timeline")[0].Str("type"));
        if (intent is not null)
            Assert.Equal(intent, call.Str("llm_extracted_intent"));
        if (sentiment is not null)
            Assert.Equal(sentiment, call.Str("llm_sentiment"));
    }

    [Theory]
    [InlineData("+12025550101", "busy", "busy")]
    [InlineData("+12025550102", "no_answer", "no_answer")]
    [InlineData("+12025550103", "failed", "carrier_error")]
    [InlineData("+12025550105", "failed", "invalid_number")]
    [InlineData("+12025550110", "failed", "carrier_timeout")]
    public async Task A_call_without_an_answer_costs_nothing_and_says_why(string to, string status, string reason)
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);

        var call = await client.EndOfAsync(await client.PlaceAsync(to));

        Assert.Equal(status, call.Str("status"));
        Assert.Equal(reason, call.Str("end_reason"));
        Assert.Equal(0, call.Int("duration_sec"));
        Assert.Equal(0, call.Int("credits_debited_paise"));
        Assert.Equal(JsonValueKind.Null, call.GetProperty("recording_url").ValueKind);
        Assert.Equal(JsonValueKind.Null, call.GetProperty("transcript").ValueKind);
        Assert.Equal(JsonValueKind.Null, call.GetProperty("answered_by").ValueKind);
        Assert.Equal(0, call.GetProperty("timeline").GetArrayLength());
    }

    [Fact]
    public async Task A_voicemail_is_told_from_a_person()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);

        Assert.Equal("voicemail", (await client.EndOfAsync(await client.PlaceAsync("+12025550104"))).Str("answered_by"));
        Assert.Equal("human", (await client.EndOfAsync(await client.PlaceAsync("+12025550100"))).Str("answered_by"));
    }

    [Fact]
    public async Task Who_never_hangs_up_is_cut_at_the_maximum_duration()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);

        var call = await client.EndOfAsync(await client.PlaceAsync("+12025550109", maxDurationSec: 45));

        Assert.Equal("completed", call.Str("status"));
        Assert.Equal(45, call.Int("duration_sec"));
        Assert.Equal(9, call.Int("credits_debited_paise"));
    }

    [Fact]
    public async Task Who_asks_for_a_person_leaves_a_mark_of_it()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);

        var call = await client.EndOfAsync(await client.PlaceAsync("+12025550108"));

        Assert.Equal("completed", call.Str("status"));
        Assert.Contains(call.GetProperty("timeline").EnumerateArray(), mark => mark.Str("type") == "handoff-requested");
    }

    [Fact]
    public async Task Who_asks_not_to_be_called_again_is_not_called_again_by_that_organisation()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);
        using var other = await CualifyClient.SignUpAsync(fixture.Server);
        await client.EndOfAsync(await client.PlaceAsync("+12025550106"));

        var refused = await client.PostAsync("calls", new { agent_id = CualifyClient.AgentId, to_e164 = "+12025550106" });

        Assert.Contains("DNC", refused.AssertRefused(403, "forbidden", "to_e164").Str("message"), StringComparison.Ordinal);
        Assert.Equal(1, (await client.GetAsync("calls")).Body.GetProperty("pagination").Int("total"));
        await other.PlaceAsync("+12025550106");
    }
}
