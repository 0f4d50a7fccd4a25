using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.AcrossDoors;

/// <summary>Five doors, one engine: what comes in by one is there at the others, in their own words.</summary>
public sealed class OneEngineTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly string[] CallDoors = ["cualify", "nextneural", "calleague", "cordiul"];

    public static TheoryData<string> DoorsThatPlaceCalls => [.. CallDoors];

    [Theory]
    [MemberData(nameof(DoorsThatPlaceCalls))]
    public async Task A_call_placed_at_one_door_is_read_at_the_others_with_their_id_and_status(string door)
    {
        using var tenant = new EveryDoor(await fixture.Server.SignUpAsync());
        await tenant.OpenAsync();

        var id = await tenant.PlaceAsync(door, "+12025550101");
        await tenant.WaitForEndAsync(id);

        // Busy is the state that the doors say most differently.
        var cualify = (await tenant.Cualify.GetAsync($"calls/{id}")).Data();
        Assert.Equal((id, "busy"), (cualify.Str("id"), cualify.Str("status")));
        var nextNeural = (await tenant.NextNeural.GetAsync($"v1/calls/{id}")).Ok();
        Assert.Equal((id, "busy", "failed"), (nextNeural.Str("uuid"), nextNeural.Str("status"), nextNeural.Str("outcome")));
        var calleague = (await tenant.Calleague.GetAsync($"voice/call/cl_{Digits(id)}")).Body;
        Assert.Equal(($"cl_{Digits(id)}", "failed", "busy"), (calleague.Str("callId"), calleague.Str("status"), calleague.Str("endedReason")));
        var cordiul = (await tenant.Cordiul.GetAsync("calls/list")).Succeeded().GetProperty("calls")[0];
        Assert.Equal(($"call_{Digits(id)}", "busy"), (cordiul.Str("id"), cordiul.Str("status")));
    }

    [Theory]
    [MemberData(nameof(DoorsThatPlaceCalls))]
    public async Task A_number_listed_at_one_door_is_refused_at_all_before_anything_is_held(string door)
    {
        using var tenant = new EveryDoor(await fixture.Server.SignUpAsync());
        await tenant.OpenAsync();
        const string listed = "+12025550100";
        var added = await tenant.CallFunnel.PostAsync("dnc/add", new { phone_e164 = listed, reason = "asked" });
        Assert.True(added.Status is 200 or 201, $"{added.Status}: {added.Content}");

        var refused = await tenant.TryAsync(door, listed);

        Assert.Equal(403, refused.Status);
        Assert.Contains("do-not-call", refused.Content, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, (await tenant.CallFunnel.GetAsync("billing/balance")).Body.Int("held_minor"));
    }

    [Theory]
    [MemberData(nameof(DoorsThatPlaceCalls))]
    public async Task All_doors_charge_the_one_wallet(string door)
    {
        using var tenant = new EveryDoor(await fixture.Server.SignUpAsync());
        await tenant.OpenAsync();
        int before = (await tenant.CallFunnel.GetAsync("billing/balance")).Body.Int("balance_minor");

        await tenant.WaitForEndAsync(await tenant.PlaceAsync(door, "+12025550112"));

        // 142 s at 12 a minute.
        await Poll.UntilAsync(
            () => tenant.CallFunnel.GetAsync("billing/balance"),
            reply => reply.Body.Int("balance_minor") == before - 29 && reply.Body.Int("held_minor") == 0,
            "the call to be charged once");
    }

    [Theory]
    [MemberData(nameof(DoorsThatPlaceCalls))]
    public async Task Each_door_says_402_when_the_wallet_does_not_cover_a_call(string door)
    {
        using var tenant = new EveryDoor(await fixture.Server.SignUpAsync());
        await tenant.OpenAsync();
        // Each never-ending call holds 60 of the trial's 500 until its end.
        var last = await Poll.UntilAsync(() => tenant.TryAsync(door, "+12025550109"), reply => reply.Status >= 300, "the wallet to run dry");

        Assert.True(last.Status == 402, $"{last.Status}: {last.Content}");
    }

    [Fact]
    public async Task A_revoked_key_is_refused_by_every_door_at_once()
    {
        using var tenant = new EveryDoor(await fixture.Server.SignUpAsync());
        await tenant.OpenAsync();
        var minted = (await tenant.Cordiul.PostAsync("api-keys", new { name = "short-lived", permissions = new[] { "calls:read", "contacts:read", "agents:read" } })).Succeeded();
        using var program = new ApiClient(fixture.Server.Address) { Bearer = minted.Str("key") };
        string[] paths = ["/cualify/api/v1/calls", "/nextneural/v1/contacts", "/calleague/api/core/voice/agent/list", "/cordiul/api/calls/list"];
        foreach (var path in paths)
            Assert.Equal(200, (await program.GetAsync(path)).Status);

        (await tenant.Cordiul.DeleteAsync($"api-keys/{minted.Str("id")}")).Succeeded();

        foreach (var path in paths)
            Assert.Equal(401, (await program.GetAsync(path)).Status);
    }

    private static string Digits(string id) => id.Replace("-", "", StringComparison.Ordinal);

    /// <summary>One tenant with a program at each door.</summary>
    private sealed class EveryDoor(Account account) : IDisposable
    {
        private string _campaignId = "", _contactId = "";

        public CualifyClient Cualify { get; private set; } = null!;

        public NextNeuralClient NextNeural { get; private set; } = null!;

        public CalleagueClient Calleague { get; private set; } = null!;

        public CordiulClient Cordiul { get; private set; } = null!;

        public CallFunnelClient CallFunnel { get; private set; } = null!;

        public async Task OpenAsync()
        {
            var key = await account.KeyClientAsync("admin");
            (Cualify, NextNeural, Calleague, Cordiul) = (new(key), new(key, account), new(key), new(key));
            CallFunnel = CallFunnelClient.Of(account, key);
            _contactId = await Cordiul.CreateContactAsync();
            _campaignId = (await NextNeural.PostAsync("api/voice/flows", new { kind = "outbound", name = "Renewals", voice_agent_id = NextNeuralClient.AgentId })).Ok(201).Str("uuid")!;
        }

        /// <summary>Places a call that must be accepted, and answers its plain UUID.</summary>
        public async Task<string> PlaceAsync(string door, string to)
        {
            var reply = await TryAsync(door, to);
            Assert.True(reply.Status is 200 or 201, $"{reply.Status}: {reply.Content}");
            string id = door switch
            {
                "cualify" => reply.Body.GetProperty("data").Str("id")!,
                "nextneural" => reply.Body.Str("call_uuid")!,
                "calleague" => reply.Body.Str("callId")!["cl_".Length..],
                _ => reply.Body.GetProperty("data").Str("id")!["call_".Length..],
            };
            return Guid.Parse(id).ToString();
        }

        public Task<JsonElement> WaitForEndAsync(string id) => Cualify.EndOfAsync(id);

        public Task<Reply> TryAsync(string door, string to) => door switch
        {
            "cualify" => Cualify.PostAsync("calls", new { agent_id = CualifyClient.AgentId, to_e164 = to }),
            "nextneural" => NextNeural.PostAsync("v1/calls", new { to, campaign_id = _campaignId }),
            "calleague" => Calleague.PostAsync("voice/agent/call", new { agentId = CalleagueClient.AgentId, to }),
            _ => Cordiul.PostAsync("calls/create", new { contact_id = _contactId, phone_number = to }),
        };

        public void Dispose() => Cualify.Dispose();
    }
}
