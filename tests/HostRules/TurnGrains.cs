using Orleans;
using Orleans.Concurrency;

namespace Switchboard.Tests.Rules;

/// <summary>Has methods of every kind of concurrency. All of them write to the journal of the grain's key.</summary>
public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Writes "name in", waits for the gate "key/name", writes "name out".</summary>
    Task Hold(string name);

    [ReadOnly]
    Task HoldReadOnly(string name);

    [AlwaysInterleave]
    Task HoldInterleaving(string name);

    /// <summary>Writes "note".</summary>
    Task Note(string note);

    [ReadOnly]
    Task NoteReadOnly(string note);

    [AlwaysInterleave]
    Task NoteInterleaving(string note);

    /// <summary>Holds, but the caller does not wait.</summary>
    [OneWay]
    Task HoldOneWay(string name);

    /// <summary>Many turns with an await after each; gives how many ran at the same time at most.</summary>
    Task<int> CountOverlaps(int turns);

    /// <summary>Gives on which schedulers the parts of a method ran that are separated by awaits.</summary>
    Task<bool> StaysOnItsScheduler();

    /// <summary>Calls another grain, which calls this one back.</summary>
    Task CallThrough(string otherKey);

    Task CallBack(string key);

    ValueTask<int> Add(int a, int b);
}

public interface IReentrantTurnGrain : ITurnGrain;

public class TurnGrain : Grain, ITurnGrain
{
    private int inTurn;

    private string Key => this.GetPrimaryKeyString();

    public async Task Hold(string name)
    {
        Journal.Write(Key, $"{name} in");
        await Gate.Pass($"{Key}/{name}");
        Journal.Write(Key, $"{name} out");
    }

    public Task HoldReadOnly(string name) => Hold(name);

    public Task HoldInterleaving(string name) => Hold(name);

    public Task HoldOneWay(string name) => Hold(name);

    public Task Note(string note)
    {
        Journal.Write(Key, note);
        return Task.CompletedTask;
    }

    public Task NoteReadOnly(string note) => Note(note);

    public Task NoteInterleaving(string note) => Note(note);

    public async Task<int> CountOverlaps(int turns)
    {
        var overlaps = 0;
        for (var i = 0; i < turns; i++)
        {
            if (Interlocked.Increment(ref inTurn) != 1)
                overlaps++;
            Thread.SpinWait(100);
            Interlocked.Decrement(ref inTurn);
            await Task.Yield();
        }

        return overlaps;
    }

    public async Task<bool> StaysOnItsScheduler()
    {
        var scheduler = TaskScheduler.Current;
        var same = scheduler != TaskScheduler.Default;
        await Task.Yield();
        same &= TaskScheduler.Current == scheduler;
        await Task.Delay(TimeSpan.FromMilliseconds(1), (TimeProvider)ServiceProvider.GetService(typeof(TimeProvider))!);
        same &= TaskScheduler.Current == scheduler;
        await GrainFactory.GetGrain<ITurnGrain>($"{Key}-other").Note("called");
        same &= TaskScheduler.Current == scheduler;
        return same & await Task.Factory.StartNew(() => TaskScheduler.Current == scheduler);
    }

    public Task CallThrough(string otherKey) => GrainFactory.GetGrain<ITurnGrain>(otherKey).CallBack(Key);

    public Task CallBack(string key) => GrainFactory.GetGrain<ITurnGrain>(key).Note("called back");

    public ValueTask<int> Add(int a, int b) => ValueTask.FromResult(a + b);
}

[Reentrant]
public sealed class ReentrantTurnGrain : TurnGrain, IReentrantTurnGrain;
