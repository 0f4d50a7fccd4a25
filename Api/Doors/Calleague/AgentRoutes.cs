using Switchboard.Agents;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Identity;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.Calleague;

/// <summary><c>/core/voice/agent</c>: the voice assistants.</summary>
internal static class AgentRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(RouteGroupBuilder agents)
    {
        agents.WithTags("Assistants");
        agents.MapGet("/list", ListAsync).Requires(Permissions.AgentsRead)
            .WithSummary("List your voice assistants")
            .WithDescription("The oldest first. A quick way to see whether a key works.")
            .Query(Paging.Parameters)
            .Answers(StatusCodes.Status200OK, AgentExamples.List);
        agents.MapGet("/{agentId}", GetAsync).Requires(Permissions.AgentsRead)
            .WithSummary("Read one assistant's configuration")
            .Answers(StatusCodes.Status200OK, AgentExamples.Detail);
    }

    private static async Task<IResult> ListAsync(QueryReader query, Caller caller, AgentRegister register)
    {
        var paging = Paging.Read(query);
        query.Check();
        var agents = await register.PageAsync(caller.TenantId, paging.PageSize, paging.Offset);
        return Answer.Ok(new ListResponse<ListedAgent>(await register.CountAsync(caller.TenantId), [.. agents.Select(ListedAgent.Of)]));
    }

    private static async Task<IResult> GetAsync(string agentId, Caller caller, AgentRegister register) =>
        FieldRules.NormaliseId(agentId, CalleagueNames.AgentPrefix) is { } id && await register.FindAsync(caller.TenantId, id) is { } agent
            ? Answer.Ok(AgentDetail.Of(agent))
            : Refusal.NotFound("You have no voice assistant with this agentId.");
}
