using Switchboard.Api.Docs;
using Switchboard.Api.Requests;

namespace Switchboard.Api.Doors.Cualify;

/// <summary>A page asked for by <c>?limit=&amp;offset=</c>.</summary>
/// <param name="Limit">Rows on it.</param>
/// <param name="Offset">Rows before it.</param>
public readonly record struct Paging(int Limit, int Offset)
{
    private const int LimitDefault = 50;
    private const int LimitMax = 100;

    /// <summary>The two parameters, for the document.</summary>
    internal static readonly QueryParameter[] Parameters =
    [
        QueryParameter.Whole("limit", "Rows on the page.", 1, LimitMax, LimitDefault),
        QueryParameter.Whole("offset", "Newer rows to pass over.", 0, int.MaxValue, 0),
    ];

    /// <summary>Reads the two parameters, which the query's check then refuses if they are out of range.</summary>
    public static Paging Read(QueryReader query) => new(
        query.Int("limit", LimitDefault, 1, LimitMax),
        query.Int("offset", 0, 0, int.MaxValue));
}

/// <summary>An answer with one thing.</summary>
/// <param name="Data">The thing.</param>
public sealed record Single<T>(T Data);

/// <summary>An answer with a page of a list, newest first.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Pagination">Where in the list they are.</param>
public sealed record Paged<T>(IReadOnlyList<T> Data, Pagination Pagination)
{
    /// <summary>The page that was asked for.</summary>
    public static Paged<T> Of(Paging asked, IReadOnlyList<T> rows, long total) =>
        new(rows, new Pagination(asked.Limit, asked.Offset, total, asked.Offset + (long)rows.Count < total));
}

/// <summary>Where a page is in its list.</summary>
/// <param name="Limit">Rows asked for.</param>
/// <param name="Offset">Rows before the page.</param>
/// <param name="Total">Rows in the whole list, by the same filter.</param>
/// <param name="HasMore">Whether rows follow.</param>
public sealed record Pagination(int Limit, int Offset, long Total, bool HasMore);
