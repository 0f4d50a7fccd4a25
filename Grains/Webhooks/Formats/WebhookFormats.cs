using System.Collections.Frozen;

namespace Switchboard.Webhooks;

/// <summary>The formats by the names of their doors.</summary>
public sealed class WebhookFormats(IEnumerable<IWebhookFormat> formats)
{
    private readonly FrozenDictionary<string, IWebhookFormat> _byDoor = formats.ToFrozenDictionary(f => f.Door);

    /// <summary>The format of a door.</summary>
    /// <exception cref="KeyNotFoundException">The door has no webhooks.</exception>
    public IWebhookFormat Of(string door) => _byDoor[door];
}
