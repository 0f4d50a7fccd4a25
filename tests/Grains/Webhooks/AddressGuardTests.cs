using System.Net;
using Switchboard.Webhooks;

namespace Switchboard.Tests.Grains.Webhooks;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.1")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("192.0.3.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("198.51.99.255")]
    [InlineData("198.51.101.0")]
    [InlineData("203.0.112.255")]
    [InlineData("203.0.114.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2001:200::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2a00:1450:4001:80b::200e")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    public void Public_addresses_are_public(string address) =>
        Assert.Equal(AddressKind.Public, AddressGuard.Classify(IPAddress.Parse(address)));

    [Theory]
    [InlineData("0.0.0.0", AddressKind.Unspecified)]
    [InlineData("0.255.255.255", AddressKind.Unspecified)]
    [InlineData("10.0.0.0", AddressKind.Private)]
    [InlineData("10.255.255.255", AddressKind.Private)]
    [InlineData("100.64.0.0", AddressKind.CarrierGradeNat)]
    [InlineData("100.127.255.255", AddressKind.CarrierGradeNat)]
    [InlineData("127.0.0.1", AddressKind.Loopback)]
    [InlineData("127.255.255.254", AddressKind.Loopback)]
    [InlineData("169.254.0.0", AddressKind.LinkLocal)]
    [InlineData("169.254.169.254", AddressKind.LinkLocal)]
    [InlineData("172.16.0.0", AddressKind.Private)]
    [InlineData("172.31.255.255", AddressKind.Private)]
    [InlineData("192.0.0.1", AddressKind.Reserved)]
    [InlineData("192.0.0.170", AddressKind.Reserved)]
    [InlineData("192.0.2.1", AddressKind.Documentation)]
    [InlineData("192.88.99.1", AddressKind.Transition)]
    [InlineData("192.168.0.0", AddressKind.Private)]
    [InlineData("192.168.255.255", AddressKind.Private)]
    [InlineData("198.18.0.0", AddressKind.Benchmarking)]
    [InlineData("198.19.255.255", AddressKind.Benchmarking)]
    [InlineData("198.51.100.7", AddressKind.Documentation)]
    [InlineData("203.0.113.7", AddressKind.Documentation)]
    [InlineData("224.0.0.1", AddressKind.Multicast)]
    [InlineData("239.255.255.255", AddressKind.Multicast)]
    [InlineData("240.0.0.1", AddressKind.Reserved)]
    [InlineData("255.255.255.254", AddressKind.Reserved)]
    [InlineData("255.255.255.255", AddressKind.Broadcast)]
    public void Special_addresses_of_version_4_are_known(string address, AddressKind kind) =>
        Assert.Equal(kind, AddressGuard.Classify(IPAddress.Parse(address)));

    [Theory]
    [InlineData("::", AddressKind.Unspecified)]
    [InlineData("::1", AddressKind.Loopback)]
    [InlineData("::2", AddressKind.Transition)]
    [InlineData("::127.0.0.1", AddressKind.Transition)]
    [InlineData("::8.8.8.8", AddressKind.Transition)]
    [InlineData("::ffff:127.0.0.1", AddressKind.Loopback)]
    [InlineData("::ffff:10.1.2.3", AddressKind.Private)]
    [InlineData("::ffff:169.254.169.254", AddressKind.LinkLocal)]
    [InlineData("::ffff:0.0.0.0", AddressKind.Unspecified)]
    [InlineData("::ffff:224.0.0.1", AddressKind.Multicast)]
    [InlineData("::ffff:0:7f00:1", AddressKind.Transition)]
    [InlineData("64:ff9b::7f00:1", AddressKind.Loopback)]
    [InlineData("64:ff9b::10.0.0.1", AddressKind.Private)]
    [InlineData("64:ff9b::169.254.169.254", AddressKind.LinkLocal)]
    [InlineData("64:ff9b:1::1", AddressKind.Transition)]
    [InlineData("64:ff9b:1:ffff::8.8.8.8", AddressKind.Transition)]
    [InlineData("64:ff9b:2::1", AddressKind.Reserved)]
    [InlineData("100::1", AddressKind.Reserved)]
    [InlineData("2001::1", AddressKind.Transition)]
    [InlineData("2001:0:7f00:1::", AddressKind.Transition)]
    [InlineData("2001:2::1", AddressKind.Benchmarking)]
    [InlineData("2001:10::1", AddressKind.Reserved)]
    [InlineData("2001:20::1", AddressKind.Reserved)]
    [InlineData("2001:1ff:ffff::1", AddressKind.Reserved)]
    [InlineData("2001:db8::1", AddressKind.Documentation)]
    [InlineData("2002:7f00:1::1", AddressKind.Transition)]
    [InlineData("2002:808:808::1", AddressKind.Transition)]
    [InlineData("3fff:fff::1", AddressKind.Documentation)]
    [InlineData("4000::1", AddressKind.Reserved)]
    [InlineData("5f00::1", AddressKind.Reserved)]
    [InlineData("fc00::1", AddressKind.Private)]
    [InlineData("fdff:ffff::1", AddressKind.Private)]
    [InlineData("fe80::1", AddressKind.LinkLocal)]
    [InlineData("fe80::1%1", AddressKind.LinkLocal)]
    [InlineData("febf::1", AddressKind.LinkLocal)]
    [InlineData("fec0::1", AddressKind.Private)]
    [InlineData("ff02::1", AddressKind.Multicast)]
    [InlineData("ff0e::1", AddressKind.Multicast)]
    public void Special_addresses_of_version_6_are_known(string address, AddressKind kind) =>
        Assert.Equal(kind, AddressGuard.Classify(IPAddress.Parse(address)));

    [Fact]
    public void Only_public_addresses_are_allowed_by_default() =>
        Assert.Equal([AddressKind.Public], Enum.GetValues<AddressKind>().Where(k => AddressGuard.IsAllowed(k, allowPrivateNetworks: false)));

    [Fact]
    public void Private_networks_can_be_allowed_but_never_the_local_link() =>
        Assert.Equal(
            [AddressKind.Public, AddressKind.Loopback, AddressKind.Private, AddressKind.CarrierGradeNat],
            Enum.GetValues<AddressKind>().Where(k => AddressGuard.IsAllowed(k, allowPrivateNetworks: true)));
}
