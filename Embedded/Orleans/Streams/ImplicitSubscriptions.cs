using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans
{
    /// <summary>Subscribes the grain class to every stream of a namespace: the stream's key is the grain's key.</summary>
    /// <param name="streamNamespace">The namespace.</param>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public sealed class ImplicitStreamSubscriptionAttribute(string streamNamespace) : Attribute
    {
        internal string Namespace { get; } = streamNamespace.Trim();
    }
}

namespace Orleans.Streams.Core
{
    /// <summary>Makes the handle of a subscription, whose item type only the consumer knows.</summary>
    public interface IStreamSubscriptionHandleFactory
    {
        /// <summary>The stream's identity.</summary>
        StreamId StreamId { get; }

        /// <summary>The provider's name.</summary>
        string ProviderName { get; }

        /// <summary>Makes the handle; resume it to receive.</summary>
        StreamSubscriptionHandle<T> Create<T>();
    }

    /// <summary>A grain that wants to know when items of an implicit subscription arrive.</summary>
    public interface IStreamSubscriptionObserver
    {
        /// <summary>Called in the activation before its first item of a stream; attaches an observer.</summary>
        Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
    }
}
