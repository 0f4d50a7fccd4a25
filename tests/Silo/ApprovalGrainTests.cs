using Microsoft.Extensions.DependencyInjection;
using Switchboard.Approvals;
using Switchboard.Calls;

namespace Switchboard.Tests.Silo;

/// <summary>Approvals on a real host and store, with the call that waits on them.</summary>
public sealed class ApprovalGrainTests
{
    private const string AsksForDiscount = "+12025550107";

    [Theory]
    [InlineData(true, ApprovalStatus.Approved, "accepted")]
    [InlineData(false, ApprovalStatus.Denied, "declined")]
    public async Task A_decision_lets_the_conversation_go_on(bool approve, ApprovalStatus status, string intent)
    {
        await using var engine = await EngineFixture.StartAsync(null, ("Carrier:Simulator:TimeScale", "10"));
        var (tenant, agent) = await engine.SignUpAsync();
        var placed = await engine.PlaceAsync(tenant.Id, agent.Id, AsksForDiscount);
        var pending = await AwaitApprovalAsync(engine, tenant.Id);
        Assert.Equal((placed.Call!.Id, AsksForDiscount, "concession", "USD"), (pending.CallId, pending.TargetPhone, pending.Action, pending.Currency));

        var approval = engine.Grains.GetGrain<IApprovalGrain>(pending.Id);
        Assert.Null(await approval.Decide(new DecideApproval(Guid.NewGuid().ToString(), approve, "stranger", null)));
        var first = await approval.Decide(new DecideApproval(tenant.Id, approve, "ann", "a note"));
        var second = await approval.Decide(new DecideApproval(tenant.Id, !approve, "bob", null));

        Assert.Equal((true, status, "ann", "a note"), (first!.Won, first.Approval.Status, first.Approval.DecidedBy, first.Approval.Note));
        Assert.Equal((false, status, "ann"), (second!.Won, second.Approval.Status, second.Approval.DecidedBy));
        var call = await engine.AwaitSettledAsync(tenant.Id, placed.Call.Id);
        Assert.Equal((CallStatus.Completed, intent), (call.Status, call.Intent));
        Assert.Equal([first.Approval], await PageAsync(engine, tenant.Id, status));
    }

    [Fact]
    public async Task An_approval_that_nobody_decides_expires_and_can_no_longer_be_decided()
    {
        await using var engine = await EngineFixture.StartAsync();
        var (tenant, agent) = await engine.SignUpAsync();
        var placed = await engine.PlaceAsync(tenant.Id, agent.Id, AsksForDiscount);
        var call = await engine.AwaitSettledAsync(tenant.Id, placed.Call!.Id);

        var expired = Assert.Single(await PageAsync(engine, tenant.Id, ApprovalStatus.Expired));
        var decision = await engine.Grains.GetGrain<IApprovalGrain>(expired.Id).Decide(new DecideApproval(tenant.Id, true, "ann", null));
        Assert.Equal("declined", call.Intent);
        Assert.Equal((false, expired), (decision!.Won, decision.Approval));
        Assert.Null(expired.DecidedBy);
    }

    [Fact]
    public async Task A_decision_is_told_to_the_call_by_the_node_that_takes_over()
    {
        var engine = await EngineFixture.StartAsync(null, ("Carrier:Simulator:TimeScale", "10"));
        var (tenant, agent) = await engine.SignUpAsync();
        var placed = await engine.PlaceAsync(tenant.Id, agent.Id, AsksForDiscount);
        var pending = await AwaitApprovalAsync(engine, tenant.Id);
        await using var next = await EngineFixture.StartAsync(await engine.StopAsync(), ("Carrier:Simulator:TimeScale", "10"));

        var result = await next.Grains.GetGrain<IApprovalGrain>(pending.Id).Decide(new DecideApproval(tenant.Id, true, "ann", null));
        var call = await next.AwaitSettledAsync(tenant.Id, placed.Call!.Id);

        Assert.True(result!.Won);
        Assert.Equal("accepted", call.Intent);
    }

    [Fact]
    public async Task What_is_worth_less_than_the_threshold_waits_for_nobody_and_is_on_record()
    {
        await using var engine = await EngineFixture.StartAsync();
        var (tenant, agent) = await engine.SignUpAsync();
        var id = Guid.CreateVersion7().ToString();
        var campaign = Guid.NewGuid().ToString();
        await engine.Grains.GetGrain<ICallGrain>(id).Place(new PlaceCall(
            tenant.Id, agent.Id, AsksForDiscount, null, null, 300, null, CampaignId: campaign, ApprovalThresholdMinor: 1_000_000));
        var call = await engine.AwaitSettledAsync(tenant.Id, id);

        // Ten seconds of talk, no waiting, and twenty more.
        Assert.Equal(("accepted", 30), (call.Intent, call.DurationSec));
        var record = Assert.Single(await PageAsync(engine, tenant.Id, ApprovalStatus.Approved));
        Assert.Equal((id, campaign, "policy", record.CreatedAt), (record.CallId, record.CampaignId, record.DecidedBy, record.DecidedAt!.Value));
        Assert.False((await engine.Grains.GetGrain<IApprovalGrain>(record.Id).Decide(new DecideApproval(tenant.Id, false, "ann", null)))!.Won);
    }

    private static async Task<ApprovalView> AwaitApprovalAsync(EngineFixture engine, string tenantId)
    {
        ApprovalView? pending = null;
        await Eventually.Async(
            async () => (pending = (await PageAsync(engine, tenantId, ApprovalStatus.Pending)).SingleOrDefault()) is not null,
            () => "no approval was opened");
        return pending!;
    }

    private static async Task<IReadOnlyList<ApprovalView>> PageAsync(EngineFixture engine, string tenantId, ApprovalStatus status) =>
        await engine.Services.GetRequiredService<ApprovalRegister>().PageAsync(tenantId, new ApprovalFilter(Status: status), null, 10);
}
