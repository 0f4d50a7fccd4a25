using Switchboard.Api.Auth;

namespace Switchboard.Api.Doors;

/// <summary>The doors that there are.</summary>
public static class DoorServices
{
    /// <summary>Registers them.</summary>
    public static void AddDoors(this IServiceCollection services)
    {
        services.AddSingleton<DoorSelector>();
        services.AddSingleton<Door, CallFunnel.CallFunnelDoor>();
    }

    /// <summary>Registers their routes; one that says nothing about access wants a credential.</summary>
    public static void MapDoors(this WebApplication app)
    {
        foreach (var door in app.Services.GetServices<Door>())
            door.Map(app.MapGroup(door.Root.Value!)
                .WithMetadata(door, Access.AnyCredential)
                .WithGroupName(door.Name.ToLowerInvariant()));
    }
}
