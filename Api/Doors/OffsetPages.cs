using Switchboard.Api.Docs;
using Switchboard.Api.Requests;

namespace Switchboard.Api.Doors;

/// <summary>Lists of which a page is asked for by <c>?limit=&amp;offset=</c>: what a door lets be asked for.</summary>
/// <param name="limitMax">Rows on a page at most; 50 when none are asked for.</param>
internal sealed class OffsetPages(int limitMax)
{
    private const int LimitDefault = 50;

    /// <summary>The two parameters, for the document.</summary>
    public IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        QueryParameter.Whole("limit", "Rows on the page.", 1, limitMax, LimitDefault),
        QueryParameter.Whole("offset", "Rows before the page.", 0, int.MaxValue, 0),
    ];

    /// <summary>The page that one gets who asks for none.</summary>
    public static OffsetPage First => new(LimitDefault, 0);

    /// <summary>Reads the two parameters, which the query's check then refuses if they are out of range.</summary>
    public OffsetPage Read(QueryReader query) => new(query.Int("limit", LimitDefault, 1, limitMax), query.Int("offset", 0, 0, int.MaxValue));
}

/// <summary>A page that is asked for.</summary>
/// <param name="Limit">Rows on it.</param>
/// <param name="Offset">Rows before it.</param>
public readonly record struct OffsetPage(int Limit, int Offset);
