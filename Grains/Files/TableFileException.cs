namespace Switchboard.Files;

/// <summary>An uploaded file is not a table that can be read. The message is for whoever uploaded it, as the end of a sentence that begins with the file.</summary>
public sealed class TableFileException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="rule">For example <c>is empty</c>.</param>
    public TableFileException(string rule)
        : base(rule)
    {
    }

    /// <summary>Says what is wrong, and what it was found by.</summary>
    public TableFileException(string rule, Exception cause)
        : base(rule, cause)
    {
    }
}
