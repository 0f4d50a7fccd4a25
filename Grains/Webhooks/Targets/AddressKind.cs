namespace Switchboard.Webhooks;

/// <summary>What an IP address is for, as far as it decides whether a webhook may be sent there.</summary>
public enum AddressKind
{
    /// <summary>An address of the public internet: the only kind that is always allowed.</summary>
    Public,

    /// <summary>This machine (127.0.0.0/8, ::1).</summary>
    Loopback,

    /// <summary>A private network (RFC 1918) or a unique local address (RFC 4193).</summary>
    Private,

    /// <summary>Between a provider and its customers (RFC 6598).</summary>
    CarrierGradeNat,

    /// <summary>The local link, where cloud providers serve machine credentials (RFC 3927, RFC 4291).</summary>
    LinkLocal,

    /// <summary>No address at all (0.0.0.0/8, ::).</summary>
    Unspecified,

    /// <summary>Examples in documents (RFC 5737, RFC 3849, RFC 9637).</summary>
    Documentation,

    /// <summary>Measurements between network devices (RFC 2544, RFC 5180).</summary>
    Benchmarking,

    /// <summary>A group of receivers.</summary>
    Multicast,

    /// <summary>Every host of the link (255.255.255.255).</summary>
    Broadcast,

    /// <summary>An IPv4 address inside an IPv6 one, in a form that leads to an address we did not check or that nobody should use any more.</summary>
    Transition,

    /// <summary>Set aside for protocols or for the future.</summary>
    Reserved,
}
