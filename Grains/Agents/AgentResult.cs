namespace Switchboard.Agents;

/// <summary>What became of a change of an agent.</summary>
public abstract record AgentResult
{
    private AgentResult()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Agent">The agent as it is now, or was last.</param>
    public sealed record Done(Agent Agent) : AgentResult;

    /// <summary>Nothing was changed.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Name">What stands in the way, by its name, where it is something with a name.</param>
    public sealed record Refused(AgentRefusal Reason, string? Name = null) : AgentResult;
}

/// <summary>Why an agent was not changed.</summary>
public enum AgentRefusal
{
    /// <summary>The tenant has no such agent.</summary>
    NotFound,

    /// <summary>The tenant has as many agents as it may.</summary>
    TooMany,

    /// <summary>There is no such voice here.</summary>
    UnknownSpeaker,

    /// <summary>The speaker of the tenant's own is not deployed.</summary>
    SpeakerNotDeployed,

    /// <summary>The first agent speaks wherever no other was chosen: it can be changed and made inactive, and not deleted.</summary>
    IsFirst,

    /// <summary>A campaign that may still call speaks through it.</summary>
    UsedByCampaign,
}
