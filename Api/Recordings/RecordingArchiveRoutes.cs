using System.IO.Compression;
using System.Text.Json;
using Switchboard.Api.Doors;
using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Compliance;

namespace Switchboard.Api.Recordings;

/// <summary><c>GET /recordings/export.zip?token=…</c>: the recordings of a person and a list of them, made while they are sent.</summary>
public static class RecordingArchiveRoutes
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Registers the route.</summary>
    public static void MapRecordingArchives(this IEndpointRouteBuilder routes) => routes.MapGet(RecordingArchives.Path, GetAsync).ExcludeFromDescription();

    // A wrong link, one that is too old and one whose recordings are erased are told apart by nobody.
    private static async Task<IResult> GetAsync(
        string? token, RecordingArchives archives, DataSubjects subjects, SubjectExport export, CallRegister calls, ICarrier carrier)
    {
        if (archives.Read(token) is not { } order)
            return Results.NotFound();
        var recorded = new List<CallView>();
        foreach (var subject in await subjects.FindAsync(order.TenantId, order.Person))
            recorded.AddRange(await export.RecordedCallsAsync(subject));
        return recorded.Count == 0
            ? Results.NotFound()
            : Results.Stream(body => WriteAsync(body, recorded, calls, carrier), "application/zip", "recordings.zip");
    }

    private static async Task WriteAsync(Stream response, List<CallView> recorded, CallRegister calls, ICarrier carrier)
    {
        // What follows an entry is written without waiting, which the response itself does not take; here there is always room for it.
        var body = new BufferedStream(response, BufferBytes);
        await using (var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null))
        {
            var entries = new List<ArchivedRecording>(recorded.Count);
            foreach (var call in recorded)
            {
                if (await calls.FindRecordedAsync(call.Id) is not { } known || await carrier.OpenRecordingAsync(known, CancellationToken.None) is not { } recording)
                    continue;
                await using var content = recording.Content;
                var name = $"recordings/{call.Id}.wav";

                // Sound is hardly smaller when it is packed, and packing it is all that this would wait for.
                await AddAsync(zip, name, CompressionLevel.NoCompression, body, entry => content.CopyToAsync(entry));
                entries.Add(new(name, call.Id, call.CampaignId, call.RunId, recording.ContentType, recording.Length, call.StartedAt, call.AnsweredAt, call.DurationSec));
            }

            await AddAsync(
                zip, "manifest.json", CompressionLevel.Optimal, body, entry => JsonSerializer.SerializeAsync(entry, new { recordings = entries }, DoorJson.SnakeCase));
        }

        await body.FlushAsync();
    }

    private static async Task AddAsync(ZipArchive zip, string name, CompressionLevel level, BufferedStream body, Func<Stream, Task> write)
    {
        await using var entry = await zip.CreateEntry(name, level).OpenAsync();
        await write(entry);
        await entry.FlushAsync();
        await body.FlushAsync();
    }

    /// <summary>A file of the archive, in its list.</summary>
    private sealed record ArchivedRecording(
        string File, string CallId, string? WorkflowId, string? RunId, string ContentType, long Bytes, DateTimeOffset? StartedAt, DateTimeOffset? AnsweredAt,
        int DurationSec);
}
