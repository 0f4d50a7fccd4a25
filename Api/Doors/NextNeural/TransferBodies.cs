using Switchboard.Api.Requests;
using Switchboard.Calls;
using Switchboard.Contacts;
using Switchboard.Handoffs;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>What <c>POST /calls/{uuid}/transfer</c> takes.</summary>
/// <param name="Target">A phone number in E.164, or the name of one of your agents.</param>
/// <param name="Queue">The queue whose people are meant; without meaning beside a phone number.</param>
public sealed record TransferBody(string? Target, string? Queue) : IRequestBody<TransferBody>
{
    /// <inheritdoc/>
    public static TransferBody Read(RequestReader fields)
    {
        var body = new TransferBody(
            fields.OptionalText("target", HandoffRegister.NameLengthMax, min: 1), fields.OptionalText("queue", HandoffRegister.NameLengthMax, min: 1));
        if (body.Target is ['+', ..] && !PhoneNumber.IsE164(body.Target))
            fields.Fail("target", FieldRules.PhoneRule);
        return body;
    }

    /// <summary>The engine's command.</summary>
    public TransferCall ToCommand(string tenantId) => Target is ['+', ..]
        ? new TransferCall(tenantId, Phone: Target)
        : new TransferCall(tenantId, Agent: Target, Queue: Queue);
}

/// <summary>A call that was transferred.</summary>
/// <param name="CallUuid">The call.</param>
/// <param name="Status">Its status, which stays <c>in-progress</c>.</param>
/// <param name="TransferInitiated">Always true.</param>
/// <param name="Target">The number of who takes it over.</param>
/// <param name="Queue">The queue that the person serves; null for a number that is none of your agents'.</param>
/// <param name="Agent">The person's name; null for a number that is none of your agents'.</param>
public sealed record TransferredCall(string CallUuid, string Status, bool TransferInitiated, string Target, string? Queue, string? Agent)
{
    /// <summary>What the door shows of a call that was just transferred.</summary>
    public static TransferredCall Of(CallView call) => new(
        call.Id, NextNeuralNames.Status(call.Status), TransferInitiated: true, call.TransferredTo!.Phone, call.TransferredTo.Queue, call.TransferredTo.Agent);
}

/// <summary>A call that was told something.</summary>
/// <param name="CallUuid">The call.</param>
/// <param name="Status">Its status now.</param>
public sealed record SteeredCall(string CallUuid, string Status)
{
    /// <summary>What the door shows of it.</summary>
    public static SteeredCall Of(CallView call) => new(call.Id, NextNeuralNames.Status(call.Status));
}

/// <summary>What <c>POST /calls/{uuid}/metadata</c> takes: the metadata itself.</summary>
/// <param name="Json">A JSON object.</param>
public sealed record MetadataBody(string Json) : IRequestBody<MetadataBody>
{
    /// <inheritdoc/>
    public static MetadataBody Read(RequestReader fields) => new(fields.WholeObject("metadata", CallLimits.MetadataBytesMax));
}

/// <summary>A call's metadata after a merge.</summary>
/// <param name="CallUuid">The call.</param>
/// <param name="Metadata">All of it; null when nothing is left.</param>
public sealed record CallMetadata(string CallUuid, RawJson? Metadata);
