using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Api.Voices;
using Switchboard.Identity;
using Switchboard.Voices;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/api/voice/models/speakers</c>: voices of the tenant's own.</summary>
internal static class SpeakerRoutes
{
    private const string ReferenceField = "reference_audio";
    private const string SampleField = "audio";
    // A whole dataset fits on a page.
    private static readonly OffsetPages Samples = new(SpeakerStudio.SamplesMax);

    private static readonly TimeSpan ProviderRetry = TimeSpan.FromSeconds(30);

    private static readonly Refusal NotFound = Refusal.NotFound("Speaker not found");

    private static readonly Refusal TooMany = Refusal.Conflict($"There are {SpeakerStudio.SpeakersMax} speakers already. Delete one first.");

    private static readonly Refusal Full = Refusal.Conflict(
        $"The dataset is full: it may have {SpeakerStudio.SamplesMax} samples, and the speaker's recordings {SpeakerStudio.AudioBytesMax / (1024 * 1024)} MiB.");

    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder voice)
    {
        var speakers = voice.MapGroup("/models/speakers").WithTags("Voice models");
        speakers.MapPost("", CreateAsync).Requires(Permissions.AgentsWrite).UploadOf(ReferenceField).Limited(Limits.CreateSpeaker)
            .WithSummary("Create a speaker")
            .WithDescription($"A form with a `name` and a recording of the voice: {AudioRules.Reference.Text}. The recording is judged by its bytes, not by its file's name.")
            .FormFields(
                QueryParameter.Text("name", "What it is called in paths and in `voice_config`: " + SpeakerName.Rule["must have ".Length..] + "."),
                QueryParameter.Text("language", "BCP 47 tag of what is spoken."),
                QueryParameter.Text("description", "In your own words."))
            .Answers(StatusCodes.Status201Created, SpeakerExamples.Created)
            .Refuses(Invalid(ReferenceField, "must be 10 to 60 seconds long, and this is 8.2 seconds"), Taken(SpeakerExamples.Name), TooMany);
        speakers.MapGet("", ListAsync).Requires(Permissions.AgentsRead)
            .WithSummary("List speakers")
            .WithDescription("By name.")
            .Answers(StatusCodes.Status200OK, SpeakerExamples.List);
        var speaker = speakers.MapGroup("/{name}");
        speaker.MapGet("", GetAsync).Requires(Permissions.AgentsRead)
            .WithSummary("Get a speaker")
            .Answers(StatusCodes.Status200OK, SpeakerExamples.Created)
            .Refuses(NotFound);
        speaker.MapPatch("", ChangeAsync).Requires(Permissions.AgentsWrite)
            .WithSummary("Change what is said about a speaker")
            .WithDescription("What is left out stays, null clears it. The name stays, because agents know the speaker by it.")
            .Takes(SpeakerExamples.Change)
            .Answers(StatusCodes.Status200OK, SpeakerExamples.Changed)
            .Refuses(NotFound);
        speaker.MapDelete("", DeleteAsync).Requires(Permissions.AgentsWrite)
            .WithSummary("Delete a speaker")
            .WithDescription("With all its recordings, for good. One that an agent speaks with cannot be deleted.")
            .Answers(StatusCodes.Status200OK, SpeakerExamples.Deleted)
            .Refuses(NotFound, Used("Renewals"));
        speaker.MapPost("/dataset/sample", AddSampleAsync).Requires(Permissions.AgentsWrite).UploadOf(SampleField).Limited(Limits.AddSample)
            .WithSummary("Add a sample")
            .WithDescription($"A form with a recording and its `transcript`: {AudioRules.Sample.Text}. A deployed voice sounds as before until it is deployed again.")
            .FormFields(QueryParameter.Text("transcript", $"What is said, 1 to {DatasetSampleBody.TranscriptMax} characters."))
            .Answers(StatusCodes.Status201Created, SpeakerExamples.Sample)
            .Refuses(Invalid(SampleField, "must be 5 to 30 seconds long, and this is 41.7 seconds"), NotFound, Full);
        speaker.MapGet("/dataset", GetDatasetAsync).Requires(Permissions.AgentsRead)
            .WithSummary("Get the dataset")
            .WithDescription("In the order in which the samples came.")
            .Query([.. Samples.Parameters])
            .Answers(StatusCodes.Status200OK, SpeakerExamples.Dataset)
            .Refuses(NotFound);
        speaker.MapDelete("/dataset", ClearDatasetAsync).Requires(Permissions.AgentsWrite)
            .WithSummary("Clear the dataset")
            .WithDescription("All samples are deleted for good. The reference stays, and so does a voice that is deployed.")
            .Answers(StatusCodes.Status200OK, SpeakerExamples.Cleared)
            .Refuses(NotFound);
        speaker.MapPost("/deploy", DeployAsync).Requires(Permissions.AgentsWrite).Limited(Limits.DeploySpeaker)
            .WithSummary("Deploy a speaker")
            .WithDescription("""
                Has the voice made of the reference and the dataset, by whoever `provider` says. From then on agents can be given it, and it is among the samples.
                Deploying again makes it anew. The provider `simulator` clones nobody: it makes the voice known, and simulated recordings tell it from others by a
                pitch of its own.
                """)
            .Answers(StatusCodes.Status200OK, SpeakerExamples.Deployed)
            .Refuses(NotFound, Unavailable("The voice provider is busy. Try again."));
    }

    private static async Task<IResult> CreateAsync(Upload upload, Caller caller, SpeakerStudio studio, VoiceLinks links, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = upload.Fields(errors);
        var name = SpeakerName.Of(fields.Text("name", SpeakerName.LengthMax));
        if (name is null && !errors.Any)
            fields.Fail("name", SpeakerName.Rule);
        var (language, description) = (fields.OptionalText("language", 35), fields.OptionalText("description", ChangeSpeakerRequest.DescriptionMax));
        if (language is { Length: > 0 })
            language = fields.OptionalLanguage("language");
        errors.ThrowIfAny(RefusalKind.InvalidField);
        var result = await studio.CreateAsync(caller.TenantId, name!, NullIfEmpty(language), NullIfEmpty(description), upload.Content, cancellationToken);
        return result is SpeakerResult.Done done
            ? Answer.Created(SpeakerBody.Of(done.Speaker, done.Audio, links.Speaker))
            : RefusalOf((SpeakerResult.Refused)result, ReferenceField);
    }

    private static async Task<IResult> ListAsync(Caller caller, SpeakerRegister speakers, VoiceLinks links)
    {
        var references = await speakers.ReferencesAsync(caller.TenantId);
        List<SpeakerBody> bodies =
        [
            .. (await speakers.ListAsync(caller.TenantId)).Select(speaker =>
                SpeakerBody.Of(speaker, references.GetValueOrDefault(speaker.ReferenceId), links.Speaker)),
        ];
        return Answer.Ok(new SpeakerListResponse(bodies, bodies.Count));
    }

    private static async Task<IResult> GetAsync(string name, Caller caller, SpeakerRegister speakers, VoiceLinks links) =>
        await FindAsync(name, caller, speakers) is { } speaker ? await AnswerAsync(speaker, speakers, links) : NotFound;

    private static async Task<IResult> ChangeAsync(
        string name, Body<ChangeSpeakerRequest> body, Caller caller, SpeakerStudio studio, SpeakerRegister speakers, VoiceLinks links) =>
        SpeakerName.Of(name) is not { } known
            ? NotFound
            : await AnswerAsync(await studio.DescribeAsync(caller.TenantId, known, body.Value.NewLanguage, body.Value.NewDescription), speakers, links);

    private static async Task<IResult> DeleteAsync(string name, Caller caller, SpeakerStudio studio) =>
        SpeakerName.Of(name) is not { } known ? NotFound : await studio.DeleteAsync(caller.TenantId, known) switch
        {
            SpeakerResult.Done done => Answer.Ok(new DeletedSpeakerResponse(done.Speaker.Name, Deleted: true)),
            var refused => RefusalOf((SpeakerResult.Refused)refused),
        };

    private static async Task<IResult> AddSampleAsync(
        string name, Upload upload, Caller caller, SpeakerStudio studio, SpeakerRegister speakers, VoiceLinks links, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, caller, speakers) is not { } speaker)
            return NotFound;
        var errors = new FieldErrors();
        var transcript = upload.Fields(errors).Text("transcript", DatasetSampleBody.TranscriptMax);
        errors.ThrowIfAny(RefusalKind.InvalidField);
        var result = await studio.AddSampleAsync(caller.TenantId, speaker.Name, transcript, upload.Content, cancellationToken);
        return result is SpeakerResult.Done { Audio: { } audio }
            ? Answer.Created(DatasetSampleBody.Of(audio, links.Speaker))
            : RefusalOf((SpeakerResult.Refused)result, SampleField);
    }

    private static async Task<IResult> GetDatasetAsync(string name, QueryReader query, Caller caller, SpeakerRegister speakers, VoiceLinks links)
    {
        var asked = Samples.Read(query);
        query.Check();
        if (await FindAsync(name, caller, speakers) is not { } speaker)
            return NotFound;
        var page = await speakers.DatasetAsync(speaker, asked.Limit, asked.Offset);
        return Answer.Ok(new DatasetResponse(
            speaker.Name, [.. page.Samples.Select(sample => DatasetSampleBody.Of(sample, links.Speaker))], page.Total, page.DurationMs / 1000.0));
    }

    private static async Task<IResult> ClearDatasetAsync(string name, Caller caller, SpeakerStudio studio) =>
        SpeakerName.Of(name) is not { } known ? NotFound : await studio.ClearDatasetAsync(caller.TenantId, known) switch
        {
            SpeakerResult.Done done => Answer.Ok(new ClearedDatasetResponse(done.Speaker.Name, done.Deleted)),
            var refused => RefusalOf((SpeakerResult.Refused)refused),
        };

    private static async Task<IResult> DeployAsync(
        string name, Caller caller, SpeakerStudio studio, SpeakerRegister speakers, VoiceLinks links, CancellationToken cancellationToken) =>
        SpeakerName.Of(name) is not { } known ? NotFound : await AnswerAsync(await studio.DeployAsync(caller.TenantId, known, cancellationToken), speakers, links);

    private static async Task<Speaker?> FindAsync(string name, Caller caller, SpeakerRegister speakers) =>
        SpeakerName.Of(name) is { } known ? await speakers.FindAsync(caller.TenantId, known) : null;

    private static async Task<IResult> AnswerAsync(SpeakerResult result, SpeakerRegister speakers, VoiceLinks links) =>
        result is SpeakerResult.Done done ? await AnswerAsync(done.Speaker, speakers, links) : RefusalOf((SpeakerResult.Refused)result);

    private static async Task<IResult> AnswerAsync(Speaker speaker, SpeakerRegister speakers, VoiceLinks links) =>
        Answer.Ok(SpeakerBody.Of(speaker, await speakers.FindAudioAsync(speaker.ReferenceId), links.Speaker));

    private static string? NullIfEmpty(string? text) => text is "" ? null : text;

    private static Refusal RefusalOf(SpeakerResult.Refused refused, string audioField = "") => refused.Reason switch
    {
        SpeakerRefusal.NotFound => NotFound,
        SpeakerRefusal.NameTaken => Taken(refused.Detail!),
        SpeakerRefusal.TooMany => TooMany,
        SpeakerRefusal.DatasetFull => Full,
        SpeakerRefusal.InvalidAudio => Invalid(audioField, refused.Detail!),
        SpeakerRefusal.UsedByAgent => Used(refused.Detail!),
        SpeakerRefusal.ProviderUnavailable => Unavailable(refused.Detail!),
        _ => throw new InvalidOperationException($"A speaker was refused as {refused.Reason}."),
    };

    private static Refusal Invalid(string field, string rule) => Refusal.InvalidField(field, rule);

    private static Refusal Taken(string name) => Refusal.Conflict($"There is a voice of the name {name} already.");

    private static Refusal Used(string agent) => Refusal.Conflict($"The agent \"{agent}\" speaks with this voice. Give it another one first.");

    private static Refusal Unavailable(string why) => new(RefusalKind.Unavailable, why) { RetryAfter = ProviderRetry };
}
