using Switchboard.Api.Requests;
using Switchboard.Compliance;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Puts a number on the do-not-call list.</summary>
/// <param name="PhoneE164">The number.</param>
/// <param name="Reason">Why; at most 200 characters.</param>
public sealed record AddDncRequest(string PhoneE164, string? Reason) : IRequestBody<AddDncRequest>
{
    /// <inheritdoc/>
    public static AddDncRequest Read(RequestReader fields) =>
        new(fields.Phone("phone_e164"), fields.OptionalText("reason", DncRegister.ReasonMax, min: 1));
}

/// <summary>A list to import, as JSON.</summary>
/// <param name="Rows">The numbers.</param>
public sealed record ImportDncRequest(IReadOnlyList<ImportDncRow> Rows);

/// <summary>A number of a list to import.</summary>
/// <param name="PhoneE164">The number; one as it is written in your country is taken too.</param>
/// <param name="Reason">Why; at most 200 characters.</param>
public sealed record ImportDncRow(string PhoneE164, string? Reason);

/// <summary>An entry of the do-not-call list.</summary>
/// <param name="Id">UUID.</param>
/// <param name="PhoneE164">The number; <c>erased:</c> and 16 hex digits when the person was erased, which goes on keeping the number from being called.</param>
/// <param name="Reason">Why.</param>
/// <param name="Source"><c>manual</c>, <c>import</c>, <c>call</c> (the person asked for it in a call) or <c>erasure</c>.</param>
/// <param name="AddedAt">When it was added, or last confirmed.</param>
public sealed record DncEntryBody(string Id, string PhoneE164, string? Reason, string Source, DateTimeOffset AddedAt)
{
    internal static DncEntryBody Of(DncEntry entry) => new(entry.Id, entry.Phone, entry.Reason, entry.Source, entry.AddedAt);
}

/// <summary>A page of the do-not-call list, the latest first.</summary>
/// <param name="Entries">The page.</param>
/// <param name="Total">Numbers on the whole list.</param>
/// <param name="Limit">Entries on a page.</param>
/// <param name="Offset">Entries before it.</param>
public sealed record DncListResponse(IEnumerable<DncEntryBody> Entries, long Total, int Limit, long Offset);

/// <summary>The entry as it is now.</summary>
public sealed record DncAddedResponse(DncEntryBody Entry);

/// <summary>A number was taken off the list.</summary>
/// <param name="Deleted">The number.</param>
public sealed record DncDeletedResponse(string Deleted);

/// <summary>What keeps campaigns from calling a number.</summary>
/// <param name="PhoneE164">The number.</param>
/// <param name="OnDnc">It is on your do-not-call list.</param>
/// <param name="OnNcpr">It is on India's registry.</param>
/// <param name="InCooldown">One of your campaigns has called it lately.</param>
/// <param name="WouldBeFiltered">Any of these.</param>
public sealed record DncCheckResponse(string PhoneE164, bool OnDnc, bool OnNcpr, bool InCooldown, bool WouldBeFiltered);

/// <summary>What became of the rows of a list.</summary>
/// <param name="Added">Numbers that are on the list now and were not before.</param>
/// <param name="SkippedExisting">Rows whose number was on it already.</param>
/// <param name="SkippedInvalid">Rows without a number.</param>
public sealed record DncImportedResponse(long Added, long SkippedExisting, long SkippedInvalid)
{
    internal static DncImportedResponse Of(DncImportResult result) => new(result.Added, result.SkippedExisting, result.SkippedInvalid);
}
