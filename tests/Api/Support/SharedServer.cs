namespace Switchboard.Tests.Api.Support;

/// <summary>One server for all tests of a class that do not change its clock or its store: each test has its own tenants.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal ApiServer Api { get; private set; } = null!;

    public async Task InitializeAsync() => Api = await ApiServer.StartAsync();

    public async Task DisposeAsync() => await Api.DisposeAsync();
}
