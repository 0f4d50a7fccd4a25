// Declarations that the contracts need until the host's own land in this project; delete this file then.
#pragma warning disable
namespace Orleans
{
    public interface IAddressable;
    public interface IGrain : IAddressable;
    public interface IGrainWithStringKey : IGrain;
    [AttributeUsage(AttributeTargets.All)] public sealed class GenerateSerializerAttribute : Attribute;
    [AttributeUsage(AttributeTargets.All)] public sealed class ImmutableAttribute : Attribute;
    [AttributeUsage(AttributeTargets.All)] public sealed class AliasAttribute(string alias) : Attribute { public string Alias => alias; }
}
namespace Orleans.Concurrency
{
    [AttributeUsage(AttributeTargets.All)] public sealed class ReadOnlyAttribute : Attribute;
    [AttributeUsage(AttributeTargets.All)] public sealed class OneWayAttribute : Attribute;
    [AttributeUsage(AttributeTargets.All)] public sealed class AlwaysInterleaveAttribute : Attribute;
    [AttributeUsage(AttributeTargets.All)] public sealed class ReentrantAttribute : Attribute;
}
