using Orleans.Runtime;

namespace Orleans;

/// <summary>Gives references to grains. A reference costs nothing until it is called: grains exist virtually, always.</summary>
public interface IGrainFactory
{
    /// <summary>Gives a reference to the grain with this key.</summary>
    /// <param name="primaryKey">The key, not blank.</param>
    /// <param name="grainClassNamePrefix">Start of the full class name, needed only when several classes implement the interface.</param>
    /// <exception cref="ArgumentException">No class, or no single one, implements the interface.</exception>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>Gives a reference to the grain with this identity.</summary>
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable;
}

/// <summary>The grain factory as callers outside of grains know it.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The services of the process.</summary>
    IServiceProvider ServiceProvider { get; }
}
