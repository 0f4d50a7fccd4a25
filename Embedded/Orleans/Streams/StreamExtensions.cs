using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Streams
{
    /// <summary>Shorter ways to name a stream.</summary>
    public static class StreamProviderExtensions
    {
        /// <summary>Gives the stream with this namespace and key.</summary>
        public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string ns, string id)
        {
            ArgumentNullException.ThrowIfNull(streamProvider);
            return streamProvider.GetStream<T>(StreamId.Create(ns, id));
        }

        /// <summary>Gives the stream with this namespace and key.</summary>
        public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string ns, Guid id)
        {
            ArgumentNullException.ThrowIfNull(streamProvider);
            return streamProvider.GetStream<T>(StreamId.Create(ns, id));
        }
    }
}

namespace Orleans
{
    /// <summary>Streams for grains.</summary>
    public static class GrainStreamingExtensions
    {
        /// <summary>Gives a stream provider by name.</summary>
        /// <exception cref="KeyNotFoundException">None of that name is registered.</exception>
        public static IStreamProvider GetStreamProvider(this Grain grain, string name)
        {
            ArgumentNullException.ThrowIfNull(grain);
            return ClientStreamingExtensions.Find(grain.GrainContext.ActivationServices, name);
        }
    }

    /// <summary>Streams for callers outside of grains.</summary>
    public static class ClientStreamingExtensions
    {
        /// <summary>Gives a stream provider by name.</summary>
        /// <exception cref="KeyNotFoundException">None of that name is registered.</exception>
        public static IStreamProvider GetStreamProvider(this IClusterClient client, string name)
        {
            ArgumentNullException.ThrowIfNull(client);
            return Find(client.ServiceProvider, name);
        }

        internal static IStreamProvider Find(IServiceProvider services, string name)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
            return services.GetKeyedService<IStreamProvider>(name)
                ?? throw new KeyNotFoundException($"Stream provider '{name}' not found");
        }
    }
}
