using Switchboard.Embedded.Simulation;
using Switchboard.Webhooks;

namespace Switchboard.Tests.Simulation;

/// <summary>The customers' endpoints: they outlive every node, answer late, fail now and then, and remember what they have accepted.</summary>
internal sealed class SimulatedEndpoint(SimulationScheduler simulation) : IWebhookSender
{
    private readonly Dictionary<(string Url, string MessageId), int> _accepted = [];

    /// <summary>Accepted messages, with how often each came.</summary>
    public IReadOnlyDictionary<(string Url, string MessageId), int> Accepted => _accepted;

    /// <summary>Whether requests fail now and then.</summary>
    public bool IsFaulty { get; set; } = true;

    public async Task<AttemptResult> SendAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        var fate = IsFaulty ? simulation.Random.Next(10) : 9;
        await Task.Delay(TimeSpan.FromMilliseconds(simulation.Random.Next(1, 3000)), simulation.TimeProvider, cancellationToken);
        if (fate == 0) return new AttemptResult(null, AttemptError.Connection, TimeSpan.Zero);
        if (fate == 1) return new AttemptResult(500, null, TimeSpan.Zero);

        var message = (request.Url, request.Headers.First(header => header.Key == "webhook-id").Value);
        _accepted[message] = _accepted.GetValueOrDefault(message) + 1;
        // It has the message; whether the sender ever learns of it is another matter.
        return fate == 2 ? new AttemptResult(null, AttemptError.Timeout, TimeSpan.Zero) : new AttemptResult(204, null, TimeSpan.Zero);
    }
}
