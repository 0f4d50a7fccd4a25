using System.Text.Json;
using Microsoft.Extensions.Logging;
using Switchboard.Contacts;
using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>
/// Erases a person from everything that a tenant has stored. Each step finds what is left to do by the number, which the contact still has when all else is gone, so a
/// crash anywhere is made good by asking again. What must be accounted for (calls, charges, decisions, events) stays under a pseudonym. A number on the tenant's
/// do-not-call list stays there as its pseudonym: the duty not to call outlives the erasure.
/// </summary>
public sealed partial class PersonErasure
{
    // An ended call's charge and an approval's last word are there within moments.
    private static readonly TimeSpan SettlingMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>What comes in while a pass is made is found by the next one.</summary>
    private const int PassesMax = 5;

    private readonly IStore _store;
    private readonly DataSubjects _subjects;
    private readonly Pseudonyms _pseudonyms;
    private readonly CallEraser _calls;
    private readonly AudienceEraser _audiences;
    private readonly EventEraser _events;
    private readonly DncRegister _dnc;
    private readonly ContactRegister _contacts;
    private readonly TimeProvider _time;
    private readonly ILogger<PersonErasure> _logger;

    internal PersonErasure(
        IStore store, DataSubjects subjects, Pseudonyms pseudonyms, CallEraser calls, AudienceEraser audiences, EventEraser events, DncRegister dnc,
        ContactRegister contacts, TimeProvider time, ILogger<PersonErasure> logger)
    {
        (_store, _subjects, _pseudonyms, _calls, _audiences, _events) = (store, subjects, pseudonyms, calls, audiences, events);
        (_dnc, _contacts, _time, _logger) = (dnc, contacts, time, logger);
    }

    /// <summary>Erases whoever is meant. Asking again, after a crash or for no reason, does what is left to do.</summary>
    /// <param name="tenantId">Whose records.</param>
    /// <param name="phoneOrEmail">A number in E.164, or the mail address of contacts.</param>
    /// <param name="requestedBy">Who asks: a user's or a key's id.</param>
    /// <returns>What was done; null when a call to the person is under way, which must end first.</returns>
    public async Task<ErasureReport?> EraseAsync(string tenantId, string phoneOrEmail, string requestedBy)
    {
        var subjects = await _subjects.FindAsync(tenantId, phoneOrEmail);
        foreach (var subject in subjects)
        {
            if (!await IsQuietAsync(subject))
                return null;
        }

        var report = new ErasureReport();
        foreach (var subject in subjects)
        {
            if (!await EraseAsync(subject, requestedBy, report))
                return null;
        }

        await _store.ExpungeAsync();
        return report;
    }

    private async Task<bool> EraseAsync(DataSubject subject, string requestedBy, ErasureReport report)
    {
        string pseudonym = _pseudonyms.Of(subject.TenantId, subject.Phone);
        var ofSubject = new ErasureReport();
        for (int pass = 0; pass < PassesMax; pass++)
        {
            long before = ofSubject.Total;
            if (!await _calls.EraseAsync(subject, ofSubject) || !await _audiences.EraseAsync(subject, pseudonym, ofSubject))
                return false;
            await _dnc.EraseAsync(subject.TenantId, subject.Phone, ofSubject);
            if (ofSubject.Total == before)
                break;
        }

        // Last, because only the contact leads from a mail address to the number.
        if (subject.Contact is { } contact)
        {
            await _events.EraseAsync(subject.TenantId, contact.Id, subject.Phone, pseudonym, ofSubject);
            if (await _contacts.DeleteAsync(subject.TenantId, subject.Phone) is { } deleted)
            {
                ofSubject.Erase(ContactTables.Contacts.Name, 1);
                ofSubject.Erase(ContactTables.Tags.Name, deleted.Tags.Length);
            }
        }

        await NoteAsync(subject.TenantId, pseudonym, requestedBy, ofSubject);
        report.Add(ofSubject);
        return true;
    }

    private async Task NoteAsync(string tenantId, string pseudonym, string requestedBy, ErasureReport report)
    {
        if (report.Total == 0)
            return;
        var now = _time.GetUtcNow();
        await _store.CommitAsync(new WriteSet().Insert(ErasureTables.Erasures, new Row
        {
            ["id"] = Guid.CreateVersion7(now),
            ["tenant_id"] = tenantId,
            ["pseudonym"] = pseudonym,
            ["requested_by"] = requestedBy,
            ["erased_at"] = now,
            ["counts"] = JsonSerializer.Serialize(new { erased = report.Erased, pseudonymised = report.Pseudonymised }),
        }));
        LogErased(pseudonym, tenantId, report.Total);
    }

    /// <summary>Waits for what ends in a moment; false when something is under way that may take its time.</summary>
    private async Task<bool> IsQuietAsync(DataSubject subject)
    {
        long began = _time.GetTimestamp();
        while (await _calls.FindObstacleAsync(subject) is { } endsByItself)
        {
            if (!endsByItself || _time.GetElapsedTime(began) > SettlingMax)
                return false;
            await Task.Delay(LookEvery, _time);
        }

        return true;
    }

    [LoggerMessage(LogLevel.Information, "{Pseudonym} of tenant {TenantId} was erased: {Rows} rows")]
    private partial void LogErased(string pseudonym, string tenantId, long rows);
}
