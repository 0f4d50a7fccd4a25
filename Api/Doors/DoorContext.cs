namespace Switchboard.Api.Doors;

/// <summary>The door that a request came in by.</summary>
public static class DoorContext
{
    /// <summary>The request's door, or null outside of all doors.</summary>
    public static Door? GetDoor(this HttpContext context) => context.Features.Get<Entered>()?.Door;

    internal static void SetDoor(this HttpContext context, Door door) => context.Features.Set(new Entered(door));

    private sealed record Entered(Door Door);
}
