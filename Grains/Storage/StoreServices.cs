using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Switchboard.Settings;
using Switchboard.Storage.Postgres;
using Switchboard.Storage.Sqlite;

namespace Switchboard.Storage;

/// <summary>Puts the store into a node.</summary>
public static class StoreServices
{
    /// <summary>
    /// Registers <see cref="IStore"/>, which is opened (its tables created or migrated) when it is first asked for. Ask at start, so that a store that cannot be
    /// used stops the start. Settings: <c>ConnectionStrings:Postgres</c>, or else <c>Storage:Path</c> (contract section 1); <c>Storage:Queue</c> has the
    /// <see cref="CommitQueueOptions"/>.
    /// </summary>
    public static IServiceCollection AddStore(this IServiceCollection services, StoreModel model) =>
        services.AddSingleton<IStore>(provider => Open(provider, model));

    private static Store Open(IServiceProvider services, StoreModel model)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var time = services.GetRequiredService<TimeProvider>();
        var logger = services.GetRequiredService<ILogger<Store>>();
        var queue = CommitQueueOptions.Read(configuration);
        return new Store(OpenDatabase(configuration, model, time, logger), queue, time, logger);
    }

    private static IStoreDatabase OpenDatabase(IConfiguration configuration, StoreModel model, TimeProvider time, ILogger logger) =>
        configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres
            ? OpenPostgres(postgres, model, time, logger)
            : SqliteDatabase.Open(new SqliteOptions { Folder = configuration.StoragePath() }, model, time, logger);

    private static PostgresDatabase OpenPostgres(string connection, StoreModel model, TimeProvider time, ILogger logger)
    {
        try
        {
            return PostgresDatabase.Open(connection, model, time, logger);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new InvalidSettingException("ConnectionStrings:Postgres", "is not a connection string of Npgsql's", e);
        }
    }
}
