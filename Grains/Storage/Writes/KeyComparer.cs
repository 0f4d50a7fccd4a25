namespace Switchboard.Storage;

/// <summary>Orders keys of one table part by part, text by its characters' numbers.</summary>
internal sealed class KeyComparer : IComparer<object?[]>
{
    public static readonly KeyComparer Instance = new();

    public int Compare(object?[]? x, object?[]? y)
    {
        for (int i = 0; i < x!.Length; i++)
        {
            int order = x[i] is string text ? string.CompareOrdinal(text, (string?)y![i]) : Comparer<object>.Default.Compare(x[i], y![i]);
            if (order != 0)
                return order;
        }

        return 0;
    }
}
