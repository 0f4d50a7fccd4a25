using Switchboard.Agents;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Api.Voices;
using Switchboard.Identity;
using Switchboard.Voices;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/api/voice/agents</c> and <c>/api/voice/samples</c>: who speaks.</summary>
internal static class AgentRoutes
{

    private static readonly Refusal NotFound = Refusal.NotFound("Agent not found");

    private static readonly Refusal TooMany = Refusal.Conflict($"There are {AgentEditor.AgentsMax} agents already. Delete one first.");

    private static readonly Refusal IsFirst =
        Refusal.Conflict("The first agent speaks wherever no other was chosen: it can be changed and made inactive, but not deleted.");

    private static readonly Refusal UnknownSpeaker = Refusal.InvalidField(
        "voice_config.speaker", "must be the speaker of one of the samples: a persona, or a deployed speaker of your own");

    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder voice)
    {
        var agents = voice.MapGroup("/agents").WithTags("Voice agents");
        agents.MapPost("", CreateAsync).Requires(Permissions.AgentsWrite).Limited(Limits.CreateAgent)
            .WithSummary("Create a voice agent")
            .WithDescription("""
                Calls and campaigns that name it speak its language with its voice. `voice_config.speaker` is one of `GET /api/voice/samples`; what another
                `provider` calls its voices is kept as given and handed to the carrier, of which the simulator speaks with a voice of its own instead.
                """)
            .Takes(AgentExamples.Create)
            .Answers(StatusCodes.Status201Created, AgentExamples.Created)
            .Refuses(UnknownSpeaker, NotDeployed("my-voice"), TooMany);
        agents.MapGet("", ListAsync).Requires(Permissions.AgentsRead)
            .WithSummary("List voice agents")
            .WithDescription("Oldest first: the one that every organisation starts with is the first.")
            .Query([.. NextNeuralDoor.Pages.Parameters])
            .Answers(StatusCodes.Status200OK, AgentExamples.List);
        agents.MapGet("/{uuid}", GetAsync).Requires(Permissions.AgentsRead)
            .WithSummary("Get a voice agent")
            .Answers(StatusCodes.Status200OK, AgentExamples.Created)
            .Refuses(NotFound);
        agents.MapPatch("/{uuid}", ChangeAsync).Requires(Permissions.AgentsWrite)
            .WithSummary("Change a voice agent")
            .WithDescription("""
                What is left out stays, within `voice_config` too. Another `language_code` without a `language` changes both. New calls have the change at once
                on the node that made it and within 30 seconds on every node; calls under way go on as they began.
                """)
            .Takes(AgentExamples.Change)
            .Answers(StatusCodes.Status200OK, AgentExamples.Changed)
            .Refuses(NotFound, UnknownSpeaker, Used("Renewals in May"));
        agents.MapPut("/{uuid}", ReplaceAsync).Requires(Permissions.AgentsWrite)
            .WithSummary("Replace a voice agent")
            .WithDescription("All of it but its id: what is left out is as with a new agent.")
            .Takes(AgentExamples.Create)
            .Answers(StatusCodes.Status200OK, AgentExamples.Created)
            .Refuses(NotFound, UnknownSpeaker, Used("Renewals in May"));
        agents.MapDelete("/{uuid}", DeleteAsync).Requires(Permissions.AgentsWrite)
            .WithSummary("Delete a voice agent")
            .WithDescription("""
                Calls that name it stay readable, and those under way go on; new calls with it are refused. An agent of a campaign that has not ended cannot be
                deleted, nor can the first one.
                """)
            .Answers(StatusCodes.Status200OK, AgentExamples.Deleted)
            .Refuses(NotFound, IsFirst, Used("Renewals in May"));
        voice.MapGet("/samples", ListSamplesAsync).Requires(Permissions.AgentsRead).WithTags("Voice agents")
            .WithSummary("Voices to choose from")
            .WithDescription("The personas and your own deployed speakers, each with a sample that plays and the `voice_config` that chooses it.")
            .Answers(StatusCodes.Status200OK, AgentExamples.Samples);
    }

    private static async Task<IResult> CreateAsync(Body<AgentRequest> body, Caller caller, AgentEditor editor) =>
        await editor.CreateAsync(caller.TenantId, body.Value.ToDraft()) switch
        {
            AgentResult.Done done => Answer.Created(AgentBody.Of(done.Agent)),
            var refused => RefusalOf((AgentResult.Refused)refused),
        };

    private static async Task<IResult> ListAsync(QueryReader query, Caller caller, AgentRegister agents)
    {
        var asked = NextNeuralDoor.Pages.Read(query);
        query.Check();
        var page = await agents.PageAsync(caller.TenantId, asked.Limit, asked.Offset);
        return Answer.Ok(new AgentListResponse(page.Select(AgentBody.Of), await agents.CountAsync(caller.TenantId)));
    }

    private static async Task<IResult> GetAsync(string uuid, Caller caller, AgentRegister agents) =>
        IdOf(uuid) is { } id && await agents.ReadAsync(caller.TenantId, id) is { } agent ? Answer.Ok(AgentBody.Of(agent)) : NotFound;

    private static Task<IResult> ChangeAsync(string uuid, Body<ChangeAgentRequest> body, Caller caller, AgentEditor editor) =>
        AnswerAsync(uuid, id => editor.ChangeAsync(caller.TenantId, id, body.Value.Changes), AgentBody.Of);

    private static Task<IResult> ReplaceAsync(string uuid, Body<AgentRequest> body, Caller caller, AgentEditor editor) =>
        AnswerAsync(uuid, id => editor.ReplaceAsync(caller.TenantId, id, body.Value.ToDraft()), AgentBody.Of);

    private static Task<IResult> DeleteAsync(string uuid, Caller caller, AgentEditor editor) =>
        AnswerAsync(uuid, id => editor.DeleteAsync(caller.TenantId, id), DeletedAgentResponse.Of);

    private static async Task<IResult> ListSamplesAsync(Caller caller, SpeakerRegister speakers, VoiceLinks links)
    {
        var references = await speakers.ReferencesAsync(caller.TenantId);
        var own = (await speakers.ListAsync(caller.TenantId)).Where(speaker => speaker.IsDeployed && references.ContainsKey(speaker.ReferenceId));
        List<SampleBody> samples =
        [
            .. Personas.All.Select(persona => SampleBody.Of(persona, links.Sample(persona))),
            .. own.Select(speaker => SampleBody.Of(speaker, references[speaker.ReferenceId], links)),
        ];
        return Answer.Ok(new SampleListResponse(samples, samples.Count));
    }

    private static async Task<IResult> AnswerAsync(string uuid, Func<string, Task<AgentResult>> change, Func<Agent, object> body) =>
        IdOf(uuid) is not { } id ? NotFound : await change(id) switch
        {
            AgentResult.Done done => Answer.Ok(body(done.Agent)),
            var refused => RefusalOf((AgentResult.Refused)refused),
        };

    private static string? IdOf(string uuid) => FieldRules.NormaliseId(uuid);

    private static Refusal RefusalOf(AgentResult.Refused refused) => refused.Reason switch
    {
        AgentRefusal.NotFound => NotFound,
        AgentRefusal.TooMany => TooMany,
        AgentRefusal.UnknownSpeaker => UnknownSpeaker,
        AgentRefusal.SpeakerNotDeployed => NotDeployed(refused.Name!),
        AgentRefusal.IsFirst => IsFirst,
        AgentRefusal.UsedByCampaign => Used(refused.Name!),
        _ => throw new InvalidOperationException($"An agent was refused as {refused.Reason}."),
    };

    private static Refusal NotDeployed(string speaker) =>
        Refusal.InvalidField("voice_config.speaker", $"must be deployed first: POST /api/voice/models/speakers/{Uri.EscapeDataString(speaker)}/deploy");

    private static Refusal Used(string campaign) =>
        Refusal.Conflict($"The campaign \"{campaign}\" speaks through this agent and has not ended. Give it another agent first.");
}
