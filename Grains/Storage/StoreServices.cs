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
        var queue = configuration.GetSection("Storage:Queue").Get<CommitQueueOptions>() ?? new CommitQueueOptions();
        var database = OpenDatabase(configuration, model, time);
        return new Store(database, queue, time, services.GetRequiredService<ILogger<Store>>());
    }

    private static IStoreDatabase OpenDatabase(IConfiguration configuration, StoreModel model, TimeProvider time) =>
        configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres
            ? OpenPostgres(postgres, model, time)
            : SqliteDatabase.Open(new SqliteOptions { Folder = configuration.StoragePath() }, model, time);

    private static PostgresDatabase OpenPostgres(string connection, StoreModel model, TimeProvider time)
    {
        try
        {
            return PostgresDatabase.Open(connection, model, time);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new InvalidSettingException("ConnectionStrings:Postgres", "is not a connection string of Npgsql's", e);
        }
    }
}
