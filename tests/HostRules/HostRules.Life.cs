using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Switchboard.Tests.Rules;

/// <content>Activations and their records: beginning, end, conflicts.</content>
public abstract partial class HostRules
{
    [Fact]
    public Task A_record_is_read_before_the_grain_activates_and_survives_the_activation() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ILifeGrain>(key);
        Assert.Equal(1, await grain.Increment());
        Gate.Open($"{key}/leave");
        await grain.Leave();
        Assert.Equal(2, await grain.Increment());
        Assert.Equal(
            ["activated 1 with 0", "leaving", "left", "deactivated 1 ApplicationRequested", "activated 2 with 1"], Journal.Of(key));
    });

    [Fact]
    public Task A_cleared_record_is_gone() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ILifeGrain>(key);
        await grain.Increment();
        await grain.Clear();
        Assert.Equal(0, host.Storage.VersionOf(key));
        Assert.Equal(1, await grain.Increment());
    });

    [Fact]
    public Task After_deactivation_is_asked_for_waiting_requests_run_in_order_on_a_fresh_activation_once_the_old_one_has_ended() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ILifeGrain>(key);
        var leaving = grain.Leave();
        await host.Entry(key, "leaving");
        var waiting = Enumerable.Range(0, 5).Select(i => grain.Note($"{i}")).ToList();
        Gate.Open($"{key}/leave");
        await Task.WhenAll([leaving, .. waiting]);
        Assert.Equal(
            ["activated 1 with 0", "leaving", "left", "deactivated 1 ApplicationRequested", "activated 2 with 0",
                "0 in 2", "1 in 2", "2 in 2", "3 in 2", "4 in 2"],
            Journal.Of(key));
    });

    [Fact]
    public Task However_often_a_grain_deactivates_each_answered_request_ran_once_and_one_activation_lived_at_a_time() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ILifeGrain>(key);
        Gate.Open($"{key}/leave");
        var answered = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            try
            {
                if (i % 7 == 0)
                    await grain.Leave();
                else
                    return await grain.Increment();
            }
            catch (OrleansMessageRejectionException)
            {
                // It waited through too many activations, and has not run.
            }

            return 0;
        }));

        var counts = answered.Where(count => count > 0).ToList();
        Assert.Equal(counts.Distinct().Count(), counts.Count);
        Assert.Equal(counts.Count, await grain.Get());
        var lives = Journal.Of(key).Where(e => e.Contains("activated", StringComparison.Ordinal)).ToList();
        for (var i = 0; i < lives.Count; i++)
            Assert.StartsWith(i % 2 == 0 ? $"activated {(i / 2) + 1} " : $"deactivated {(i / 2) + 1} ", lives[i], StringComparison.Ordinal);
    });

    [Fact]
    public Task A_storage_conflict_that_escapes_ends_the_activation() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ILifeGrain>(key);
        await grain.Increment();
        host.Storage.BumpVersion(key);
        await Assert.ThrowsAsync<InconsistentStateException>(grain.Increment);
        Assert.Equal(2, await grain.Increment());
        Assert.Equal(2, await grain.ActivationNumber());
        Assert.Contains("deactivated 1 ApplicationError", Journal.Of(key));
    });

    [Fact]
    public Task A_storage_conflict_that_the_grain_handles_leaves_the_activation() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ILifeGrain>(key);
        await grain.Increment();
        host.Storage.BumpVersion(key);
        Assert.True(await grain.TryIncrement());
        Assert.Equal(1, await grain.ActivationNumber());
    });

    [Fact]
    public Task A_storage_conflict_that_passes_through_a_caller_leaves_the_caller() => InHost(async host =>
    {
        var (key, callerKey) = (host.NewKey(), host.NewKey());
        var grain = host.Grains.GetGrain<ILifeGrain>(key);
        var caller = host.Grains.GetGrain<ILifeGrain>(callerKey);
        await grain.Increment();
        host.Storage.BumpVersion(key);
        await Assert.ThrowsAsync<InconsistentStateException>(() => caller.IncrementOther(key));
        Assert.Equal(1, await caller.ActivationNumber());
        Assert.Equal(2, await grain.ActivationNumber());
    });

    [Fact]
    public Task An_error_of_the_store_reaches_the_grain_as_one_of_the_host() => InHost(async host =>
    {
        var grain = host.Grains.GetGrain<ILifeGrain>(host.NewKey());
        await grain.Get();
        host.Storage.NextWriteFailsWith = new IOException("disk full");
        Assert.Equal("OrleansException of IOException", await grain.TypeOfStorageError());
    });

    [Fact]
    public Task A_failed_activation_fails_the_requests_that_wait_and_the_next_request_activates_afresh() => InHost(async host =>
    {
        var key = $"{host.NewKey()}-fails-first";
        var grain = host.Grains.GetGrain<ILifeGrain>(key);
        var waiting = new[] { grain.Get(), grain.Get() };
        await host.Entry(key, "failed");
        Gate.Open($"{key}/fail");
        foreach (var request in waiting)
        {
            var error = await Assert.ThrowsAsync<RuleBrokenException>(() => request);
            Assert.Equal("cannot start", error.Message);
        }

        Assert.Equal(0, await grain.Get());
        Assert.Equal(["failed", "activated 1 with 0"], Journal.Of(key));
    });

    [Fact]
    public Task An_error_reaches_the_caller_with_its_type_and_message() => InHost(async host =>
    {
        var grain = host.Grains.GetGrain<ILifeGrain>(host.NewKey());
        var error = await Assert.ThrowsAsync<RuleBrokenException>(() => grain.Fail("broken"));
        Assert.Equal("broken", error.Message);
        Assert.Equal(1, await grain.ActivationNumber());
    });

    [Fact]
    public Task A_grain_can_hand_out_a_reference_to_itself() => InHost(async host =>
    {
        var key = host.NewKey();
        var grain = host.Grains.GetGrain<ILifeGrain>(key);
        Assert.Equal(1, await grain.Increment());
        await host.Grains.GetGrain<ILifeGrain>(host.NewKey()).HaveIncremented(grain);
        var itself = await grain.Itself();
        Assert.Equal(grain, itself);
        Assert.Equal(2, await itself.Get());
    });

    [Fact]
    public Task References_to_the_same_grain_are_equal() => InHost(host =>
    {
        var key = host.NewKey();
        var one = host.Grains.GetGrain<ILifeGrain>(key);
        var same = host.Grains.GetGrain<ILifeGrain>(key);
        var other = host.Grains.GetGrain<ILifeGrain>(host.NewKey());
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, other);
        Assert.Equal(key, one.GetPrimaryKeyString());
        Assert.Equal($"life/{key}", one.GetGrainId().ToString());
        Assert.Equal(one, host.Grains.GetGrain<ILifeGrain>(one.GetGrainId()));
        return Task.CompletedTask;
    });
}
