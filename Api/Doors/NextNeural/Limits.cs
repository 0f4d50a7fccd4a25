using Switchboard.Api.Limits;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>The limits of the document's table, each for one key.</summary>
internal static class Limits
{
    /// <summary>All routes without a limit of their own, together.</summary>
    public static readonly RateLimit Default = PerKey("default", 100);

    /// <summary><c>POST /v1/calls</c>.</summary>
    public static readonly RateLimit PlaceCall = PerKey("calls", 30);

    /// <summary><c>POST /v1/campaigns/{id}/launch</c>.</summary>
    public static readonly RateLimit Launch = PerKey("launch", 5);

    /// <summary><c>POST /v1/campaigns/{id}/stop</c>.</summary>
    public static readonly RateLimit Stop = PerKey("stop", 5);

    /// <summary><c>POST /v1/contacts</c>.</summary>
    public static readonly RateLimit CreateContact = PerKey("contact-create", 60);

    /// <summary><c>PATCH /v1/contacts/{id}</c>.</summary>
    public static readonly RateLimit ChangeContact = PerKey("contact-change", 60);

    /// <summary><c>POST /v1/contacts/bulk</c>.</summary>
    public static readonly RateLimit BulkContacts = PerKey("contact-bulk", 10);

    /// <summary><c>POST /v1/webhooks</c>.</summary>
    public static readonly RateLimit RegisterWebhook = PerKey("webhook-register", 20);

    /// <summary><c>POST /api/voice/customers/import</c>.</summary>
    public static readonly RateLimit Import = PerKey("import", 5);

    /// <summary><c>POST /api/voice/models/speakers</c>.</summary>
    public static readonly RateLimit CreateSpeaker = PerKey("speaker-create", 5);

    /// <summary><c>POST /api/voice/models/speakers/{name}/deploy</c>.</summary>
    public static readonly RateLimit DeploySpeaker = PerKey("speaker-deploy", 5);

    /// <summary><c>POST /api/voice/models/speakers/{name}/dataset/sample</c>.</summary>
    public static readonly RateLimit AddSample = PerKey("speaker-sample", 30);

    /// <summary><c>POST /api/voice/calls/{uuid}/transfer</c>.</summary>
    public static readonly RateLimit Transfer = PerKey("transfer", 10);

    /// <summary><c>POST /api/voice/calls/{uuid}/end</c>.</summary>
    public static readonly RateLimit End = PerKey("end", 10);

    /// <summary><c>GET /api/voice/calls/agent-availability</c>.</summary>
    public static readonly RateLimit Availability = PerKey("availability", 30);

    /// <summary><c>POST /api/voice/calls/{uuid}/metadata</c>.</summary>
    public static readonly RateLimit Metadata = PerKey("metadata", 30);

    /// <summary><c>POST /api/voice/agents</c>.</summary>
    public static readonly RateLimit CreateAgent = PerKey("agent-create", 20);

    /// <summary><c>POST /api/voice/flows</c>.</summary>
    public static readonly RateLimit CreateFlow = PerKey("flow-create", 20);

    private static RateLimit PerKey(string name, int requestsPerMinute) => RateLimit.PerMinute(name, requestsPerMinute, RateLimitScope.Credential);
}
