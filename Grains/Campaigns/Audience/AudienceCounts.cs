namespace Switchboard.Campaigns;

/// <summary>Counts the rows of an upload while they are read.</summary>
internal sealed class AudienceCounts
{
    public long Accepted { get; set; }

    public long Duplicates { get; private set; }

    public long Dnc { get; private set; }

    public long Ncpr { get; private set; }

    public long Cooldown { get; private set; }

    public long Invalid { get; private set; }

    /// <summary>How many rows were not accepted.</summary>
    public long Rejected => Duplicates + Dnc + Ncpr + Cooldown + Invalid;

    /// <summary>Counts a row that is not accepted.</summary>
    public void Reject(string reason)
    {
        switch (reason)
        {
            case RejectionReasons.Duplicate:
                Duplicates++;
                break;
            case RejectionReasons.Dnc:
                Dnc++;
                break;
            case RejectionReasons.Ncpr:
                Ncpr++;
                break;
            case RejectionReasons.Cooldown:
                Cooldown++;
                break;
            default:
                Invalid++;
                break;
        }
    }
}
