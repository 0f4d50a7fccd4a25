using Microsoft.Extensions.Logging;
using Switchboard.Agents;
using Switchboard.Contacts;
using Switchboard.Storage;

namespace Switchboard.Voices;

/// <summary>
/// Creates, changes, deploys and deletes the tenants' own speakers. A recording becomes part of a speaker by one commit, after its bytes are in the store; it ceases
/// to be by one, before they are deleted. So a crash leaves nothing half that anybody could see.
/// </summary>
public sealed partial class SpeakerStudio(
    IStore store, SpeakerRegister speakers, AudioParts parts, AgentRegister agents, ISpeakerProvider provider, TimeProvider time, ILogger<SpeakerStudio> logger)
{
    /// <summary>Speakers of one tenant at most.</summary>
    public const int SpeakersMax = 20;

    /// <summary>Samples in one dataset at most.</summary>
    public const int SamplesMax = 200;

    /// <summary>Bytes of one speaker's recordings at most.</summary>
    public const long AudioBytesMax = 512L * 1024 * 1024;

    private DateTimeOffset Now => StoreTime.AsStored(time.GetUtcNow());

    /// <summary>Creates a speaker of a recording.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="language">BCP 47 tag of what it speaks; null when nobody says.</param>
    /// <param name="description">In its owner's words; null for none.</param>
    /// <param name="reference">The recording's file.</param>
    /// <param name="cancellationToken">Gives up before the speaker is there.</param>
    public async Task<SpeakerResult> CreateAsync(
        string tenantId, string name, string? language, string? description, Stream reference, CancellationToken cancellationToken = default)
    {
        if (IsPersona(name) || await speakers.FindAsync(tenantId, name) is not null) return new SpeakerResult.Refused(SpeakerRefusal.NameTaken, name);
        if ((await speakers.ListAsync(tenantId)).Count >= SpeakersMax) return new SpeakerResult.Refused(SpeakerRefusal.TooMany);
        var (facts, fault) = AudioRules.Reference.Read(reference);
        if (facts is null) return new SpeakerResult.Refused(SpeakerRefusal.InvalidAudio, fault);

        var now = Now;
        var audio = NewAudio(NewId(now), tenantId, transcript: null, facts, reference.Length, now);
        var speaker = new Speaker(audio.SpeakerId, tenantId, name, language, description, audio.Id, now) { AudioBytes = audio.SizeBytes };
        await parts.WriteAsync(audio.Id, reference, cancellationToken);
        if (await store.CommitAsync(new WriteSet().InsertSpeaker(speaker).InsertAudio(audio), cancellationToken) is CommitVerdict.Committed)
            return new SpeakerResult.Done(speaker) { Audio = audio };
        await DropAsync([audio.Id]);
        return new SpeakerResult.Refused(SpeakerRefusal.NameTaken, name);
    }

    /// <summary>Changes what is said about a speaker. What is not given stays as it is.</summary>
    public Task<SpeakerResult> DescribeAsync(string tenantId, string name, Given<string> language, Given<string> description) => ChangeAsync(
        tenantId, name, read => Task.FromResult<Step>(new(read with
        {
            Language = language.Or(read.Language),
            Description = description.Or(read.Description),
            UpdatedAt = Now,
        })));

    /// <summary>Adds a sample to a dataset. A voice that is deployed sounds as before until it is deployed again.</summary>
    public async Task<SpeakerResult> AddSampleAsync(
        string tenantId, string name, string transcript, Stream content, CancellationToken cancellationToken = default)
    {
        if (await speakers.FindAsync(tenantId, name) is not { } found) return new SpeakerResult.Refused(SpeakerRefusal.NotFound);
        if (IsFull(found, content.Length)) return new SpeakerResult.Refused(SpeakerRefusal.DatasetFull);
        var (facts, fault) = AudioRules.Sample.Read(content);
        if (facts is null) return new SpeakerResult.Refused(SpeakerRefusal.InvalidAudio, fault);

        var audio = NewAudio(found.Id, tenantId, transcript, facts, content.Length, Now);
        await parts.WriteAsync(audio.Id, content, cancellationToken);
        var result = await ChangeAsync(tenantId, name, read => Task.FromResult<Step>(read.Id != found.Id
            ? new(SpeakerRefusal.NotFound)
            : IsFull(read, audio.SizeBytes)
                ? new(SpeakerRefusal.DatasetFull)
                : new(read with { SamplesCount = read.SamplesCount + 1, AudioBytes = read.AudioBytes + audio.SizeBytes, UpdatedAt = Now })
                {
                    Also = set => set.InsertAudio(audio),
                }));
        if (result is SpeakerResult.Done done) return done with { Audio = audio };
        await DropAsync([audio.Id]);
        return result;
    }

    /// <summary>Deletes all samples of a dataset. The reference stays, and so does a voice that is deployed.</summary>
    public Task<SpeakerResult> ClearDatasetAsync(string tenantId, string name) => ChangeAsync(tenantId, name, async read =>
    {
        var audioIds = await speakers.AudioIdsAsync(read, withReference: false);
        var reference = await speakers.FindAudioAsync(read.ReferenceId);
        return new Step(read with { SamplesCount = 0, AudioBytes = reference?.SizeBytes ?? 0, UpdatedAt = Now }) { Deleted = audioIds };
    });

    /// <summary>Has the provider make the voice of what there is of it; from then on agents can be given it. Doing it again makes it anew.</summary>
    public Task<SpeakerResult> DeployAsync(string tenantId, string name, CancellationToken cancellationToken = default) => ChangeAsync(tenantId, name, async read =>
    {
        var samples = await speakers.DatasetAsync(read, SamplesMax, offset: 0);
        var reference = await speakers.FindAudioAsync(read.ReferenceId);
        if (await provider.DeployAsync(read, [.. reference is null ? [] : new[] { reference }, .. samples.Samples], cancellationToken) is { } obstacle)
            return new Step(SpeakerRefusal.ProviderUnavailable) { Detail = obstacle };
        var now = Now;
        return new Step(read with { Provider = provider.Name, DeployedAt = now, DeployedSamples = samples.Total, UpdatedAt = now });
    });

    /// <summary>Deletes a speaker with all its recordings.</summary>
    public Task<SpeakerResult> DeleteAsync(string tenantId, string name) => ChangeAsync(tenantId, name, async read =>
    {
        if (await agents.FirstWithSpeakerAsync(tenantId, read.Id) is { } agent) return new Step(SpeakerRefusal.UsedByAgent) { Detail = agent.Name };
        await provider.WithdrawAsync(read, CancellationToken.None);
        return new Step(read) { Deleted = await speakers.AudioIdsAsync(read, withReference: true), IsDeletion = true };
    });

    private async Task<SpeakerResult> ChangeAsync(string tenantId, string name, Func<Speaker, Task<Step>> change)
    {
        while (true)
        {
            if (await speakers.FindAsync(tenantId, name) is not { } read) return new SpeakerResult.Refused(SpeakerRefusal.NotFound);
            var step = await change(read);
            if (step.Changed is not { } changed) return new SpeakerResult.Refused(step.Refusal!.Value, step.Detail);
            var set = step.IsDeletion ? new WriteSet().DeleteSpeaker(read) : new WriteSet().UpdateSpeaker(read, changed);
            step.Also?.Invoke(set);
            foreach (var audioId in step.Deleted)
                set.DeleteAudio(audioId);
            if (await store.CommitAsync(set) is not CommitVerdict.Committed) continue;
            await DropAsync(step.Deleted);
            return new SpeakerResult.Done(changed with { Revision = read.Revision + 1 }) { Deleted = step.Deleted.Count };
        }
    }

    /// <summary>Deletes what no recording names any more. The change is made by then, so a failure is left to the sweeper.</summary>
    private async Task DropAsync(IEnumerable<string> audioIds)
    {
        try
        {
            await parts.DeleteAsync(audioIds);
        }
        catch (StoreException e)
        {
            LogLeft(e);
        }
    }

    private static bool IsPersona(string name) => Personas.Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool IsFull(Speaker speaker, long moreBytes) =>
        speaker.SamplesCount >= SamplesMax || speaker.AudioBytes + moreBytes > AudioBytesMax;

    private static SpeakerAudio NewAudio(string speakerId, string tenantId, string? transcript, AudioFacts facts, long size, DateTimeOffset now) =>
        new(NewId(now), speakerId, tenantId, transcript, facts, size, now);

    private static string NewId(DateTimeOffset now) => Guid.CreateVersion7(now).ToString();

    [LoggerMessage(LogLevel.Warning, "A speaker's recordings could not be deleted from the store at once; the sweeper does it")]
    private partial void LogLeft(Exception e);

    /// <summary>What a change wants: the speaker as it is to be, or why not.</summary>
    private sealed record Step(Speaker? Changed)
    {
        public Step(SpeakerRefusal refusal)
            : this(Changed: null) => Refusal = refusal;

        public SpeakerRefusal? Refusal { get; }

        public string? Detail { get; init; }

        public IReadOnlyList<string> Deleted { get; init; } = [];

        public Action<WriteSet>? Also { get; init; }

        public bool IsDeletion { get; init; }
    }
}
