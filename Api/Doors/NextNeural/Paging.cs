using Switchboard.Api.Docs;
using Switchboard.Api.Requests;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>A page asked for by <c>?limit=&amp;offset=</c>.</summary>
/// <param name="Limit">Rows on it.</param>
/// <param name="Offset">Rows before it.</param>
internal readonly record struct Paging(int Limit, int Offset)
{
    private const int LimitDefault = 50;
    private const int LimitMax = 100;

    /// <summary>The two parameters, for the document.</summary>
    public static readonly QueryParameter[] Parameters =
    [
        QueryParameter.Whole("limit", "Rows on the page.", 1, LimitMax, LimitDefault),
        QueryParameter.Whole("offset", "Newer rows to pass over.", 0, int.MaxValue, 0),
    ];

    /// <summary>Reads the two parameters, which the query's check then refuses if they are out of range.</summary>
    public static Paging Read(QueryReader query) => new(
        query.Int("limit", LimitDefault, 1, LimitMax),
        query.Int("offset", 0, 0, int.MaxValue));
}
