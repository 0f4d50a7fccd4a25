using Switchboard.Settings;

namespace Switchboard.Api.Hosting;

/// <summary>The address that links in answers and mails begin with: <c>PublicUrl</c>, or else the one that the caller used.</summary>
public sealed class PublicAddress(IConfiguration configuration)
{
    private readonly string? _configured = configuration.PublicUrl();

    /// <summary>Without a slash at its end.</summary>
    public string Of(HttpRequest request) => _configured ?? $"{request.Scheme}://{request.Host}";
}
