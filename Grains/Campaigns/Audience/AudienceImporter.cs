using Orleans;
using Switchboard.Compliance;
using Switchboard.Contacts;
using Switchboard.Files;
using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>
/// Takes uploaded tables into the audiences of campaigns. A table is looked through to its end before anything is written, so one that is malformed or cut off leaves
/// the audience as it was. A first audience and a replacement come into force at once and as a whole, with the upload's own row; rows that are
/// added to an audience in force are in it as they come, so that an outage in the middle leaves some of them there, and uploading again adds the rest.
/// </summary>
public sealed partial class AudienceImporter(
    IStore store,
    CampaignRegister campaigns,
    RunRegister runs,
    AudienceRegister audiences,
    DncRegister dnc,
    NationalRegistry registry,
    CooldownRegister cooldown,
    ContactRegister contacts,
    IGrainFactory grains,
    TimeProvider time) : IDisposable
{
    /// <summary>Numbers in an audience.</summary>
    public const long TargetsMax = 5_000_000;

    /// <summary>Rows in an upload.</summary>
    public const long RowsMax = 5_000_000;

    /// <summary>Rejected rows of an upload that can be asked for; the counts are exact beyond that too.</summary>
    public const int RejectedRowsMax = 100_000;

    /// <summary>Uploads that change the same audience at the same moment are tried again so often.</summary>
    private const int AttemptsMax = 5;

    private const int CountBatchMax = 1000;

    // Each holds up to 16 bytes for each of its rows, and a JSON body as a whole; the others wait their turn.
    private readonly SemaphoreSlim _turns = new(2);
    private readonly AudienceDesk _desk = new(store, audiences, dnc, registry, cooldown, time);

    /// <summary>Takes an upload in. Once begun it goes on to its end, whoever still waits for it.</summary>
    /// <param name="prepare">Makes the upload ready when its turn has come; until then it should take no memory.</param>
    /// <param name="cancellationToken">Gives up waiting for a turn.</param>
    /// <exception cref="TableFileException">The table cannot be read, has no column of numbers or too many rows; nothing was changed.</exception>
    /// <exception cref="StoreException">The store cannot write; see above for what may be left.</exception>
    public Task<AudienceResult> ImportAsync(Func<Task<UploadAudience>> prepare, CancellationToken cancellationToken = default) =>
        InTurnAsync(async () => await ImportAsync(await prepare()), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private async Task<AudienceResult> InTurnAsync(Func<Task<AudienceResult>> import, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await import();
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<AudienceResult> ImportAsync(UploadAudience upload)
    {
        long rows;
        using (var table = upload.Open())
            rows = table.CheckToEnd(RowsMax);
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (await TryImportAsync(upload, rows) is { } result)
                return result;
        }

        return AudienceResult.Refused(AudienceRefusal.Conflict);
    }

    /// <summary>Null when the audience was replaced meanwhile, so that all is to be done again for the new one.</summary>
    private async Task<AudienceResult?> TryImportAsync(UploadAudience upload, long rows)
    {
        if (await campaigns.FindAsync(upload.TenantId, upload.CampaignId) is not { } campaign)
            return AudienceResult.Refused(AudienceRefusal.NotFound);
        var kept = upload.Mode == AudienceMode.Add ? campaign.AudienceId : null;
        if (await ObstacleAsync(campaign, upload.Mode) is { } obstacle)
            return AudienceResult.Refused(obstacle);
        if (kept is not null && await WouldBeTooLargeAsync(campaign, kept, upload, rows))
            return AudienceResult.Refused(AudienceRefusal.TooLarge);

        // A new audience goes by the id of the upload that began it.
        var uploadId = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        var audienceId = kept ?? uploadId;
        var import = new AudienceImport(
            upload.TenantId, upload.CampaignId, audienceId, kept is null ? campaign.AudienceId : null, uploadId, rows, _desk);
        var (ignoredColumns, shortenedValues) = (0, 0L);
        using (var table = upload.Open())
        {
            await import.RunAsync(table, upload.Country);
            (ignoredColumns, shortenedValues) = (table.IgnoredColumns, table.ShortenedValues);
        }

        var taken = Taken(import.Counts, uploadId, upload.Mode, ignoredColumns, shortenedValues);
        var result = await PutInForceAsync(campaign, audienceId, import, taken);
        if (result?.Upload is null && kept is null)
            await _desk.DeleteAsync(audienceId, uploadId);
        return result;
    }

    /// <summary>Makes the audience the campaign's, with the upload's row, unless another took its place; null when one did.</summary>
    private async Task<AudienceResult?> PutInForceAsync(Campaign began, string audienceId, AudienceImport import, AudienceUpload taken)
    {
        while (true)
        {
            var read = (await campaigns.FindAsync(began.TenantId, began.Id))!;
            if (read.AudienceId != began.AudienceId)
                return null;
            if (await ObstacleAsync(read, taken.Mode) is { } obstacle)
                return AudienceResult.Refused(obstacle);
            var set = new WriteSet().Insert(TargetTables.Uploads, AudienceRegister.ToRow(taken, began.TenantId, began.Id, audienceId));
            AddChange(set, read, Changed(read, taken.Mode, audienceId, import), taken.CreatedAt);
            if (await _desk.CommitAsync(set) is not CommitVerdict.Committed)
                continue;

            if (read is { Status: CampaignStatus.Live, RunId: { } runId })
                await grains.GetGrain<IRunGrain>(runId).Nudge();
            return new AudienceResult(taken, await campaigns.AudienceCountAsync(read with { AudienceId = audienceId }), Refusal: null);
        }
    }

    private AudienceUpload Taken(AudienceCounts counts, string uploadId, AudienceMode mode, int ignoredColumns, long shortenedValues) => new(
        uploadId, mode, counts.Accepted, counts.Duplicates, counts.Dnc, counts.Ncpr, counts.Cooldown, counts.Invalid, ignoredColumns, shortenedValues,
        StoreTime.AsStored(time.GetUtcNow()));

    // An upload of which nothing was accepted begins no first audience, so that the campaign is no readier than before.
    private static Campaign Changed(Campaign read, AudienceMode mode, string audienceId, AudienceImport import) => read with
    {
        AudienceId = mode == AudienceMode.Add && read.AudienceId is null && import.Counts.Accepted == 0 ? null : audienceId,
        AudienceZones = read.AudienceId != audienceId ? [.. import.Zones] : [.. read.AudienceZones.Union(import.Zones).Order(StringComparer.Ordinal)],
    };

    // A campaign that stays as it is keeps its revision, which others may have read; it must be the one that was read all the same.
    private static void AddChange(WriteSet set, Campaign read, Campaign changed, DateTimeOffset at)
    {
        if (changed.AudienceId != read.AudienceId || !changed.AudienceZones.SequenceEqual(read.AudienceZones))
        {
            CampaignRegister.AddUpdate(set, read, changed with { Revision = read.Revision + 1, UpdatedAt = at });
            return;
        }

        set.Update(
            CampaignTables.Campaigns,
            new Row { ["id"] = read.Id, ["updated_at"] = at },
            when: new Row { ["revision"] = read.Revision },
            required: true);
    }

    private async Task<AudienceRefusal?> ObstacleAsync(Campaign campaign, AudienceMode mode)
    {
        switch (campaign.Status)
        {
            case CampaignStatus.Retired:
                return AudienceRefusal.Retired;
            case CampaignStatus.Live when mode == AudienceMode.Replace:
                return AudienceRefusal.Live;
            default:
                // Who is reached by a call that is still going on would not be known in the new audience.
                var hasCalls = mode == AudienceMode.Replace && campaign.RunId is { } runId
                    && await runs.FindAsync(campaign.TenantId, runId) is { InFlight: > 0 };
                return hasCalls ? AudienceRefusal.CallsUnderWay : null;
        }
    }

    /// <summary>Whether the upload's new numbers would be too many. Only an upload that could be is counted, and then without regard to lists.</summary>
    private async Task<bool> WouldBeTooLargeAsync(Campaign campaign, string audienceId, UploadAudience upload, long rows)
    {
        var count = await campaigns.AudienceCountAsync(campaign);
        if (count + rows <= TargetsMax)
            return false;
        var seen = new SeenNumbers(rows);
        var batch = new List<string>(CountBatchMax);
        using var table = upload.Open();
        while (count <= TargetsMax)
        {
            batch.Clear();
            while (batch.Count < CountBatchMax && table.Read())
            {
                if (PhoneNumberParser.TryParse(table.Text(AudienceColumns.Phone), upload.Country, out var phone, out _) && seen.Add(phone))
                    batch.Add(phone);
            }

            if (batch.Count == 0)
                return false;
            count += batch.Count - (await _desk.FindAsync(audienceId, batch)).Count;
        }

        return true;
    }
}
