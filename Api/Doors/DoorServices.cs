using System.Collections.Immutable;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;

namespace Switchboard.Api.Doors;

/// <summary>The doors that there are.</summary>
public static class DoorServices
{
    private static readonly ImmutableArray<Door> All =
    [
        new Cualify.CualifyDoor(), new CallFunnel.CallFunnelDoor(), new NextNeural.NextNeuralDoor(), new Calleague.CalleagueDoor(), new Cordiul.CordiulDoor(),
    ];

    /// <summary>Registers them, with their documents.</summary>
    public static void AddDoors(this IServiceCollection services)
    {
        services.AddSingleton<DoorSelector>();
        foreach (var door in All)
            services.AddSingleton(door);
        services.AddDocs(All);
    }

    /// <summary>Registers their routes; one that says nothing about access wants a credential.</summary>
    public static void MapDoors(this WebApplication app)
    {
        foreach (var door in app.Services.GetServices<Door>())
            door.Map(app.MapGroup(door.Root.Value!)
                .WithMetadata(door, Access.AnyCredential)
                .WithGroupName(DoorDocument.NameOf(door)));
    }
}
