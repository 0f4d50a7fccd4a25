namespace Switchboard.Api.Doors.Cualify;

/// <summary>An answer with one thing.</summary>
/// <param name="Data">The thing.</param>
public sealed record Single<T>(T Data);

/// <summary>An answer with a page of a list, newest first.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Pagination">Where in the list they are.</param>
public sealed record Paged<T>(IReadOnlyList<T> Data, Pagination Pagination)
{
    /// <summary>The page that was asked for.</summary>
    public static Paged<T> Of(OffsetPage asked, IReadOnlyList<T> rows, long total) =>
        new(rows, new Pagination(asked.Limit, asked.Offset, total, asked.Offset + (long)rows.Count < total));
}

/// <summary>Where a page is in its list.</summary>
/// <param name="Limit">Rows asked for.</param>
/// <param name="Offset">Rows before the page.</param>
/// <param name="Total">Rows in the whole list, by the same filter.</param>
/// <param name="HasMore">Whether rows follow.</param>
public sealed record Pagination(int Limit, int Offset, long Total, bool HasMore);
