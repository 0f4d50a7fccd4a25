namespace Switchboard.Api.Doors;

/// <summary>Why a request was refused, in the words of no particular door; each door has its own status and code for it.</summary>
public enum RefusalKind
{
    /// <summary>The body is not what it says it is: not JSON, not UTF-8, not an object.</summary>
    MalformedBody,

    /// <summary>A field of the body does not hold what it must.</summary>
    InvalidField,

    /// <summary>A parameter of the query or of the path does not hold what it must.</summary>
    InvalidParameter,

    /// <summary>The request cannot be carried out as it stands, for a reason that no single field is at fault for.</summary>
    BadRequest,

    /// <summary>No credential, or one that is not valid (any more).</summary>
    Unauthenticated,

    /// <summary>The wallet does not cover it.</summary>
    InsufficientFunds,

    /// <summary>The credential is valid and may not do this.</summary>
    MissingPermission,

    /// <summary>The route is for people who are logged in, not for API keys.</summary>
    UserOnly,

    /// <summary>A rule of the engine or the state of the account forbids it.</summary>
    Forbidden,

    /// <summary>There is no such thing, or it is another tenant's.</summary>
    NotFound,

    /// <summary>There is no such route.</summary>
    UnknownRoute,

    /// <summary>The route does not take this method.</summary>
    MethodNotAllowed,

    /// <summary>The state of the thing does not allow it.</summary>
    Conflict,

    /// <summary>The body is larger than the route takes.</summary>
    BodyTooLarge,

    /// <summary>The body is of a type that the route does not take.</summary>
    UnsupportedMediaType,

    /// <summary>Well formed, and refused by a validator as a whole.</summary>
    Unprocessable,

    /// <summary>Too many requests within the window.</summary>
    TooManyRequests,

    /// <summary>The body did not arrive in time.</summary>
    RequestTimeout,

    /// <summary>Something that this needs is not there just now, or not configured.</summary>
    Unavailable,

    /// <summary>A fault of ours. The details are in the log, not in the answer.</summary>
    Internal,
}
