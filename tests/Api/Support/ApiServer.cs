using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Switchboard.Api.Hosting;
using Switchboard.Storage;

namespace Switchboard.Tests.Api.Support;

/// <summary>
/// The real server with its real pipeline on a port of its own and a throw-away store: SQLite, or PostgreSQL where
/// <see cref="TestDatabase.Variable"/> names a server.
/// </summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestDatabase? _database;

    private ApiServer(WebApplication app, TestDatabase? database, string folder, ShiftedTime time)
    {
        _app = app;
        _database = database;
        Folder = folder;
        Time = time;
        Address = new Uri(app.Urls.First());
    }

    public Uri Address { get; }

    public string Folder { get; }

    public ShiftedTime Time { get; }

    public IServiceProvider Services => _app.Services;

    public BreakableStore Store => (BreakableStore)Services.GetRequiredService<IStore>();

    public static Task<ApiServer> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_ => { }, settings);

    /// <summary>Starts it with something of the test's own in it.</summary>
    public static async Task<ApiServer> StartAsync(Action<WebApplicationBuilder> configure, params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("switchboard-").FullName;
        var time = new ShiftedTime();
        var database = await TestDatabase.CreateAsync();
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Configuration.AddInMemoryCollection([new("Storage:Path", folder), new("ConnectionStrings:Postgres", database?.ConnectionString), .. settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))]);
        builder.Logging.ClearProviders();
        configure(builder);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddSwitchboardApi();
        var store = builder.Services.Single(service => service.ServiceType == typeof(IStore));
        builder.Services.Replace(ServiceDescriptor.Singleton<IStore>(
            services => new BreakableStore((IStore)store.ImplementationFactory!(services))));
        var app = builder.Build();
        app.UseSwitchboardApi();
        await app.StartAsync();
        return new ApiServer(app, database, folder, time);
    }

    /// <summary>A client without credentials that follows no redirects and keeps no cookies.</summary>
    public ApiClient Client() => new(Address);

    /// <summary>Signs a new tenant up and logs its owner in.</summary>
    public async Task<Account> SignUpAsync(string country = "US")
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        using var client = Client();
        var signUp = await client.PostAsync("/callfunnel/api/auth/signup", new { email, password = Account.Password, country });
        Assert.Equal(201, signUp.Status);
        var logIn = await client.PostAsync("/callfunnel/api/auth/login", new { email, password = Account.Password });
        Assert.Equal(200, logIn.Status);
        return new Account(this, email, logIn.Text("token"));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A tenant's owner.</summary>
internal sealed record Account(ApiServer Server, string Email, string Token)
{
    public const string Password = "correct horse battery";

    public ApiClient Client() => new(Server.Address) { Bearer = Token };

    /// <summary>A client with a new key of a CallFunnel scope.</summary>
    public async Task<ApiClient> KeyClientAsync(string scope = "admin")
    {
        using var owner = Client();
        var minted = await owner.PostAsync("/callfunnel/api/api-keys", new { name = scope, scope });
        Assert.Equal(201, minted.Status);
        return new ApiClient(Server.Address) { Bearer = minted.Text("secret") };
    }
}
