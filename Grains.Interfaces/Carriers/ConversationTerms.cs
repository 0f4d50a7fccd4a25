namespace Switchboard.Carriers;

/// <summary>Intents that the engine acts on; a carrier's conversation may report any other.</summary>
public static class Intents
{
    /// <summary>The person does not want to be called again: the number goes on the tenant's do-not-call list.</summary>
    public const string DoNotCall = "do_not_call";

    /// <summary>The person wants to speak with a person.</summary>
    public const string SpeakToPerson = "speak_to_person";
}

/// <summary>Types of <see cref="Calls.TimelineMark"/> that callers rely on; a carrier's conversation may report any other.</summary>
public static class Marks
{
    /// <summary>The person was told that the caller is a machine and that the call is recorded; the first mark of a conversation.</summary>
    public const string DisclosurePlayed = "disclosure-played";

    /// <summary>It became clear what the person wants; the detail is the intent. The last one counts.</summary>
    public const string IntentDetected = "intent-detected";

    /// <summary>The person objected to something and the agent answered it; the detail names the objection.</summary>
    public const string ObjectionHandled = "objection-handled";

    /// <summary>The person asked for a person: a transfer would be welcome now.</summary>
    public const string HandoffRequested = "handoff-requested";

    /// <summary>The conversation was handed to a person; the detail is their name or number.</summary>
    public const string Transferred = "transferred";

    /// <summary>The conversation waits for a decision; the detail is the proposed action.</summary>
    public const string ApprovalRequested = "approval-requested";

    /// <summary>The decision is in; the detail is <c>approved</c> or <c>declined</c>.</summary>
    public const string ApprovalDecided = "approval-decided";

    /// <summary>A machine answered.</summary>
    public const string VoicemailDetected = "voicemail-detected";
}

/// <summary>Who speaks a <see cref="Calls.Utterance"/>.</summary>
public static class Roles
{
    /// <summary>The voice agent.</summary>
    public const string Agent = "agent";

    /// <summary>The person called.</summary>
    public const string User = "user";

    /// <summary>The person to whom the call was handed.</summary>
    public const string HumanAgent = "human_agent";
}
