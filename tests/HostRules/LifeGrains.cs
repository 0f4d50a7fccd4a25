using Orleans;
using Orleans.Runtime;

namespace Switchboard.Tests.Rules;

/// <summary>A grain with a record, whose activations write their beginning and end to the journal of its key.</summary>
public interface ILifeGrain : IGrainWithStringKey
{
    Task<int> Increment();

    Task<int> Get();

    /// <summary>Increments, and keeps the conflict to itself if there is one; gives whether there was.</summary>
    Task<bool> TryIncrement();

    /// <summary>Has another grain increment.</summary>
    Task IncrementOther(string key);

    Task<ILifeGrain> Itself();

    Task HaveIncremented(ILifeGrain grain);

    Task Clear();

    /// <summary>Gives which activation of the key this is, from 1.</summary>
    Task<int> ActivationNumber();

    /// <summary>Asks to be deactivated, then waits for the gate "key/leave".</summary>
    Task Leave();

    Task Note(string note);

    Task Fail(string message);

    /// <summary>The type of the exception that a write gets when the store fails with a plain one.</summary>
    Task<string> TypeOfStorageError();
}

[GenerateSerializer]
public sealed class LifeState
{
    [Id(0)]
    public int Count { get; set; }
}

/// <summary>An error of an application's own.</summary>
[GenerateSerializer]
public sealed class RuleBrokenException(string message) : Exception(message);

public sealed class LifeGrain([PersistentState("life", RuleStorage.Name)] IPersistentState<LifeState> record) : Grain, ILifeGrain
{
    private int number;

    private string Key => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        number = Journal.Of(Key).Count(e => e.StartsWith("activated", StringComparison.Ordinal)) + 1;
        if (Key.Contains("fails-first", StringComparison.Ordinal) && !Journal.Of(Key).Contains("failed"))
        {
            Journal.Write(Key, "failed");
            await Gate.Pass($"{Key}/fail");
            throw new RuleBrokenException("cannot start");
        }

        Journal.Write(Key, $"activated {number} with {record.State.Count}");
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Journal.Write(Key, $"deactivated {number} {reason.ReasonCode}");
    }

    public async Task<int> Increment()
    {
        record.State.Count++;
        await record.WriteStateAsync();
        return record.State.Count;
    }

    public Task<int> Get() => Task.FromResult(record.State.Count);

    public async Task<bool> TryIncrement()
    {
        try
        {
            await Increment();
            return false;
        }
        catch (Orleans.Storage.InconsistentStateException)
        {
            return true;
        }
    }

    public Task IncrementOther(string key) => GrainFactory.GetGrain<ILifeGrain>(key).Increment();

    public Task<ILifeGrain> Itself() => Task.FromResult(this.AsReference<ILifeGrain>());

    public Task HaveIncremented(ILifeGrain grain) => grain.Increment();

    public Task Clear() => record.ClearStateAsync();

    public Task<int> ActivationNumber() => Task.FromResult(number);

    public async Task Leave()
    {
        DeactivateOnIdle();
        Journal.Write(Key, "leaving");
        await Gate.Pass($"{Key}/leave");
        Journal.Write(Key, "left");
    }

    public Task Note(string note)
    {
        Journal.Write(Key, $"{note} in {number}");
        return Task.CompletedTask;
    }

    public Task Fail(string message) => throw new RuleBrokenException(message);

    public async Task<string> TypeOfStorageError()
    {
        try
        {
            await record.WriteStateAsync();
            return "none";
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name} of {exception.InnerException?.GetType().Name}";
        }
    }
}
