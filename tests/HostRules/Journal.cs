using System.Collections.Concurrent;

namespace Switchboard.Tests.Rules;

/// <summary>What happened in grains, in order, by key. Static, since grain and test share nothing else on every host.</summary>
public static class Journal
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> Entries = new();

    public static IReadOnlyList<string> Of(string key) => Entries.TryGetValue(key, out var entries) ? [.. entries] : [];

    public static void Write(string key, string entry) => Entries.GetOrAdd(key, _ => new()).Enqueue(entry);
}

/// <summary>Lets a test hold up a grain at a place until it says go.</summary>
public static class Gate
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Gates = new();

    public static Task Pass(string name) => Of(name).Task;

    public static void Open(string name) => Of(name).TrySetResult();

    private static TaskCompletionSource Of(string name) =>
        Gates.GetOrAdd(name, _ => new TaskCompletionSource());
}
