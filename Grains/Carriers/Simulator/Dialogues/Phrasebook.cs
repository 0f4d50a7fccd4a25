using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Switchboard.Carriers.Simulator;

/// <summary>How a conversation goes.</summary>
internal enum DialogueKind
{
    Interested,
    DemoBooked,
    NotInterested,
    CallbackRequested,
    InformationRequested,
    OptOut,
    Concession,
    Handoff,
    Endless,
    Voicemail,
}

/// <summary>A line of a template, with what is noticed when it is spoken.</summary>
internal sealed record Line(string Role, string Text, ImmutableArray<LineMark> Noticed)
{
    public static Line Agent(string text, params ReadOnlySpan<LineMark> marks) => new(Roles.Agent, text, [.. marks]);

    public static Line User(string text, params ReadOnlySpan<LineMark> marks) => new(Roles.User, text, [.. marks]);

    public static Line Colleague(string text) => new(Roles.HumanAgent, text, []);
}

/// <summary>What is noticed with a line.</summary>
internal sealed record LineMark(string Type, string? Detail = null)
{
    public static readonly LineMark Disclosure = new(Marks.DisclosurePlayed);

    public static LineMark Intent(string intent) => new(Marks.IntentDetected, intent);
}

/// <summary>A conversation's fixed beginning and end; small talk fills what lies between in a long one.</summary>
internal sealed record Scene(ImmutableArray<Line> Beginning, ImmutableArray<Line> End);

/// <summary>What is said in one language. <c>{day}</c> in a text stands for the weekday agreed on.</summary>
internal sealed record Phrasebook
{
    /// <summary>How fast this language is read out, letters a second.</summary>
    public required double LettersPerSecond { get; init; }

    /// <summary>Names of the days, from Sunday.</summary>
    public required ImmutableArray<string> Weekdays { get; init; }

    /// <summary>Beginning and end of every kind of conversation.</summary>
    public required FrozenDictionary<DialogueKind, Scene> Scenes { get; init; }

    /// <summary>Questions and answers that fit into any conversation, in any order.</summary>
    public required ImmutableArray<ImmutableArray<Line>> SmallTalk { get; init; }

    /// <summary>How a concession's conversation goes on when it is granted.</summary>
    public required ImmutableArray<Line> Granted { get; init; }

    /// <summary>Said when somebody takes the conversation over.</summary>
    public required Line PuttingThrough { get; init; }

    /// <summary>How the conversation goes on with who took it over.</summary>
    public required ImmutableArray<Line> WithColleague { get; init; }

    /// <summary>Asked of a person who has fallen silent.</summary>
    public required Line StillThere { get; init; }

    /// <summary>The phrasebook of a BCP 47 tag; English for every language that has none of its own.</summary>
    public static Phrasebook For(string language) =>
        language.Equals("hi", StringComparison.OrdinalIgnoreCase) || language.StartsWith("hi-", StringComparison.OrdinalIgnoreCase)
            ? HindiPhrases.Book
            : EnglishPhrases.Book;
}
