using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;
using Switchboard.Settings;
using Switchboard.Silo;

namespace Switchboard.Tests.Silo.Clustering;

/// <summary>The project's own tables and statements under Orleans' providers: each does what Orleans' contract asks of it.</summary>
public sealed class OrleansTablesTests
{
    [PostgresFact]
    public async Task Nodes_that_start_at_once_make_the_tables_once_and_a_later_start_changes_nothing()
    {
        await using var database = await OwnDatabase.CreateAsync();
        using var folder = new Folder();
        var hosts = Enumerable.Range(0, 6).Select(_ => Build(database, folder.Path)).ToList();
        await Task.WhenAll(hosts.Select(host => Task.Run(host.Services.GetRequiredService<NodePreparations>().Prepare)));
        const string Versions = "SELECT string_agg(version || '@' || applied_at, ',' ORDER BY version) FROM orleans.schema_version";
        var made = (string)(await database.ScalarAsync(Versions))!;
        Assert.StartsWith("1@", made, StringComparison.Ordinal);

        using (var later = Build(database, folder.Path))
            later.Services.GetRequiredService<NodePreparations>().Prepare();
        Assert.Equal(made, await database.ScalarAsync(Versions));
        foreach (var host in hosts)
            await DisposeAsync(host);
    }

    [PostgresFact]
    public async Task Nodes_that_have_generated_different_secrets_do_not_work_together()
    {
        await using var database = await OwnDatabase.CreateAsync();
        using var folder = new Folder();
        using var other = new Folder();
        using (var first = Build(database, folder.Path))
            first.Services.GetRequiredService<NodePreparations>().Prepare();

        using (var stranger = Build(database, other.Path))
        {
            var error = Assert.Throws<InvalidSettingException>(stranger.Services.GetRequiredService<NodePreparations>().Prepare);
            Assert.Equal("Payments:WebhookSecret", error.Key);
        }

        (string, string)[] settings = [("Payments:WebhookSecret", "whsec"), ("Secrets:MasterKey", Convert.ToBase64String(new byte[32]))];
        using (var halfTold = Build(database, other.Path, settings))
        {
            var error = Assert.Throws<InvalidSettingException>(halfTold.Services.GetRequiredService<NodePreparations>().Prepare);
            Assert.Equal("Secrets:MasterKey", error.Key);
        }

        var firstKey = await File.ReadAllTextAsync(Path.Combine(folder.Path, "secrets.key"));
        using var told = Build(database, other.Path, [.. settings, ("Secrets:PreviousMasterKeys", firstKey)]);
        told.Services.GetRequiredService<NodePreparations>().Prepare();
    }

    [PostgresFact]
    public async Task Of_two_changes_of_the_members_from_the_same_version_one_succeeds()
    {
        await using var database = await OwnDatabase.CreateAsync();
        using var folder = new Folder();
        using var host = Build(database, folder.Path);
        host.Services.GetRequiredService<NodePreparations>().Prepare();
        var table = host.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true);
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true);
        var empty = await table.ReadAllAsync();
        Assert.Empty(empty.Members);

        var (one, two) = (Entry(1), Entry(2));
        Assert.Equal([false, true], (await Task.WhenAll(
            table.InsertRowAsync(one, empty.Version.Next()), table.InsertRowAsync(two, empty.Version.Next()))).Order());
        var joined = await table.ReadAllAsync();
        var (member, etag) = Assert.Single(joined.Members);
        Assert.Equal(empty.Version.Version + 1, joined.Version.Version);
        Assert.False(await table.InsertRowAsync(member, joined.Version.Next()));

        member.Status = SiloStatus.Dead;
        member.AddSuspector(Entry(9).SiloAddress, DateTime.UtcNow);
        Assert.False(await table.UpdateRowAsync(member, etag, empty.Version.Next()));
        Assert.True(await table.UpdateRowAsync(member, etag, joined.Version.Next()));
        var dead = Assert.Single((await table.ReadRowAsync(member.SiloAddress)).Members).Item1;
        Assert.Equal(SiloStatus.Dead, dead.Status);
        Assert.Equal(Entry(9).SiloAddress, Assert.Single(dead.SuspectTimes!).Item1);
        Assert.Empty((await table.ReadRowAsync(Entry(7).SiloAddress)).Members);

        member.IAmAliveTime = DateTime.UtcNow.AddDays(-3);
        await table.UpdateIAmAliveAsync(member);
        var version = (await table.ReadAllAsync()).Version;
        var living = Entry(3);
        living.IAmAliveTime = DateTime.UtcNow.AddDays(-3);
        Assert.True(await table.InsertRowAsync(living, version.Next()));
        await table.CleanupDefunctSiloEntriesAsync(DateTimeOffset.UtcNow.AddDays(-1));
        Assert.Equal(living.SiloAddress, Assert.Single((await table.ReadAllAsync()).Members).Item1.SiloAddress);
    }

    [PostgresFact]
    public async Task Reminders_are_found_by_their_part_of_the_ring_and_removed_by_their_version()
    {
        await using var database = await OwnDatabase.CreateAsync();
        using var folder = new Folder();
        using var host = Build(database, folder.Path);
        host.Services.GetRequiredService<NodePreparations>().Prepare();
        var table = host.Services.GetRequiredService<IReminderTable>();
        await table.StartAsync();
        var grains = Enumerable.Range(0, 50).Select(i => GrainId.Create("deadlineshard", $"{i}")).ToList();
        foreach (var grain in grains)
            await table.UpsertRow(Reminder(grain, TimeSpan.FromMinutes(1)));

        // Any cut of the ring into two parts has each reminder once, whichever part passes the seam.
        foreach (var (begin, end) in new[] { (0x10000000u, 0x90000000u), (0xC0000000u, 0x20000000u), (0x7FFFFFF0u, 0x80000010u) })
        {
            var inside = (await table.ReadRows(begin, end)).Reminders.Select(r => r.GrainId).ToList();
            var outside = (await table.ReadRows(end, begin)).Reminders.Select(r => r.GrainId).ToList();
            Assert.Equal(50, inside.Union(outside).Count());
            Assert.Equal(50, inside.Count + outside.Count);
        }

        var first = (await table.ReadRow(grains[0], "wake"))!;
        var changed = await table.UpsertRow(Reminder(grains[0], TimeSpan.FromDays(60)));
        Assert.NotEqual(first.ETag, changed);
        Assert.Equal(TimeSpan.FromDays(60), Assert.Single((await table.ReadRows(grains[0])).Reminders).Period);
        Assert.False(await table.RemoveRow(grains[0], "wake", first.ETag!));
        Assert.True(await table.RemoveRow(grains[0], "wake", changed!));
        Assert.Null(await table.ReadRow(grains[0], "wake"));
    }

    private static ReminderEntry Reminder(GrainId grain, TimeSpan period) =>
        new() { GrainId = grain, ReminderName = "wake", StartAt = DateTime.UtcNow, Period = period };

    private static MembershipEntry Entry(int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 11111 + number, number),
        SiloName = $"silo-{number}",
        HostName = "here",
        Status = SiloStatus.Active,
        ProxyPort = 30000 + number,
        StartTime = DateTime.UtcNow,
        IAmAliveTime = DateTime.UtcNow,
    };

    private static IHost Build(OwnDatabase database, string folder, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Path"] = folder,
            ["ConnectionStrings:Postgres"] = database.ConnectionString,
            ["Cluster:Membership"] = "adonet",
            ["Cluster:AdvertisedAddress"] = "127.0.0.1",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddSwitchboard(builder.Configuration);
        return builder.Build();
    }

    private static ValueTask DisposeAsync(IHost host) => ((IAsyncDisposable)host).DisposeAsync();

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("switchboard-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
