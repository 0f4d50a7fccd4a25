using System.Text.Json;
using Anthropic;
using Anthropic.Core;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Microsoft.Extensions.Logging;
using Switchboard.RuleBooks.Prompts;
using Switchboard.RuleBooks.Writing;
using Switchboard.Voices;

namespace Switchboard.RuleBooks.LanguageModel;

/// <summary>
/// Has rule books written by one of Anthropic's models. What it writes goes through the same validator as everything else; the faults are sent back once.
/// </summary>
internal sealed partial class AnthropicWriter : IDisposable
{
    private const int TokensMax = 8000;
    private const int PassesMax = 2;

    private readonly AnthropicOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AnthropicWriter> _logger;
    private readonly HttpClient _http;

    public AnthropicWriter(AnthropicOptions options, TimeProvider time, ILogger<AnthropicWriter> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry the key to somebody else.
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseProxy = !options.BaseUrl.IsLoopback,
        };
        _http = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    /// <summary>Writes one.</summary>
    /// <param name="request">What to write.</param>
    /// <param name="reading">What the prompt says for certain: its hours and prohibitions hold, whatever the model makes of them.</param>
    /// <param name="apiKey">Whose account pays. Never logged.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The rule book or its faults; null when the model could not be had, which is logged.</returns>
    public async Task<RuleBookResult?> TryWriteAsync(
        RuleBookRequest request, PromptReading reading, string apiKey, CancellationToken cancellationToken)
    {
        var messages = new List<MessageParam> { new UserMessageParam(ModelTask.Describe(request, reading)) };
        RuleBookResult? result = null;
        for (var pass = 1; pass <= PassesMax; pass++)
        {
            if (await AskAsync(messages, apiKey, cancellationToken) is not var (text, isRefusal))
                return null;
            if (isRefusal)
                return RuleBookResult.Failed("nl_prompt: the language model declines to write this rule book");
            result = ModelAnswer.Parse(text) is { } answer ? Judge(answer, request, reading) : null;
            if (result?.Written is not null)
                return result;
            if (text.Length == 0)
                break;
            messages.Add(new AssistantMessageParam(text));
            messages.Add(new UserMessageParam(ModelTask.AskRepair(result?.Errors ?? ["it is not the JSON object that was asked for"])));
        }

        if (result is null)
            LogUnavailable(_options.Model, "its answer was no rule book");
        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<(string Text, bool IsRefusal)?> AskAsync(List<MessageParam> messages, string apiKey, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // Not disposed: that would dispose the connections that all share.
            var client = new AnthropicClient(new ClientOptions
            {
                ApiKey = apiKey,
                BaseUrl = _options.BaseUrl.AbsoluteUri.TrimEnd('/'),
                HttpClient = _http,
                MaxRetries = 1,
                Timeout = _options.Timeout,
                OpenTelemetry = false,
            });
            var message = await client.Messages.Create(
                new MessageCreateParams
                {
                    Model = _options.Model,
                    MaxTokens = TokensMax,
                    System = ModelTask.Instructions,
                    Messages = [.. messages],
                    OutputConfig = new OutputConfig { Format = new JsonOutputFormat { Schema = ModelTask.Schema } },
                },
                either.Token);
            // Read here, for an answer that lacks a field fails only when that is read.
            return (string.Concat(message.Content.Select(block => block.TryPickText(out var part) ? part.Text : "")), message.StopReason?.Raw() == "refusal");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnavailable(_options.Model, $"no answer within {_options.Timeout.TotalSeconds} s");
        }
        catch (Exception failure) when (failure is AnthropicException or HttpRequestException or IOException or JsonException or ArgumentException or FormatException)
        {
            // The kind of failure only: a message may quote what was sent.
            LogUnavailable(_options.Model, failure.GetType().Name);
        }

        return null;
    }

    private RuleBookResult Judge(ModelAnswer answer, RuleBookRequest request, PromptReading reading)
    {
        var (window, windowError) = reading.Window is { } certain ? (certain, null) : answer.ReadWindow();
        var forbidden = RuleBookComposer.AlwaysForbidden(answer.Language).Concat(reading.Forbidden.Where(phrase => !Disclosure.Needs(phrase))).ToList();
        var errors = new List<string>(RuleBookValidator.Check(answer.ToRuleBook(forbidden, systemPrompt: "-"), request.Prompt));
        if (windowError is not null)
            errors.Add(windowError);
        if (errors.Count > 0)
            return new RuleBookResult(null, errors);

        var persona = PersonaChoice.For(reading, request.Persona ?? reading.Persona ?? answer.Persona, answer.Language!);
        var book = answer.ToRuleBook(forbidden, systemPrompt: "");
        book = book with { SystemPrompt = SystemPromptText.Of(book, reading with { Window = window }, persona) };
        if (book.SystemPrompt.Length > RuleBookValidator.SystemPromptMax)
            return RuleBookResult.Failed("the rule book is too long as a whole: shorten its lines");
        return new RuleBookResult(new WrittenRuleBook(book, CampaignTitle.Of(answer.Name, reading), persona.Name, window, _options.Model), []);
    }

    [LoggerMessage(LogLevel.Warning, "The language model {Model} wrote no rule book: {Reason}. The deterministic writer takes over.")]
    private partial void LogUnavailable(string model, string reason);
}
