using System.Text.Json;
using System.Text.Json.Serialization;
using Switchboard.Compliance;
using Switchboard.Events;

namespace Switchboard.Campaigns;

/// <summary>
/// What one write of a run is made of: the commands and ends of calls that came in during the write before it and the targets whose turn has come, decided
/// one after the other on a state that nobody else sees until it is committed.
/// </summary>
internal sealed class RunBatch(RunState? state, Campaign? campaign, DateTimeOffset now)
{
    private readonly RunState? _before = state;
    private readonly List<TargetChange> _targets = [];
    private readonly List<TargetDecision> _decisions = [];
    private readonly List<CampaignCallChange> _notes = [];
    private readonly List<EngineEvent> _events = [];
    private readonly List<ClaimedTarget> _claimed = [];

    /// <summary>The time of everything that is decided in it.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>The state after everything so far; null while there is no run.</summary>
    public RunState? State { get; private set; } = state;

    /// <summary>The campaign as read, with the changes so far; null when it was not read.</summary>
    public Campaign? Campaign { get; private set; } = campaign;

    /// <summary>The campaign as read, when it changes; null when it stays.</summary>
    public Campaign? CampaignRead { get; private set; }

    /// <summary>Rows of targets to write.</summary>
    public IReadOnlyList<TargetChange> Targets => _targets;

    /// <summary>New rows of decisions.</summary>
    public IReadOnlyList<TargetDecision> Decisions => _decisions;

    /// <summary>Notes of last calls to write.</summary>
    public IReadOnlyList<CampaignCallChange> Notes => _notes;

    /// <summary>What the world is told of the campaign.</summary>
    public IReadOnlyList<EngineEvent> Events => _events;

    /// <summary>Calls to be placed once it is durable.</summary>
    public IReadOnlyList<ClaimedTarget> Claimed => _claimed;

    /// <summary>The earliest time for which a target is put off with it; null when none is.</summary>
    public DateTimeOffset? FirstRetryAt { get; private set; }

    /// <summary>Whether there is anything to write.</summary>
    public bool HasChanges => State != _before || _targets.Count > 0;

    /// <summary>Whether the run begins, ends, pauses or goes on with it.</summary>
    public bool ChangesStatus => State?.View.Status != _before?.View.Status;

    /// <summary>Whether the run comes to stand so with it.</summary>
    public bool ChangesStatusTo(RunStatus status) => ChangesStatus && State!.View.Status == status;

    /// <summary>The campaign's row has been read afresh.</summary>
    public void Read(Campaign? fresh)
    {
        if (CampaignRead is null) Campaign = fresh;
    }

    /// <summary>Takes over what the machine decided.</summary>
    public void Apply(RunDecision decision)
    {
        if (decision.Next == State && decision.Target is null) return;
        RunMachine.AssertSound(decision.Next);
        State = decision.Next;
        if (decision.Target is { } target)
        {
            _targets.Add(target);
            if (target.RetryAt is { } at && !(FirstRetryAt <= at)) FirstRetryAt = at;
        }

        if (decision.Why is { } why) _decisions.Add(why);
        if (decision.Note is { } note) _notes.Add(note);
        if (decision.Claimed is { } claimed) _claimed.Add(claimed);
        if (decision.Campaign is { } step) Step(step);
    }

    /// <summary>When the run is to be looked at again.</summary>
    public void SetDue(DateTimeOffset? dueAt) => State = State! with { DueAt = dueAt };

    private void Step(CampaignStep step)
    {
        var read = Campaign ?? throw new InvalidOperationException($"Run {State!.View.Id} changes a campaign that was not read.");
        CampaignRead ??= read;
        Campaign = read with
        {
            Status = step.Status,
            RunId = step.BeginsRun ? State!.View.Id : read.RunId,
            RunsCount = step.BeginsRun ? State!.View.Number : read.RunsCount,
            EventSequence = read.EventSequence + 1,
            Revision = CampaignRead.Revision + 1,
            UpdatedAt = Now,
        };
        var data = new CampaignEventData(read.Id, read.Name, step.Status.ToName(), State!.View.Id, step.Reason);
        _events.Add(new EngineEvent(
            Guid.CreateVersion7(Now).ToString(), read.TenantId, step.EventType, read.Id, Campaign.EventSequence, Now,
            JsonSerializer.Serialize(data, CampaignEventContext.Default.CampaignEventData)));
    }
}

/// <summary>The campaign as its events tell of it.</summary>
internal sealed record CampaignEventData(string Id, string Name, string Status, string RunId, string? Reason)
{
    public static CampaignEventData Read(string json) => JsonSerializer.Deserialize(json, CampaignEventContext.Default.CampaignEventData)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CampaignEventData))]
internal sealed partial class CampaignEventContext : JsonSerializerContext;
