using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Switchboard.Compliance;
using Switchboard.Settings;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Grains.Compliance;

/// <summary>Which list keeps a number from being called, with the registry read from a file that changes.</summary>
public sealed class SuppressionTests : IAsyncLifetime
{
    private const string Tenant = "tenant-1";
    private const string Registered = "+919812345678";
    private const string NotRegistered = "+919812345679";

    // What the contract promises for a change of the file.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("switchboard-ncpr-").FullName, "ncpr.csv");
    private readonly ErrorCount _log = new();
    private TestStore _store = null!;
    private DncRegister _dnc = null!;

    public async Task InitializeAsync()
    {
        _store = await TestStore.OpenAsync(DncTables.Entries, DncTables.Removals);
        _dnc = new DncRegister(_store.Store, TestPseudonyms.New(), TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }

    [Fact]
    public async Task The_list_that_a_number_is_on_is_named_the_tenants_own_first()
    {
        await File.WriteAllTextAsync(_file, $"phone_e164\n{Registered}\n+12025550100\n");
        using var registry = await StartAsync();
        var check = new SuppressionCheck(_dnc, registry);

        Assert.Equal(SuppressionList.NationalRegistry, await check.FindAsync(Tenant, Registered));
        Assert.Null(await check.FindAsync(Tenant, NotRegistered));
        Assert.Null(await check.FindAsync(Tenant, "+12025550100"));

        await _dnc.AddAsync(Tenant, Registered, reason: null);
        Assert.Equal(SuppressionList.DoNotCall, await check.FindAsync(Tenant, Registered));
        Assert.Equal(SuppressionList.NationalRegistry, await check.FindAsync("tenant-2", Registered));
        await registry.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_change_of_the_file_takes_effect_and_what_is_broken_or_missing_does_not()
    {
        await File.WriteAllTextAsync(_file, $"{Registered}\n");
        using var registry = await StartAsync();
        Assert.True(registry.Contains(Registered));

        await File.WriteAllTextAsync(_file, "<html>\nnot\na list\n");
        await Eventually.HoldsAsync(() => _log.Errors == 1, Promised, "the complaint about the broken file");
        Assert.True(registry.Contains(Registered) && registry.IsStale);

        File.Delete(_file);
        await Eventually.HoldsAsync(() => _log.Errors == 2, Promised, "the complaint about the missing file");
        Assert.True(registry.Contains(Registered));

        await File.WriteAllTextAsync(_file, $"{Registered}\n{NotRegistered}\n");
        await Eventually.HoldsAsync(() => registry.Contains(NotRegistered), Promised, "the added number");
        Assert.False(registry.IsStale);

        await File.WriteAllTextAsync(_file, "phone_e164\n");
        await Eventually.HoldsAsync(() => registry.Count == 0, Promised, "the emptied list");
        Assert.Equal(2, _log.Errors);
        await registry.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("<html>\nnot\na list\n")]
    public async Task Without_a_list_to_begin_with_a_node_does_not_start(string? content)
    {
        if (content is not null)
            await File.WriteAllTextAsync(_file, content);
        var error = await Assert.ThrowsAsync<InvalidSettingException>(StartAsync);
        Assert.Equal("Compliance:NcprFile", error.Key);
    }

    [Fact]
    public async Task Without_a_file_nobody_is_registered()
    {
        using var registry = new NationalRegistry(new ConfigurationBuilder().Build(), TimeProvider.System, _log);
        await registry.StartAsync(CancellationToken.None);

        Assert.False(registry.Contains(Registered));
    }

    private async Task<NationalRegistry> StartAsync()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Compliance:NcprFile"] = _file })
            .Build();
        var registry = new NationalRegistry(configuration, new HurriedTime(), _log);
        await registry.StartAsync(CancellationToken.None);
        return registry;
    }

    /// <summary>Timers that run fifty times as fast, so that a look at the file is not waited for.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime / 50, period / 50);
    }

    private sealed class ErrorCount : ILogger<NationalRegistry>
    {
        private int _errors;

        public int Errors => Volatile.Read(ref _errors);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Interlocked.Increment(ref _errors);
        }
    }
}
