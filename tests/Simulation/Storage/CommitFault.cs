namespace Switchboard.Tests.Simulation.Storage;

/// <summary>What happens to one commit of the simulated engine.</summary>
internal abstract record CommitFault
{
    private CommitFault()
    {
    }

    /// <summary>Nothing: it is carried out.</summary>
    public static CommitFault None { get; } = new NoFault();

    /// <summary>The database cannot be reached: nothing is committed, and the caller knows.</summary>
    public static CommitFault Refuse { get; } = new Refused();

    /// <summary>It is carried out, but the answer is lost: the caller does not know.</summary>
    public static CommitFault LostAnswer { get; } = new AnswerLost();

    /// <summary>Somebody else wrote the grain's row just before. Means nothing to a set without a versioned row, which is carried out.</summary>
    public static CommitFault Stale { get; } = new FoundStale();

    /// <summary>It is carried out after a while.</summary>
    public static CommitFault Delay(TimeSpan time) => new Delayed(time);

    internal sealed record NoFault : CommitFault;

    internal sealed record Refused : CommitFault;

    internal sealed record AnswerLost : CommitFault;

    internal sealed record FoundStale : CommitFault;

    internal sealed record Delayed(TimeSpan Time) : CommitFault;
}
