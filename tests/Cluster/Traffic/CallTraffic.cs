using System.Collections.Concurrent;

namespace Switchboard.Tests.Cluster.Traffic;

/// <summary>Clients that place calls at the doors, and remember which were accepted.</summary>
internal sealed class CallTraffic(int seed)
{
    /// <summary>Those whose ends are known, and some that are drawn. Who asks not to be called again is left out: only the first of those calls is accepted.</summary>
    private static readonly string[] Numbers =
    [
        "+12025550100", "+12025550100", "+12025550101", "+12025550102", "+12025550103", "+12025550104", "+12025550105", "+12025550107", "+12025550108",
        "+12025550109", "+12025550110", "+12025550111", "+12025550112", "+14155550123", "+14155550124", "+14155550125",
    ];

    private readonly ConcurrentDictionary<string, AcceptedCall> _accepted = new();
    private readonly Random _random = new(seed);

    /// <summary>The accepted calls by id.</summary>
    public IReadOnlyDictionary<string, AcceptedCall> Accepted => _accepted;

    /// <summary>Places calls one after the other until it is told to stop.</summary>
    public async Task PlaceAsync(Customer customer, TimeSpan pauseMax, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (door, to, seconds, pause) = Draw(pauseMax);
            var (body, maxDurationSec) = door.Request(customer.ContactId, to, seconds);
            var answer = await customer.Client.PostAsync(customer.Key, door.Path, body);
            if (answer.Status == door.Accepted)
                _accepted[door.PlainIdOf(answer.Body)] = new AcceptedCall(customer, to, maxDurationSec);
            else if (answer.Status is not 0 and < 500)
                throw new InvalidOperationException($"A call to {to} at {door.Path} was refused with {answer.Status}: {answer.Text}");
            await Task.Delay(pause, CancellationToken.None);
        }
    }

    private (CallDoor Door, string To, int Seconds, TimeSpan Pause) Draw(TimeSpan pauseMax)
    {
        lock (_random)
        {
            return (CallDoor.All[_random.Next(CallDoor.All.Count)], Numbers[_random.Next(Numbers.Length)], _random.Next(20, 400), pauseMax * _random.NextDouble());
        }
    }
}

/// <summary>A call that a client was told is accepted.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="To">The number.</param>
/// <param name="MaxDurationSec">Seconds after which it is cut.</param>
internal sealed record AcceptedCall(Customer Customer, string To, int MaxDurationSec);
