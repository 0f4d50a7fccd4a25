using Switchboard.Handoffs;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Grains.Handoffs;

/// <summary>People, their queues, and who is chosen for a call.</summary>
public sealed class HandoffRegisterTests : IAsyncLifetime
{
    private const string Tenant = "t";
    private static readonly DateTimeOffset Now = new(2026, 5, 29, 9, 0, 0, TimeSpan.Zero);

    private TestStore _store = null!;
    private HandoffRegister _register = null!;

    public async Task InitializeAsync()
    {
        _store = await TestStore.OpenAsync(HandoffTables.People, HandoffTables.Members);
        _register = new HandoffRegister(_store.Store);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_person_is_in_one_call_at_most_and_free_again_after_it()
    {
        await SetAsync("sales", "Maria");
        var target = await ChosenAsync(new TransferCall(Tenant, Queue: "sales"));

        Assert.Equal(new TransferTarget(PhoneOf("Maria"), "Maria", "sales", Now), target);
        Assert.True(await ClaimAsync("call 1", target));
        Assert.False(await ClaimAsync("call 2", target));
        Assert.Equal(TransferRefusal.NobodyFree, await RefusalAsync(new TransferCall(Tenant, Queue: "sales")));

        await ReleaseAsync("call 2", target);
        Assert.Equal("call 1", Assert.Single(await _register.MembersAsync(Tenant, null)).CallId);
        await ReleaseAsync("call 1", target);
        Assert.True(await ClaimAsync("call 2", target));
    }

    [Fact]
    public async Task Who_serves_two_queues_is_one_person()
    {
        await SetAsync("sales", "Maria");
        await SetAsync("support", "Maria");
        await ClaimAsync("call 1", await ChosenAsync(new TransferCall(Tenant, Queue: "sales")));

        Assert.Equal(TransferRefusal.NobodyFree, await RefusalAsync(new TransferCall(Tenant, Queue: "support")));
        Assert.Equal(["call 1", "call 1"], (await _register.MembersAsync(Tenant, null)).Select(member => member.CallId));
    }

    [Fact]
    public async Task A_claim_fails_when_the_person_has_gone_away_or_has_another_number_by_now()
    {
        await SetAsync("sales", "Maria");
        var target = await ChosenAsync(new TransferCall(Tenant));
        await _register.SetAsync(Tenant, "sales", "Maria", phone: null, available: false);
        Assert.False(await ClaimAsync("call 1", target));
        Assert.Equal(TransferRefusal.NobodyFree, await RefusalAsync(new TransferCall(Tenant)));

        await _register.SetAsync(Tenant, "sales", "Maria", "+12025550177", available: true);
        Assert.False(await ClaimAsync("call 1", target));
        Assert.True(await ClaimAsync("call 1", await ChosenAsync(new TransferCall(Tenant))));
    }

    [Fact]
    public async Task Who_has_been_free_for_longest_is_next_and_the_default_queue_comes_first()
    {
        await SetAsync("sales", "Ann");
        await SetAsync("sales", "Ben");
        await SetAsync(Queues.Default, "Zoe");
        var ann = await ChosenAsync(new TransferCall(Tenant, Queue: "sales"));
        await ClaimAsync("call 1", ann);
        await ReleaseAsync("call 1", ann);

        Assert.Equal("Ben", (await ChosenAsync(new TransferCall(Tenant, Queue: "sales"))).Agent);
        Assert.Equal("Zoe", (await ChosenAsync(new TransferCall(Tenant))).Agent);
    }

    [Fact]
    public async Task A_name_or_a_number_means_that_person_and_a_strange_number_nobody()
    {
        await SetAsync("sales", "Ann");
        await SetAsync("sales", "Ben");

        Assert.Equal("Ben", (await ChosenAsync(new TransferCall(Tenant, Agent: "Ben"))).Agent);
        var ben = await ChosenAsync(new TransferCall(Tenant, Phone: PhoneOf("Ben")));
        Assert.Equal("Ben", ben.Agent);
        Assert.Equal(new TransferTarget("+12025550199", null, null, Now), await ChosenAsync(new TransferCall(Tenant, Phone: "+12025550199", Queue: "sales")));
        Assert.Equal(TransferRefusal.UnknownAgent, await RefusalAsync(new TransferCall(Tenant, Agent: "Cyd")));
        Assert.Equal(TransferRefusal.UnknownAgent, await RefusalAsync(new TransferCall(Tenant, Agent: "Ben", Queue: "support")));
        Assert.Equal(TransferRefusal.NobodyFree, await RefusalAsync(new TransferCall(Tenant, Queue: "support")));
        await ClaimAsync("call 1", ben);
        Assert.Equal(TransferRefusal.NobodyFree, await RefusalAsync(new TransferCall(Tenant, Phone: PhoneOf("Ben"))));
    }

    [Fact]
    public async Task Who_leaves_their_last_queue_is_forgotten_but_not_in_mid_call()
    {
        await SetAsync("sales", "Maria");
        await SetAsync("support", "Maria");
        var target = await ChosenAsync(new TransferCall(Tenant));
        await ClaimAsync("call 1", target);

        Assert.Equal(RemovePersonResult.Unknown, await _register.RemoveAsync("another", "sales", "Maria"));
        Assert.Equal(RemovePersonResult.Removed, await _register.RemoveAsync(Tenant, "sales", "Maria"));
        Assert.Equal(RemovePersonResult.InCall, await _register.RemoveAsync(Tenant, "support", "Maria"));
        await ReleaseAsync("call 1", target);
        Assert.Equal(RemovePersonResult.Removed, await _register.RemoveAsync(Tenant, "support", "Maria"));
        Assert.Equal(RemovePersonResult.Unknown, await _register.RemoveAsync(Tenant, "support", "Maria"));
        Assert.Equal(PlacePersonRefusal.PhoneNeeded, (await _register.SetAsync(Tenant, "sales", "Maria", phone: null, available: true)).Refusal);
    }

    [Fact]
    public async Task Tenants_share_nobody()
    {
        await SetAsync("sales", "Maria");

        Assert.Empty(await _register.MembersAsync("another", null));
        Assert.Equal(TransferRefusal.NobodyFree, await RefusalAsync(new TransferCall("another")));
    }

    private async Task SetAsync(string queue, string agent) =>
        Assert.Null((await _register.SetAsync(Tenant, queue, agent, PhoneOf(agent), available: true)).Refusal);

    private static string PhoneOf(string agent) => $"+1202555{agent.Sum(letter => letter):0000}";

    private async Task<TransferTarget> ChosenAsync(TransferCall command)
    {
        var (target, refusal) = await _register.ChooseAsync(command, Now);
        Assert.Null(refusal);
        return target!;
    }

    private async Task<TransferRefusal?> RefusalAsync(TransferCall command)
    {
        var (target, refusal) = await _register.ChooseAsync(command, Now);
        Assert.Null(target);
        return refusal;
    }

    private async Task<bool> ClaimAsync(string callId, TransferTarget target)
    {
        var set = new WriteSet();
        HandoffClaims.Claim(set, Tenant, callId, target);
        return await _store.Store.CommitAsync(set) is CommitVerdict.Committed;
    }

    private async Task ReleaseAsync(string callId, TransferTarget target)
    {
        var set = new WriteSet();
        HandoffClaims.Release(set, Tenant, callId, target, Now);
        Assert.IsType<CommitVerdict.Committed>(await _store.Store.CommitAsync(set));
    }
}
