using System.CommandLine;
using Switchboard.Bench;
using Switchboard.Bench.Accept;
using Switchboard.Bench.Campaigns;
using Switchboard.Bench.Cluster;
using Switchboard.Bench.Deadlines;
using Switchboard.Bench.Hosting;
using Switchboard.Bench.Lifecycle;
using Switchboard.Bench.Lists;
using Switchboard.Bench.Reporting;
using Switchboard.Bench.Start;
using Switchboard.Bench.Wallets;
using Switchboard.Bench.Webhooks;

if (args is [EmptyServer.Command, ..])
{
    await EmptyServer.RunAsync(args[1..]);
    return 0;
}

IBench[] all = [new LifecycleBench(), new AcceptBench(), new WalletBench(), new WebhookBench(), new DeadlineBench(), new StartBench(), new ListBench(), new CampaignBench(), new ClusterThroughput(), new ClusterRecovery(), new ClusterDensity()];

var names = new Argument<string[]>("name") { Description = "What to measure; everything when none is named.", Arity = ArgumentArity.ZeroOrMore };
names.AcceptOnlyFromAmong([.. all.Select(bench => bench.Name)]);
var postgres = new Option<string?>("--postgres") { Description = "Connection string of a PostgreSQL server in which databases may be created and dropped; without it only SQLite is measured." };
var json = new Option<string?>("--json") { Description = "File for the figures as JSON." };
var quick = new Option<bool>("--quick") { Description = "A tenth of the work, once: shows that everything runs." };
var command = new RootCommand("Measures the product and, in the same run, what this machine could do at best.") { names, postgres, json, quick };
command.SetAction(async (arguments, _) =>
{
    var settings = new BenchSettings(arguments.GetValue(postgres), arguments.GetValue(quick));
    var wanted = arguments.GetValue(names) ?? [];
    var report = new Report();
    foreach (var bench in all.Where(bench => wanted.Length == 0 || wanted.Contains(bench.Name)))
    {
        Console.Error.WriteLine($"{bench.Name} …");
        await bench.RunAsync(settings, report);
    }

    ConsoleTable.Show(report);
    if (arguments.GetValue(json) is { } file) await report.SaveAsync(file);
});
return await command.Parse(args).InvokeAsync();
