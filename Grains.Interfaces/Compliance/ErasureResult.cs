namespace Switchboard.Compliance;

/// <summary>What a grain answers when it is asked to erase the person that its record is about.</summary>
public enum ErasureResult
{
    /// <summary>There is no such record of the tenant's.</summary>
    NotFound,

    /// <summary>Its record holds nothing of the person any more. Durable.</summary>
    Erased,

    /// <summary>Something is still going on with the person: ask again when it is over. Nothing was changed.</summary>
    UnderWay,
}
