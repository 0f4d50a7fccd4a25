using System.Collections.Frozen;
using Switchboard.RuleBooks;
using Switchboard.Storage;

namespace Switchboard.Objections;

/// <summary>How often rule books have used each objection of the library, over all tenants: counts only, nothing of what was written.</summary>
public sealed class ObjectionUsage(IStore store)
{
    /// <summary>One counter for each objection that was ever used.</summary>
    public static readonly TableSchema Table = new(
        "objection_uses",
        [Column.Text("objection_id"), Column.Int64("uses")],
        key: ["objection_id"]);

    /// <summary>Counts what a new version of a rule book uses, in the transaction that stores it: each objection once.</summary>
    /// <param name="set">That transaction.</param>
    /// <param name="ruleBook">The version.</param>
    /// <param name="replaced">The version that was edited into it: what it used already is not counted again. Null for a newly written one.</param>
    public static void Count(WriteSet set, RuleBook ruleBook, RuleBook? replaced = null)
    {
        foreach (var id in UsedIn(ruleBook).Except(replaced is null ? [] : UsedIn(replaced)))
            set.Add(Table, new Row { ["objection_id"] = id }, "uses", 1);
    }

    /// <summary>Takes back what <see cref="Count"/> counted for a newly written rule book, in the transaction that deletes it.</summary>
    public static void Forget(WriteSet set, RuleBook ruleBook)
    {
        foreach (var id in UsedIn(ruleBook))
            set.Add(Table, new Row { ["objection_id"] = id }, "uses", -1);
    }

    /// <summary>The counts by objection; one that was never used is missing.</summary>
    public async ValueTask<FrozenDictionary<string, long>> CountsAsync(CancellationToken cancellationToken = default)
    {
        var rows = await store.QueryAsync(
            new SqlQuery("SELECT objection_id, uses FROM objection_uses"), row => (Id: row.Text("objection_id"), Uses: row.Int64("uses")), cancellationToken);
        return rows.ToFrozenDictionary(row => row.Id, row => row.Uses);
    }

    // Whoever edits a rule book may write any id into it: only those of the library count.
    private static IEnumerable<string> UsedIn(RuleBook ruleBook) =>
        ruleBook.ObjectionHandlers.Select(handler => ObjectionLibrary.Find(handler.LibraryId)?.Id).OfType<string>().Distinct();
}
