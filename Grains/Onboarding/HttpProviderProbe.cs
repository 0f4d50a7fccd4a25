using System.Net;
using Microsoft.Extensions.Logging;

namespace Switchboard.Onboarding;

/// <summary>
/// Asks over HTTP, once, for at most five seconds. Redirects are not followed: a credential goes to the address that is documented, and to no other.
/// Nothing that is logged holds any of it.
/// </summary>
internal sealed partial class HttpProviderProbe(OnboardingOptions options, TimeProvider time, ILogger<HttpProviderProbe> logger) : IProviderProbe, IDisposable
{
    private static readonly TimeSpan AskMax = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <inheritdoc/>
    public async Task<ProbeAnswer> AskAsync(Provider provider, ProviderSecret credential, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AskMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = ProbeRequests.Create(provider, credential, options.BaseUrls.GetValueOrDefault(provider.Name));
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return AnswerOf(provider, response.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogNotReached(provider.Name, e.GetType().Name);
            return new ProbeAnswer(CredentialValidation.Unverified, $"{provider.DisplayName} could not be reached, so the key is saved and not validated.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static ProbeAnswer AnswerOf(Provider provider, HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new(CredentialValidation.Valid, Error: null),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(CredentialValidation.Refused, "the provider refused the key"),
        HttpStatusCode.NotFound when provider.Category == ProviderCategories.Telephony =>
            new(CredentialValidation.Refused, "the provider does not know this account"),
        _ => new(CredentialValidation.Unverified, $"{provider.DisplayName} answered {(int)status}, so the key is saved and not validated."),
    };

    [LoggerMessage(LogLevel.Warning, "{Provider} could not be asked about a credential: {Problem}")]
    private partial void LogNotReached(string provider, string problem);
}
