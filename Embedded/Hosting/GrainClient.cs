using Orleans;
using Orleans.Runtime;

namespace Switchboard.Embedded;

/// <summary>Gives references to grains of this process, inside of grains and outside.</summary>
internal sealed class GrainClient(EmbeddedHost host, IServiceProvider services) : IClusterClient
{
    public IServiceProvider ServiceProvider => services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey => host.GetGrain<TGrainInterface>(primaryKey, grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => (TGrainInterface)(object)host.GetReference(typeof(TGrainInterface), grainId);
}
