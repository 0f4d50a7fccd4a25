namespace Switchboard.Campaigns;

/// <summary>The settings <c>Campaigns:*</c>.</summary>
public sealed record RunOptions
{
    /// <summary>
    /// <c>Breaker:FailuresInARow</c>: so many calls at which the carrier failed, one after the other, pause a run. Of the calls that people do not
    /// answer, a few in a hundred fail; ten in a row by chance are one in more than ten million millions, so it is the carrier, and every further call
    /// is a person who is rung for nothing. 0: never.
    /// </summary>
    public int FailuresInARow { get; init; } = 10;
}
