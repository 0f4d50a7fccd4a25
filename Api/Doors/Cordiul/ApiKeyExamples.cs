using Switchboard.Api.Requests;

namespace Switchboard.Api.Doors.Cordiul;

/// <summary>The document's examples of keys.</summary>
internal static class ApiKeyExamples
{
    private static readonly string Id = FieldRules.PrintId(CordiulNames.KeyPrefix, "018cef6a-9d00-7a41-8c5e-2b1d4f607182");
    private static readonly DateTimeOffset Created = new(2024, 1, 9, 20, 0, 0, TimeSpan.Zero);

    public static readonly CreateKeyBody Create = new("My API Key", ["calls:read", "calls:write"]);

    public static readonly Envelope<MintedKeyBody> Minted = Envelope.Of(
        new MintedKeyBody(Id, Create.Name, "ck_live_aB3xYz9Kq2Lm5Np8Rs1Tv4Wx7Za0Cd6Ef3Gh9J", Create.Permissions, Created));

    public static readonly Envelope<KeysBody> Keys = Envelope.Of(new KeysBody(
        [new KeyBody(Id, Create.Name, "ck_live_aB3xYz", Create.Permissions, Created, ExpiresAt: null, LastUsedAt: Created.AddHours(1))]));

    public static readonly Envelope<DeletedKeyBody> Deleted = Envelope.Of(new DeletedKeyBody(Id, Deleted: true));
}
