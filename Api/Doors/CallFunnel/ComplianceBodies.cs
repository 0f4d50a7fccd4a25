using Switchboard.Api.Requests;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>A logged-in person's word that a workflow's audience agreed to be called.</summary>
/// <param name="ConsentAttestationText">What is attested, 1 to 2000 characters that are not all blank.</param>
/// <param name="TcpaSenderId">Who calls, as TCPA wants it named.</param>
/// <param name="DpdpConsentMethod">How consent was given, as DPDP wants it named.</param>
public sealed record AttestConsentRequest(string ConsentAttestationText, string? TcpaSenderId, string? DpdpConsentMethod)
    : IRequestBody<AttestConsentRequest>
{
    private const int TextMax = 2000;
    private const int NameMax = 200;

    /// <inheritdoc/>
    public static AttestConsentRequest Read(RequestReader fields) => new(
        fields.Text("consent_attestation_text", TextMax),
        fields.OptionalText("tcpa_sender_id", NameMax, min: 1),
        fields.OptionalText("dpdp_consent_method", NameMax, min: 1));
}
