namespace Switchboard.Api.Auth;

/// <summary>A route also takes the credential in the query, for clients that cannot set headers: a browser's web socket.</summary>
/// <param name="Name">The parameter.</param>
public sealed record TokenParameter(string Name);
