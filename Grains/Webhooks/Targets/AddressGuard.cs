using System.Net;
using System.Net.Sockets;

namespace Switchboard.Webhooks;

/// <summary>
/// Decides by its number alone whether a webhook may be sent to an IP address (contract, sections 7, 10 and 11). IPv4 is a list of what is
/// not public (IANA's special-purpose registry); IPv6 the other way round: only global unicast is public, less its special blocks, so a
/// block that is assigned tomorrow is refused until somebody has looked at it.
/// </summary>
public static class AddressGuard
{
    private static readonly (IPNetwork Network, AddressKind Kind)[] SpecialV4 =
    [
        (IPNetwork.Parse("0.0.0.0/8"), AddressKind.Unspecified),
        (IPNetwork.Parse("10.0.0.0/8"), AddressKind.Private),
        (IPNetwork.Parse("100.64.0.0/10"), AddressKind.CarrierGradeNat),
        (IPNetwork.Parse("127.0.0.0/8"), AddressKind.Loopback),
        (IPNetwork.Parse("169.254.0.0/16"), AddressKind.LinkLocal),
        (IPNetwork.Parse("172.16.0.0/12"), AddressKind.Private),
        (IPNetwork.Parse("192.0.0.0/24"), AddressKind.Reserved),
        (IPNetwork.Parse("192.0.2.0/24"), AddressKind.Documentation),
        (IPNetwork.Parse("192.88.99.0/24"), AddressKind.Transition),
        (IPNetwork.Parse("192.168.0.0/16"), AddressKind.Private),
        (IPNetwork.Parse("198.18.0.0/15"), AddressKind.Benchmarking),
        (IPNetwork.Parse("198.51.100.0/24"), AddressKind.Documentation),
        (IPNetwork.Parse("203.0.113.0/24"), AddressKind.Documentation),
        (IPNetwork.Parse("224.0.0.0/4"), AddressKind.Multicast),
        (IPNetwork.Parse("255.255.255.255/32"), AddressKind.Broadcast),
        (IPNetwork.Parse("240.0.0.0/4"), AddressKind.Reserved),
    ];

    // The order matters where one block lies in another: the first match counts.
    private static readonly (IPNetwork Network, AddressKind Kind)[] SpecialV6 =
    [
        (IPNetwork.Parse("::/128"), AddressKind.Unspecified),
        (IPNetwork.Parse("::1/128"), AddressKind.Loopback),
        (IPNetwork.Parse("::/96"), AddressKind.Transition),
        (IPNetwork.Parse("::ffff:0:0:0/96"), AddressKind.Transition),
        (IPNetwork.Parse("64:ff9b:1::/48"), AddressKind.Transition),
        (IPNetwork.Parse("2001::/32"), AddressKind.Transition),
        (IPNetwork.Parse("2001:2::/48"), AddressKind.Benchmarking),
        (IPNetwork.Parse("2001:db8::/32"), AddressKind.Documentation),
        (IPNetwork.Parse("2001::/23"), AddressKind.Reserved),
        (IPNetwork.Parse("2002::/16"), AddressKind.Transition),
        (IPNetwork.Parse("3fff::/20"), AddressKind.Documentation),
        (IPNetwork.Parse("fc00::/7"), AddressKind.Private),
        (IPNetwork.Parse("fe80::/10"), AddressKind.LinkLocal),
        (IPNetwork.Parse("fec0::/10"), AddressKind.Private),
        (IPNetwork.Parse("ff00::/8"), AddressKind.Multicast),
    ];

    private static readonly IPNetwork GlobalUnicastV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>What the address is for. A mapped (::ffff:a.b.c.d) or NAT64 (64:ff9b::a.b.c.d) address is what the IPv4 address in it is.</summary>
    public static AddressKind Classify(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return Match(SpecialV4, address) ?? AddressKind.Public;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return AddressKind.Reserved;
        if (address.IsIPv4MappedToIPv6 || Nat64.Contains(address))
            return Classify(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        return Match(SpecialV6, address)
            ?? (GlobalUnicastV6.Contains(address) ? AddressKind.Public : AddressKind.Reserved);
    }

    /// <summary>Whether a webhook may be sent to an address of this kind.</summary>
    /// <param name="kind">The kind of the address.</param>
    /// <param name="allowPrivateNetworks">
    /// Receivers on this machine or in private networks are allowed too. The local link never is: nothing there receives webhooks, and cloud
    /// providers serve credentials on it.
    /// </param>
    public static bool IsAllowed(AddressKind kind, bool allowPrivateNetworks) => kind switch
    {
        AddressKind.Public => true,
        AddressKind.Loopback or AddressKind.Private or AddressKind.CarrierGradeNat => allowPrivateNetworks,
        _ => false,
    };

    private static AddressKind? Match((IPNetwork Network, AddressKind Kind)[] blocks, IPAddress address)
    {
        foreach (var (network, kind) in blocks)
        {
            if (network.Contains(address))
                return kind;
        }

        return null;
    }
}
