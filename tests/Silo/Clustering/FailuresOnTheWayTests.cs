using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Serialization;
using Switchboard.Silo;
using Switchboard.Storage;

namespace Switchboard.Tests.Silo.Clustering;

/// <summary>What a grain fails with reaches its caller on another node as it was thrown: the caller decides by it what to answer.</summary>
public sealed class FailuresOnTheWayTests
{
    public static TheoryData<Exception> Failures =>
    [
        new StoreBusyException("full"),
        new StoreRejectedException("too long", new InvalidOperationException("inner")),
        new StoreUnavailableException("gone", outcomeUnknown: true, new NpgsqlException("driver", new SocketException(104))),
        new StoreUnavailableException("restarting", outcomeUnknown: false, new PostgresException("terminating connection", "FATAL", "FATAL", "57P01")),
        new TimeoutException("late"),
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failure_arrives_as_what_it_is(Exception failure)
    {
        var folder = Directory.CreateTempSubdirectory("switchboard-");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Storage:Path", (string?)folder.FullName)]);
        builder.Services.AddSwitchboard(builder.Configuration);
        using (var host = builder.Build())
        {
            var serializer = host.Services.GetRequiredService<Serializer>();
            var arrived = serializer.Deserialize<Exception>(serializer.SerializeToArray(failure))!;
            Assert.Equal(failure.GetType(), arrived.GetType());
            Assert.Equal(failure.Message, arrived.Message);
            Assert.Equal(failure.InnerException?.GetType(), arrived.InnerException?.GetType());
            Assert.Equal((failure as StoreUnavailableException)?.IsOutcomeUnknown, (arrived as StoreUnavailableException)?.IsOutcomeUnknown);
        }

        folder.Delete(recursive: true);
    }
}
