using System.Net;
using Microsoft.Extensions.Configuration;
using Switchboard.Settings;
using Switchboard.Silo.Hosting;

namespace Switchboard.Tests.Silo.Clustering;

/// <summary>What the section <c>Cluster</c> may say, and what is said when it may not.</summary>
public sealed class ClusterSettingsTests
{
    private const string Postgres = "ConnectionStrings:Postgres=Host=db;Username=u";

    [Theory]
    [InlineData("Cluster:Membership", "Cluster:Membership=zookeeper")]
    [InlineData("ConnectionStrings:Postgres", "Cluster:Membership=adonet")]
    [InlineData("ConnectionStrings:Postgres", "Cluster:Membership=redis", "ConnectionStrings:Redis=cache:6379")]
    [InlineData("ConnectionStrings:Postgres", "Cluster:Membership=adonet", "ConnectionStrings:Postgres=nonsense")]
    [InlineData("ConnectionStrings:Redis", "Cluster:Membership=redis", Postgres)]
    [InlineData("ConnectionStrings:Redis", "Cluster:Membership=redis", Postgres, "ConnectionStrings:Redis=abortConnect=maybe")]
    [InlineData("Cluster:Role", "Cluster:Role=client")]
    [InlineData("Cluster:Role", "Cluster:Membership=adonet", Postgres, "Cluster:Role=observer")]
    [InlineData("Cluster:AdvertisedAddress", "Cluster:Membership=adonet", Postgres, "Cluster:AdvertisedAddress=node-1")]
    [InlineData("Cluster:AdvertisedAddress", "Cluster:Membership=adonet", Postgres, "Cluster:AdvertisedAddress=0.0.0.0")]
    [InlineData("Cluster:SiloPort", "Cluster:SiloPort=0")]
    [InlineData("Cluster:GatewayPort", "Cluster:GatewayPort=70000")]
    [InlineData("Cluster:GatewayPort", "Cluster:SiloPort=4000", "Cluster:GatewayPort=4000")]
    [InlineData("Cluster:FailureDetection:ProbeTimeoutSeconds", "Cluster:FailureDetection:ProbeTimeoutSeconds=0")]
    [InlineData("Cluster:FailureDetection:Votes", "Cluster:FailureDetection:Votes=eleven")]
    public void What_cannot_be_used_is_told_with_the_key_at_fault(string key, params string[] settings)
    {
        var error = Assert.Throws<InvalidSettingException>(() => ClusterSettings.Read(Of(settings)));
        Assert.Equal(key, error.Key);
    }

    [Fact]
    public void Alone_a_node_is_on_this_machine_only()
    {
        var settings = ClusterSettings.Read(Of());
        Assert.Equal(IPAddress.Loopback, settings.AdvertisedAddress);
        Assert.Equal((11111, 30000), (settings.SiloPort, settings.GatewayPort));
        Assert.False(settings.IsClient);
    }

    [Fact]
    public void In_a_cluster_a_node_is_where_its_machine_is_unless_told_otherwise()
    {
        Assert.Null(ClusterSettings.Read(Of("Cluster:Membership=adonet", Postgres)).AdvertisedAddress);
        var told = ClusterSettings.Read(Of("Cluster:Membership=ADONET", Postgres, "Cluster:AdvertisedAddress=10.1.2.3", "Cluster:Role=client"));
        Assert.Equal(IPAddress.Parse("10.1.2.3"), told.AdvertisedAddress);
        Assert.True(told.IsClient);
    }

    [Fact]
    public void A_node_without_a_front_end_holds_grains_for_others_or_does_not_start()
    {
        Assert.Null(GrainHosting.HeadlessObstacle(Of("Cluster:Membership=adonet", Postgres)));
        Assert.Contains("Cluster:Membership", GrainHosting.HeadlessObstacle(Of()), StringComparison.Ordinal);
        Assert.Contains("Cluster:Role", GrainHosting.HeadlessObstacle(Of("Cluster:Membership=adonet", Postgres, "Cluster:Role=client")), StringComparison.Ordinal);
    }

    private static IConfiguration Of(params string[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))
        .Build();
}
