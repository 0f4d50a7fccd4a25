namespace Switchboard.Voices;

/// <summary>Who speaks in a campaign's calls: a voice with a manner of its own.</summary>
/// <param name="Name">What it is called in requests; lower-case letters.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="Language">BCP 47 tag of what it speaks.</param>
/// <param name="Gender"><c>female</c> or <c>male</c>: how the voice sounds.</param>
/// <param name="Accent">How it pronounces its language, in a few words.</param>
/// <param name="Description">What it is good for, in a sentence.</param>
/// <param name="Style">How it speaks unless a workflow says otherwise, as an instruction to whoever writes or speaks its lines.</param>
/// <param name="SampleText">What its sample says.</param>
public sealed record Persona(
    string Name,
    string DisplayName,
    string Language,
    string Gender,
    string Accent,
    string Description,
    string Style,
    string SampleText);
