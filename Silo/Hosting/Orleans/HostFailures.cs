using System.Net.Sockets;
using Npgsql;
using StackExchange.Redis;

namespace Switchboard.Silo.Hosting;

/// <summary>Failures of the grain host of this build that an operator can put right.</summary>
internal static class HostFailures
{
    /// <summary>The sentence; null when it is another failure.</summary>
    public static string? Sentence(Exception failure) => failure switch
    {
        RedisException => $"Redis (ConnectionStrings:Redis) cannot be used: {failure.Message}",
        NpgsqlException => $"PostgreSQL (ConnectionStrings:Postgres) cannot be used: {failure.Message}",
        SocketException => $"The silo cannot listen (Cluster:SiloPort, Cluster:GatewayPort): {failure.Message}.",
        { InnerException: { } inner } => Sentence(inner),
        _ => null,
    };
}
