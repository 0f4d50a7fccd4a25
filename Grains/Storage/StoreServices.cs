using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Switchboard.Storage.Sqlite;

namespace Switchboard.Storage;

/// <summary>Puts the store into a node.</summary>
public static class StoreServices
{
    /// <summary>
    /// Registers <see cref="IStore"/>. It is opened (its tables created or migrated) when it is first asked for: ask at start, so that a store that cannot be
    /// used stops the start. Reads <c>Storage:Path</c>, <c>ConnectionStrings:Postgres</c> and <c>Storage:Queue</c> (contract section 1).
    /// </summary>
    public static IServiceCollection AddStore(this IServiceCollection services, StoreModel model)
    {
        services.AddSingleton(model);
        services.AddSingleton<IStore>(Open);
        return services;
    }

    private static Store Open(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var time = services.GetRequiredService<TimeProvider>();
        var queue = configuration.GetSection("Storage:Queue").Get<CommitQueueOptions>() ?? new CommitQueueOptions();
        var database = SqliteDatabase.Open(
            new SqliteOptions { Folder = configuration["Storage:Path"] ?? "data" }, services.GetRequiredService<StoreModel>(), time);
        return new Store(database, queue, time, services.GetRequiredService<ILogger<Store>>());
    }
}
