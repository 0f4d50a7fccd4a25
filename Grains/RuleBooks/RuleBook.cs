using System.Collections.Immutable;
using Switchboard.Campaigns;

namespace Switchboard.RuleBooks;

/// <summary>What a voice agent says and does in a campaign, made from a prompt; every valid one has all of it (contract, section 9).</summary>
/// <param name="SystemPrompt">The whole as instructions for a language model.</param>
/// <param name="Language">BCP 47 tag of the conversation.</param>
/// <param name="Opening">How the call begins.</param>
/// <param name="Branches">What to do when.</param>
/// <param name="ObjectionHandlers">Answers to objections.</param>
/// <param name="ForbiddenPhrases">What is never said.</param>
/// <param name="Goal">What the call is for.</param>
/// <param name="Offers">What the agent may offer, as the prompt names it; empty for nothing.</param>
public sealed record RuleBook(
    string SystemPrompt,
    string Language,
    RuleBookOpening Opening,
    ImmutableArray<RuleBookBranch> Branches,
    ImmutableArray<ObjectionHandler> ObjectionHandlers,
    ImmutableArray<string> ForbiddenPhrases,
    RuleBookGoal Goal,
    ImmutableArray<string> Offers);

/// <summary>How a call begins.</summary>
/// <param name="Greeting">The first words, which say who calls and that a machine speaks.</param>
/// <param name="Ask">The first question.</param>
public sealed record RuleBookOpening(string Greeting, string Ask);

/// <summary>A turn that the conversation can take.</summary>
/// <param name="If">What the person says or does.</param>
/// <param name="Do">What the agent then does.</param>
public sealed record RuleBookBranch(string If, string Do);

/// <summary>An objection and its answer.</summary>
/// <param name="Objection">What the person objects.</param>
/// <param name="Response">What the agent answers.</param>
/// <param name="LibraryId">The objection of the library that it was made from; null for none.</param>
public sealed record ObjectionHandler(string Objection, string Response, string? LibraryId = null);

/// <summary>What a call is for.</summary>
/// <param name="Kind">One of <see cref="GoalKinds"/>.</param>
/// <param name="Text">What is to be reached.</param>
public sealed record RuleBookGoal(string Kind, string Text);

/// <summary>The kinds of goals.</summary>
public static class GoalKinds
{
    /// <summary>The person is to do something.</summary>
    public const string CallToAction = "call_to_action";

    /// <summary>Something is to be told or asked.</summary>
    public const string Information = "information";
}

/// <summary>A rule book with what else the prompt says about the campaign.</summary>
/// <param name="RuleBook">The rule book.</param>
/// <param name="Name">A short name for the campaign.</param>
/// <param name="Persona">The persona that fits; one of the voices.</param>
/// <param name="Window">The calling hours that the prompt names; null when it names none.</param>
/// <param name="Writer">Who wrote it: <c>deterministic</c> or the model's name.</param>
public sealed record WrittenRuleBook(RuleBook RuleBook, string Name, string Persona, CallingWindow? Window, string Writer);
