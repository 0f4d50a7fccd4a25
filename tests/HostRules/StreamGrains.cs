using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Switchboard.Tests.Rules;

/// <summary>Names of the streams of the rules.</summary>
public static class RuleStreams
{
    public const string Provider = "streams";
    public const string Namespace = "rules";
}

public interface IListenerGrain : IGrainWithStringKey
{
    Task Leave();
}

/// <summary>Writes every item to the journal of its key; "fail once" fails once.</summary>
[ImplicitStreamSubscription(RuleStreams.Namespace)]
public sealed class ListenerGrain : Grain, IListenerGrain, IStreamSubscriptionObserver, IAsyncObserver<string>
{
    private string Key => this.GetPrimaryKeyString();

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<string>().ResumeAsync(this);

    public async Task OnNextAsync(string item, StreamSequenceToken? token = null)
    {
        await Task.Yield();
        if (item == "fail once" && !Journal.Of(Key).Contains("failed"))
        {
            Journal.Write(Key, "failed");
            throw new RuleBrokenException("not now");
        }

        Journal.Write(Key, item);
    }

    public Task OnErrorAsync(Exception ex)
    {
        Journal.Write(Key, "lost");
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public interface IPublisherGrain : IGrainWithStringKey
{
    Task Publish(string stream, string[] items);
}

public sealed class PublisherGrain : Grain, IPublisherGrain
{
    public async Task Publish(string stream, string[] items)
    {
        var target = this.GetStreamProvider(RuleStreams.Provider).GetStream<string>(StreamId.Create(RuleStreams.Namespace, stream));
        foreach (var item in items)
            await target.OnNextAsync(item);
    }
}
