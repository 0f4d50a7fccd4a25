namespace Switchboard.Numbers;

/// <summary>The whole of a number as its grain stores it.</summary>
internal sealed record NumberState
{
    /// <summary>What the world sees.</summary>
    public required NumberView View { get; init; }

    /// <summary>How many months were charged; the next one begins so many months after the number was taken.</summary>
    public int MonthsPaid { get; init; }

    /// <summary>When a month could not be charged for the first time; null while all is paid.</summary>
    public DateTimeOffset? PastDueSince { get; init; }

    /// <summary>The carrier refused the number after its first month was charged, and the money is to be given back.</summary>
    public bool IsRefundPending { get; init; }

    /// <summary>When the number is to be looked at again; null when never.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether nobody else can take the number.</summary>
    public bool IsHeld => View.Status != NumberStatus.Released;

    /// <summary>When the first month begins that was not charged.</summary>
    public DateTimeOffset NextMonth => View.CreatedAt.AddMonths(MonthsPaid);
}

/// <summary>What is to be done elsewhere for a number.</summary>
internal enum NumberStep
{
    /// <summary>Charge the wallet for the next month.</summary>
    Charge,

    /// <summary>Order the number from the carrier, or attach it.</summary>
    Attach,

    /// <summary>Give the first month's money back.</summary>
    Refund,

    /// <summary>Tell the carrier that it is given back.</summary>
    Detach,
}
