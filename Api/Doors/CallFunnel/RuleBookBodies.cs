using System.Collections.Immutable;
using Switchboard.Api.Requests;
using Switchboard.Campaigns;
using Switchboard.RuleBooks;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>A rule book.</summary>
public sealed record RuleBookBody(
    string SystemPrompt,
    string Language,
    OpeningBody Opening,
    ImmutableArray<BranchBody> Branches,
    ImmutableArray<ObjectionHandlerBody> ObjectionHandlers,
    ImmutableArray<string> ForbiddenPhrases,
    GoalBody Goal,
    ImmutableArray<string> Offers)
{
    internal static RuleBookBody Of(RuleBook book) => new(
        book.SystemPrompt,
        book.Language,
        new OpeningBody(book.Opening.Greeting, book.Opening.Ask),
        [.. book.Branches.Select(branch => new BranchBody(branch.If, branch.Do))],
        [.. book.ObjectionHandlers.Select(handler => new ObjectionHandlerBody(handler.Objection, handler.Response, handler.LibraryId))],
        book.ForbiddenPhrases,
        new GoalBody(book.Goal.Kind, book.Goal.Text),
        book.Offers);
}

/// <summary>What of a rule book is to change; what is absent stays, and a list replaces the whole list.</summary>
public sealed record RuleBookChangesBody(
    string? SystemPrompt,
    string? Language,
    OpeningBody? Opening,
    ImmutableArray<BranchBody>? Branches,
    ImmutableArray<ObjectionHandlerBody>? ObjectionHandlers,
    ImmutableArray<string>? ForbiddenPhrases,
    GoalBody? Goal,
    ImmutableArray<string>? Offers)
{
    private const int ItemsMax = 50;
    private const int LineMax = 1000;
    private const int LibraryIdMax = 100;
    private const int SystemPromptMax = 20_000;

    internal static RuleBookChangesBody Read(RequestReader fields) => new(
        fields.OptionalText("system_prompt", SystemPromptMax, min: 1),
        fields.OptionalLanguage("language"),
        fields.OptionalNested("opening") is { } opening ? new OpeningBody(opening.Text("greeting", LineMax), opening.Text("ask", LineMax)) : null,
        ReadList(fields, "branches", item => new BranchBody(item.Text("if", LineMax), item.Text("do", LineMax))),
        ReadList(fields, "objection_handlers", item => new ObjectionHandlerBody(
            item.Text("objection", LineMax), item.Text("response", LineMax), item.OptionalText("library_id", LibraryIdMax))),
        fields.OptionalTexts("forbidden_phrases", ItemsMax, LineMax),
        fields.OptionalNested("goal") is { } goal
            ? new GoalBody(goal.OneOf("kind", "call_to_action", "information"), goal.Text("text", LineMax))
            : null,
        fields.OptionalTexts("offers", ItemsMax, LineMax));

    internal RuleBookEdit ToEdit() => new()
    {
        SystemPrompt = SystemPrompt,
        Language = Language,
        Opening = Opening is { } opening ? new RuleBookOpening(opening.Greeting, opening.Ask) : null,
        Branches = Branches?.Select(branch => new RuleBookBranch(branch.If, branch.Do)).ToImmutableArray(),
        ObjectionHandlers = ObjectionHandlers?.Select(handler => new ObjectionHandler(handler.Objection, handler.Response, handler.LibraryId)).ToImmutableArray(),
        ForbiddenPhrases = ForbiddenPhrases,
        Goal = Goal is { } goal ? new RuleBookGoal(goal.Kind, goal.Text) : null,
        Offers = Offers,
    };

    private static ImmutableArray<T>? ReadList<T>(RequestReader fields, string name, Func<RequestReader, T> read) =>
        fields.Has(name) ? [.. fields.Objects(name, ItemsMax).Select(read)] : null;
}

/// <summary>How a call begins.</summary>
public sealed record OpeningBody(string Greeting, string Ask);

/// <summary>A turn that the conversation can take.</summary>
public sealed record BranchBody(string If, string Do);

/// <summary>An objection and its answer.</summary>
/// <param name="Objection">What the person objects.</param>
/// <param name="Response">What the agent answers.</param>
/// <param name="LibraryId">The objection of the library (<c>GET /objections</c>) that it was made from; null for none.</param>
public sealed record ObjectionHandlerBody(string Objection, string Response, string? LibraryId = null);

/// <summary>What a call is for: <c>call_to_action</c> or <c>information</c>.</summary>
public sealed record GoalBody(string Kind, string Text);
