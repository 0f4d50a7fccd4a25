using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Approvals.Slack;
using Switchboard.Identity;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Approvals in Slack: <c>approvals/slack</c>. The seed names no route for the set-up; these are ours.</summary>
internal static class SlackRoutes
{
    private const string FormType = "application/x-www-form-urlencoded";

    private static readonly Refusal InvalidSignature =
        new(RefusalKind.Unauthenticated, "The signature is missing, wrong or too old.") { Code = "INVALID_SIGNATURE" };

    public static void Map(IEndpointRouteBuilder api)
    {
        var slack = api.MapGroup("/approvals/slack").WithTags("Approvals");
        slack.MapGet("", Get).Requires(Permissions.ApprovalsRead)
            .WithSummary("Where approvals are posted")
            .WithDescription("The workspace's own Slack channel, or else the one that the server's operator has set up. Secrets are never given back.")
            .Answers(StatusCodes.Status200OK, ApprovalExamples.Slack);
        slack.MapPut("", Set).Requires(Permissions.ApprovalsWrite)
            .WithSummary("Set Slack up")
            .WithDescription("""
                Create a Slack app with an incoming webhook. For buttons, switch its interactivity on with the request URL
                `…/callfunnel/api/approvals/slack/interactivity`, and give its signing secret here. Both are kept encrypted. Approvals that are opened
                from now on are posted there, with the conversation so far.
                """)
            .Takes(ApprovalExamples.SetSlack)
            .Answers(StatusCodes.Status200OK, ApprovalExamples.Slack)
            .Refuses(Refusal.InvalidField("webhook_url", "must be an https URL"));
        slack.MapDelete("", Delete).Requires(Permissions.ApprovalsWrite | Permissions.Admin)
            .WithSummary("Forget Slack")
            .WithDescription("Nothing more is posted to the workspace's own channel. Answers what is in force then.")
            .Answers(StatusCodes.Status200OK, ApprovalExamples.NoSlack);
        slack.MapPost("/interactivity", Receive).Public()
            .WithSummary("A button was clicked in Slack")
            .WithDescription($"""
                Called by Slack: a form whose field `payload` is JSON, signed by `{SlackSignature.Header}: v0=<hex HMAC-SHA256 of "v0:<timestamp>:<raw body>">` with
                `{SlackSignature.TimestampHeader}`, which may be off by 300 s. The first decision counts; whoever clicks too late is told so.
                """)
            .Accepts<SlackInteractivityForm>(FormType)
            .Produces(StatusCodes.Status200OK)
            .Refuses(InvalidSignature);
    }

    private static async Task<IResult> Get(Caller caller, SlackRegister slack) => Answer.Ok(SlackResponse.Of(await slack.FindAsync(caller.TenantId)));

    private static async Task<IResult> Set(Body<SetSlackRequest> body, Caller caller, SlackRegister slack, UrlPolicy policy)
    {
        var (url, secret) = (body.Value.WebhookUrl, body.Value.SigningSecret);
        if (policy.Check(url).Reason is { } reason)
            return Refusal.InvalidField("webhook_url", $"is not taken: {reason}");
        return Answer.Ok(SlackResponse.Of(await slack.SetAsync(caller.TenantId, url, secret, caller.Id)));
    }

    private static async Task<IResult> Delete(Caller caller, SlackRegister slack)
    {
        await slack.RemoveAsync(caller.TenantId);
        return Answer.Ok(SlackResponse.Of(await slack.FindAsync(caller.TenantId)));
    }

    // The signature is over the bytes as they came, so they are read as such.
    private static async Task<IResult> Receive(HttpRequest request, SlackInteractivity interactivity)
    {
        var raw = await JsonBody.ReadBytesAsync(request.BodyReader, request.HttpContext.RequestAborted);
        var result = await interactivity.ReceiveAsync(
            request.Headers[SlackSignature.TimestampHeader], request.Headers[SlackSignature.Header], raw, PayloadOf(raw.Span));
        return result == SlackRequestResult.NotSigned ? InvalidSignature : Results.StatusCode(StatusCodes.Status200OK);
    }

    private static string? PayloadOf(ReadOnlySpan<byte> form) =>
        QueryHelpers.ParseQuery(Encoding.UTF8.GetString(form)).TryGetValue("payload", out var payload) && payload.Count == 1 ? payload[0] : null;
}

/// <summary>What Slack sends.</summary>
/// <param name="Payload">JSON of what happened.</param>
public sealed record SlackInteractivityForm(string Payload);
