using Switchboard.Api.Docs;
using Switchboard.Api.Requests;

namespace Switchboard.Api.Doors.Calleague;

/// <summary>A page asked for by <c>?page=&amp;pageSize=</c>.</summary>
/// <param name="Page">Which, from 1.</param>
/// <param name="PageSize">Items on it.</param>
public readonly record struct Paging(int Page, int PageSize)
{
    private const int PageMax = 1_000_000;
    private const int PageSizeDefault = 20;
    private const int PageSizeMax = 100;

    /// <summary>The two parameters, for the document.</summary>
    internal static readonly QueryParameter[] Parameters =
    [
        QueryParameter.Whole("page", "Which page to read.", 1, PageMax, 1),
        QueryParameter.Whole("pageSize", "Items on the page.", 1, PageSizeMax, PageSizeDefault),
    ];

    /// <summary>Items before the page.</summary>
    public int Offset => (Page - 1) * PageSize;

    /// <summary>Reads the two parameters, which the query's check then refuses if they are out of range.</summary>
    public static Paging Read(QueryReader query) => new(query.Int("page", 1, 1, PageMax), query.Int("pageSize", PageSizeDefault, 1, PageSizeMax));
}

/// <summary>A list, or a page of one.</summary>
/// <param name="Total">How many items there are on all pages.</param>
/// <param name="List">The items; empty when there are none.</param>
public sealed record ListResponse<T>(long Total, IReadOnlyList<T> List);
