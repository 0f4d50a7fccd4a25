using Switchboard.Api.Docs;
using Switchboard.Api.Requests;

namespace Switchboard.Api.Doors.Cordiul;

/// <summary>A page asked for by <c>?limit=&amp;offset=</c>.</summary>
/// <param name="Limit">Rows on it.</param>
/// <param name="Offset">Newer rows before it.</param>
public readonly record struct Paging(int Limit, int Offset)
{
    private const int LimitDefault = 50;
    private const int LimitMax = 5000;

    /// <summary>The two parameters, for the document.</summary>
    internal static readonly QueryParameter[] Parameters =
    [
        QueryParameter.Whole("limit", "Number of results.", 1, LimitMax, LimitDefault),
        QueryParameter.Whole("offset", "Newer ones to pass over.", 0, int.MaxValue, 0),
    ];

    /// <summary>Reads the two parameters, which the query's check then refuses if they are out of range.</summary>
    public static Paging Read(QueryReader query) => new(query.Int("limit", LimitDefault, 1, LimitMax), query.Int("offset", 0, 0, int.MaxValue));
}
