namespace Switchboard.Campaigns;

/// <summary>A number of an audience, as stored; see <see cref="TargetTables.Targets"/>.</summary>
/// <param name="Phone">E.164.</param>
/// <param name="Ordinal">Its place in the audience.</param>
/// <param name="Name">The person's name, if known.</param>
/// <param name="Fields">What else the audience's file says of the person, as a JSON object; null for nothing.</param>
/// <param name="Zone">IANA zone where the number is; null when it does not tell.</param>
/// <param name="Status">One of <see cref="TargetStatus"/>, in the run of <paramref name="RunNumber"/>.</param>
/// <param name="RunNumber">The run that took it up last; 0: none has.</param>
/// <param name="Attempts">Calls in that run.</param>
/// <param name="Reached">Whether a person or a voicemail has ever answered.</param>
/// <param name="CallId">Its last call, or the one under way; null for none.</param>
/// <param name="ContactId">The contact that it was made of; null for none.</param>
/// <param name="Language">BCP 47 tag of the language that the person wants to be spoken to in; null when it is not known.</param>
internal sealed record Target(
    string Phone, long Ordinal, string? Name, string? Fields, string? Zone, string Status, int RunNumber, int Attempts, bool Reached, string? CallId,
    string? ContactId = null, string? Language = null);
