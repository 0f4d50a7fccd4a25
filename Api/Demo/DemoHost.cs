using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Spectre.Console;
using Switchboard.Agents;

namespace Switchboard.Api.Demo;

/// <summary>The demo: the same server on a throw-away store, a campaign that runs at once, and something to try afterwards.</summary>
public static class DemoHost
{
    private const string Pace = "30";

    /// <summary>Sets the server up for the demo: a store of its own, a fast carrier, webhooks to itself.</summary>
    /// <returns>The folder of the store, to be deleted at the end.</returns>
    public static string Prepare(WebApplicationBuilder builder)
    {
        var folder = Directory.CreateTempSubdirectory("switchboard-demo-").FullName;
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Path"] = folder,
            ["ConnectionStrings:Postgres"] = "",
            ["Carrier:Kind"] = "simulator",
            ["Carrier:Simulator:TimeScale"] = Pace,
            ["Webhooks:AllowHttp"] = "true",
            ["Webhooks:AllowPrivateNetworks"] = "true",
            ["RateLimits:Enabled"] = "false",
            ["Logging:LogLevel:Default"] = "Warning",
        });
        builder.Services.AddSingleton<DemoReceiver>();
        return folder;
    }

    /// <summary>Maps the demo's webhook endpoint.</summary>
    public static void Map(WebApplication app) => app
        .MapPost(DemoReceiver.Path, (HttpRequest request, DemoReceiver receiver) => receiver.ReceiveAsync(request))
        .ExcludeFromDescription();

    /// <summary>Runs the server and the campaign; serves on until Ctrl-C unless told to exit.</summary>
    /// <returns>0 when every call ended, the ledger balances and every webhook arrived; 1 otherwise.</returns>
    public static async Task<int> RunAsync(WebApplication app, DemoOptions options)
    {
        await app.StartAsync();
        var server = AddressOf(app);
        AnsiConsole.MarkupLineInterpolated($"[bold]Switchboard[/] serves at {server} and calls the people in {Path.GetFileName(options.Audience)} on the simulated carrier, {Pace} times as fast as life.");

        using var client = new DemoClient(server);
        var code = await RunCampaignAsync(app, client, options.Audience);
        if (!options.ExitWhenDone)
        {
            PrintWhatToTry(client);
            await app.WaitForShutdownAsync();
        }

        await app.StopAsync();
        return code;
    }

    private static async Task<int> RunCampaignAsync(WebApplication app, DemoClient client, string audience)
    {
        try
        {
            var campaign = new DemoCampaign(client, app.Services.GetRequiredService<DemoReceiver>(), app.Services.GetRequiredService<TimeProvider>());
            var outcome = await campaign.RunAsync(audience);
            outcome.Print();
            var faults = outcome.Faults().ToList();
            foreach (var fault in faults) AnsiConsole.MarkupLineInterpolated($"[red]Wrong:[/] {fault}");
            if (faults.Count == 0) AnsiConsole.MarkupLine("[green]Every call ended, the ledger balances, every webhook arrived.[/]");
            return faults.Count == 0 ? 0 : 1;
        }
        catch (Exception e) when (e is DemoException or HttpRequestException)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]The demo stopped:[/] {e.Message}");
            return 1;
        }
    }

    private static Uri AddressOf(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new Uri(address.Replace("//0.0.0.0", "//127.0.0.1").Replace("//[::]", "//127.0.0.1").Replace("//+", "//127.0.0.1"));
    }

    // Plain lines, not markup: they are made to be copied, and must not be wrapped.
    private static void PrintWhatToTry(DemoClient client) => Console.WriteLine($$"""

        Try it (the store is thrown away at Ctrl-C):
          documents and "try it"   {{new Uri(client.Server, "/docs")}}
          the demo's API key       {{client.Key}}

          curl -X POST {{new Uri(client.Server, "/cualify/api/v1/calls")}} -H "Authorization: Bearer {{client.Key}}" -H "Content-Type: application/json" -d '{"agent_id":"{{Agent.DemoId}}","to_e164":"+12025550100"}'
          curl "{{new Uri(client.Server, "/cualify/api/v1/calls?limit=5")}}" -H "Authorization: Bearer {{client.Key}}"
          curl {{new Uri(client.Server, "/callfunnel/api/workflows")}} -H "Authorization: Bearer {{client.Key}}"
          curl {{new Uri(client.Server, "/callfunnel/api/billing/balance")}} -H "Authorization: Bearer {{client.Key}}"
        """);
}
