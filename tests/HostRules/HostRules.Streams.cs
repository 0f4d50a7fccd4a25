using Orleans;
using Orleans.Runtime;

namespace Switchboard.Tests.Rules;

/// <content>Streams.</content>
public abstract partial class HostRules
{
    [Fact]
    public Task Items_of_a_stream_reach_the_grain_of_its_key_in_order() => InHost(async host =>
    {
        var keys = new[] { host.NewKey(), host.NewKey() };
        var items = Enumerable.Range(0, 50).Select(i => $"{i}").ToArray();
        await Task.WhenAll(keys.Select(key => host.Grains.GetGrain<IPublisherGrain>(key).Publish(key, items)));
        foreach (var key in keys)
        {
            await host.Entry(key, "49");
            Assert.Equal(items, Journal.Of(key));
        }
    });

    [Fact]
    public Task A_client_publishes_batches_that_stay_in_order() => InHost(async host =>
    {
        var key = host.NewKey();
        var stream = host.Grains.GetStreamProvider(RuleStreams.Provider).GetStream<string>(StreamId.Create(RuleStreams.Namespace, key));
        await stream.OnNextBatchAsync(["a", "b"]);
        await stream.OnNextBatchAsync(["c", "d"]);
        await host.Entry(key, "d");
        Assert.Equal(["a", "b", "c", "d"], Journal.Of(key));
    });

    [Fact]
    public Task A_subscriber_goes_on_after_it_was_deactivated() => InHost(async host =>
    {
        var key = host.NewKey();
        var publisher = host.Grains.GetGrain<IPublisherGrain>(key);
        await publisher.Publish(key, ["before"]);
        await host.Entry(key, "before");
        await host.Grains.GetGrain<IListenerGrain>(key).Leave();
        await publisher.Publish(key, ["after"]);
        await host.Entry(key, "after");
    });

    [Fact]
    public Task A_failed_delivery_is_repeated_before_the_next_item() => InHost(async host =>
    {
        var key = host.NewKey();
        await host.Grains.GetGrain<IPublisherGrain>(key).Publish(key, ["first", "fail once", "last"]);
        await host.Entry(key, "last");
        Assert.Equal(["first", "failed", "fail once", "last"], Journal.Of(key));
    });
}
