namespace Switchboard.Approvals.Slack;

/// <summary>Texts of others in Slack's markup.</summary>
internal static class SlackText
{
    /// <summary>
    /// The text as it is read, whatever is in it: Slack's three control characters are escaped, so nothing in it becomes a link or a call for everybody's
    /// attention, and what is too long is cut between characters.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="charsMax">How long it may be, before escaping.</param>
    public static string Escape(string text, int charsMax) => Cut(text, charsMax)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>The beginning of a text, on one line; an ellipsis says that there was more.</summary>
    public static string Cut(string text, int charsMax)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.Length <= charsMax)
            return line;
        var end = charsMax - 1;
        return string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[end - 1]) ? end - 1 : end), "…");
    }
}
