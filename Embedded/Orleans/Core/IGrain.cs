using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>Anything a grain call can be addressed to.</summary>
    public interface IAddressable;
}

namespace Orleans
{
    /// <summary>Marks an interface whose methods are grain calls.</summary>
    public interface IGrain : IAddressable;

    /// <summary>Marks a grain interface whose grains are identified by a string.</summary>
    public interface IGrainWithStringKey : IGrain;
}
