namespace Switchboard.Numbers;

/// <summary>The life of a number that a tenant holds.</summary>
public enum NumberStatus
{
    /// <summary>Ordered: its first month is being paid, or the carrier has not confirmed it.</summary>
    Provisioning,

    /// <summary>The tenant's; calls may come from it.</summary>
    Active,

    /// <summary>The tenant's, but its month is not paid: tried again every day, released after a week.</summary>
    PastDue,

    /// <summary>Given back, and the carrier has not confirmed it. Still nobody else's.</summary>
    Releasing,

    /// <summary>Given back. Anybody may take the number again, under a new id.</summary>
    Released,
}

/// <summary>How a tenant came by a number.</summary>
public enum NumberSource
{
    /// <summary>Bought from the carrier, and paid every month.</summary>
    Provisioned,

    /// <summary>Brought along from a provider that the tenant pays itself.</summary>
    Imported,
}

/// <summary>Names of both.</summary>
public static class NumberNames
{
    /// <summary>The name used in storage and at the doors.</summary>
    public static string ToName(this NumberStatus status) => status switch
    {
        NumberStatus.Provisioning => "provisioning",
        NumberStatus.Active => "active",
        NumberStatus.PastDue => "past_due",
        NumberStatus.Releasing => "releasing",
        NumberStatus.Released => "released",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a number's status"),
    };

    /// <summary>The name used in storage and at the doors.</summary>
    public static string ToName(this NumberSource source) => source switch
    {
        NumberSource.Provisioned => "provisioned",
        NumberSource.Imported => "imported",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "not a number's source"),
    };

    /// <summary>The status of a name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No status has it.</exception>
    public static NumberStatus ParseStatus(string name) => name switch
    {
        "provisioning" => NumberStatus.Provisioning,
        "active" => NumberStatus.Active,
        "past_due" => NumberStatus.PastDue,
        "releasing" => NumberStatus.Releasing,
        "released" => NumberStatus.Released,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a number's status"),
    };

    /// <summary>The source of a name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No source has it.</exception>
    public static NumberSource ParseSource(string name) => name switch
    {
        "provisioned" => NumberSource.Provisioned,
        "imported" => NumberSource.Imported,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a number's source"),
    };
}
