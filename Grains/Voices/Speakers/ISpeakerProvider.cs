namespace Switchboard.Voices;

/// <summary>
/// Makes voices of recordings, for whoever speaks in calls. The simulated carrier is one implementation, which needs none of it; a provider of cloned voices
/// is another.
/// </summary>
public interface ISpeakerProvider
{
    /// <summary>The name that callers see as <c>provider</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Sees to it that agents can speak with a voice made of the recordings. Asked again for a speaker, it makes the voice anew of what there is
    /// by then; asked twice for the same, it does nothing the second time.
    /// </summary>
    /// <param name="speaker">Who speaks; its id is the idempotency key.</param>
    /// <param name="recordings">The reference first, then the samples.</param>
    /// <param name="cancellationToken">Gives up; the outcome is unknown then, and asking again finds out.</param>
    /// <returns>Why it cannot be done now, in a sentence for people; null when it is done.</returns>
    Task<string?> DeployAsync(Speaker speaker, IReadOnlyList<SpeakerAudio> recordings, CancellationToken cancellationToken);

    /// <summary>Forgets the voice and what it was made of, because the speaker is deleted. Nothing happens when there is nothing.</summary>
    Task WithdrawAsync(Speaker speaker, CancellationToken cancellationToken);
}

/// <summary>
/// The speakers of the simulated carrier. It clones nobody: an agent with such a speaker has a pitch of its own in simulated recordings, which follows from the
/// speaker's name. So a voice is ready as soon as it is asked for.
/// </summary>
public sealed class SimulatedSpeakers : ISpeakerProvider
{
    /// <inheritdoc/>
    public string Name => VoiceProviders.Own;

    /// <inheritdoc/>
    public Task<string?> DeployAsync(Speaker speaker, IReadOnlyList<SpeakerAudio> recordings, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task WithdrawAsync(Speaker speaker, CancellationToken cancellationToken) => Task.CompletedTask;
}
